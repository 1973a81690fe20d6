"""ⓘ of a figure: what it counts, its formula, what is left out, this figure's own numbers, the clause, the version, 复核."""

import functools
import tomllib
from pathlib import Path
from urllib.parse import urlencode

from dash import html

from components import parameter, replay
from components.text import day, language, t, word

PARTS = ("definition", "formula", "excluded")
LEFT_OUT = "/left-out/"  # where the counts are fetched when an ⓘ is opened (left_out.py)


@functools.cache
def definitions() -> dict[str, dict]:
    """Every definition by name, both languages side by side."""
    return tomllib.loads(Path(__file__).with_name("definitions.toml").read_text(encoding="utf-8"))


def clauses(names: list[str], policy: dict[str, dict]) -> list:
    """Each parameter with its value, state, document, clause and quotation, as the regulation table holds them."""
    found = []
    for row in (policy[name] for name in names if name in policy):
        value = parameter.value(parameter.read(row["value"]), row["unit"])
        found.append(
            html.Dd(
                [
                    html.B(f"{parameter.titled(row)} {value}"),
                    f"  {word(row['state'])}",
                    html.Span(parameter.source(row)),
                    html.Q(row["quotation"]) if row["quotation"] else None,
                ]
            )
        )
    return found


def version(names: list[str], policy: dict[str, dict]) -> str:
    """Since when the newest of the clauses holds; suggestions have no such day."""
    days = [policy[name]["in_force"] for name in names if name in policy and policy[name].get("in_force")]
    return t("explain.since", day=day(max(days))) if days else t("explain.no_day")


def left_out(name: str, of: dict | None) -> list:
    """Where the counts of what is left out will stand, asked with the filters of the section; in words where the definition leaves nothing out."""
    here = replay.standing()
    if "left_out" not in definitions()[name]:
        return [html.Dd(t("left_out.nothing"))]
    if here is None:
        return []
    place = {"data-left-out": f"{LEFT_OUT}{name}?{urlencode(here.filters | (of or {}))}", "data-failed": t("left_out.failed"), "aria-live": "polite"}
    return [html.Dd(t("left_out.counting"), className="mj-left-out", **place)]


def explain(name: str, policy: dict[str, dict], taken: str = "", figure: tuple[str, str] | None = None,
            of: dict | None = None) -> html.Details:
    """The button ⓘ and what it opens. ``policy``: rows of policy_values by parameter; ``taken``: this figure's own numbers;
    ``figure``: its question and what to select from the answer to have just this number; ``of``: where this number's period, round
    or town is not the page's, so that what is left out is counted for just this number.
    """
    said = definitions()[name]
    title = said["title"][language()]
    facts = []
    for part in PARTS:
        facts += [html.Dt(t(f"explain.{part}")), html.Dd(said[part][language()], className=f"mj-{part}")]
        if part == "formula" and taken:
            facts += [html.Dt(t("explain.taken")), html.Dd(taken)]
    facts += left_out(name, of)
    facts += [html.Dt(t("explain.basis")), *(clauses(said["params"], policy) or [html.Dd(t("common.no_clause"))])]
    facts += [html.Dt(t("explain.version")), html.Dd(version(said["params"], policy)), *replay.facts(figure)]
    button = html.Summary(
        html.I(className="bi bi-info-circle", **{"aria-hidden": "true"}),
        title=t("explain.title", name=title),
        **{"aria-label": t("explain.title", name=title)},
    )
    return html.Details([button, html.Div([html.H3(title), html.Dl(facts, tabIndex=0)], className="mj-pop")], className="mj-info")

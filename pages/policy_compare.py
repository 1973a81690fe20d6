"""指标口径, two documents beside each other: what they set differently, and what the same data would say under another one."""

from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import html

from components import basis, links, overview_figures, parameter, policy_words, replay, section, states
from components.door import viewer
from components.explain import explain
from components.figure_card import card
from components.filters import period_text
from components.policy_ledger import differing
from components.remembered import ask_once
from components.section import COUNTY
from components.text import number, t, word
from data import database, policy
from data.settings import settings
from data.viewer import ROLES
from pages.policy_rows import SHOWN
from queries import ask
from queries.parameters import day, days_of

# what judges: question -> (more it is asked with, the column judged, what a row is called by)
JUDGED = {
    "accuracy": ({"by": "town"}, "verdict", ("group_key",)),
    "publicity_coverage": ({"by": "town"}, "verdict", ("group_key",)),
    "satisfaction": ({}, "low", ("contract_no", "round_no")),
    "payment_tranches": ({}, "status", ("contract_no", "tranche_no")),
}


def _choice(name: str, chosen: str, others: list[str]) -> html.Label:
    options = [{"value": one, "label": parameter.titled(policy.header(one))} for one in others]
    return html.Label([t(f"policy.{name}"), dbc.Select(id={"filter": name}, options=options, value=chosen)])


def _known(settled: dict, name: str, default: str) -> str:
    return settled[name] if settled.get(name) in policy.profiles() else default


def _another(profile: str) -> str:
    return next(name for name in policy.profiles() if name != profile)


@section.fill("policy", "compare", *ROLES, uses=("left", "right", "shown", "tab"), tab="compare")
def compared(settled):
    left = _known(settled, "left", settings().profile)
    right = _known(settled, "right", _another(left))
    found, whole = differing(left, right), len(policy.parameters(left))
    for one in (left, right):
        replay.read(f"data/policy/{one}.toml")
    limit = int(settled["shown"]) if str(settled.get("shown", "")).isdigit() else SHOWN
    rows = []
    for name, *both in found[:limit]:
        sides = {}
        for side, item in zip(("left", "right"), both, strict=True):
            silent = "mj-silent" if item["state"] == "未规定" else ""
            sides[side] = html.Div([html.B(parameter.value(item.get("value"), item.get("unit"))), policy_words.state(item["state"]),
                                    policy_words.quoted(item)], className=f"mj-policy-side {silent}")
        title = html.Div([links.sets(parameter.titled(both[0]), case=name), html.Code(name)], className="mj-policy-name")
        rows.append({"title": title, **sides})
    names = [parameter.titled(policy.header(one)) for one in (left, right)]
    columns = [("title", t("policy.column_title"), policy_words.as_is),
               *((side, name, policy_words.as_is) for side, name in zip(("left", "right"), names, strict=True))]
    more = links.sets(t("policy.show_more", count=number(len(found) - limit)), look="mj-button", shown=str(limit + 2 * SHOWN)) if len(found) > limit else None
    chosen = html.Div([_choice("left", left, policy.profiles()), _choice("right", right, policy.profiles())], className="mj-filters mj-alert-filters")
    listed = html.Div(policy_words.listed(rows, columns), className="mj-scroll mj-policy mj-policy-two", tabIndex=0)
    table = listed if rows else states.nothing(t("policy.same"))
    return card(t("policy.compare_title", count=number(len(found)), whole=number(whole)), t("policy.compare_measure"),
                html.Div([chosen, table, more], className="mj-policy-body"), t("policy.source"), t("policy.rule"),
                info=explain("policy", basis.policy()), export=f"/papers/policy.xlsx?{urlencode({'left': left, 'right': right})}")


# --- the same data under another policy


def asked(question: str, settled: dict, more: dict) -> dict:
    """What a question is asked with for the page's period; inspections are a matter of a quarter."""
    given = {name: settled[name] for name in ("period", "as_of") if settled.get(name)}
    if question == "publicity_coverage":
        given["period"] = overview_figures.quarter_of(settled)
    if question in ("satisfaction", "payment_tranches"):
        given.pop("period", None)
    return given | more


def rows_under(question: str, trial: str | None, given: dict) -> list[dict]:
    """The answer by the policy in force, shared with other readers, or by a trial's, shared with nobody."""
    return (ask_once(question, viewer(), **given) if trial is None else ask(question, viewer(), trial, **given)).dicts()


def turned(settled: dict, trial: str) -> list[tuple[str, int, int]]:
    """(question, verdicts that would change, rows that are judged by either) for the page's period."""
    found = []
    for question, (more, column, key) in JUDGED.items():
        given = asked(question, settled, more)
        both = [{tuple(row[name] for name in key): row[column] for row in rows_under(question, one, given)} for one in (None, trial)]
        judged = [name for name in both[0].keys() | both[1].keys() if both[0].get(name) is not None or both[1].get(name) is not None]
        found.append((question, sum(both[0].get(name) != both[1].get(name) for name in judged), len(judged)))
    return found


def outcome(settled: dict, trial: str, names: tuple[str, str], silent: tuple[set, set] = (set(), set())) -> html.Div:
    """总览 under both policies, and how many verdicts would change; the running policy hears nothing of it."""
    given = asked("overview", settled, {})
    rows = [rows_under("overview", one, given) for one in (None, trial)]
    table = policy_words.beside(*rows, names, silent) if rows[0] or rows[1] else None
    lines = [html.Li(t("policy.turned", what=t(f"policy.of_{question}"), n=number(changed), whole=number(whole)),
                     className="" if changed else "mj-silent") for question, changed, whole in turned(settled, trial)]
    shown = html.Div(table, className="mj-scroll mj-policy", tabIndex=0) if table else states.nothing(t("intake.nothing"))
    return html.Div([shown, html.H3(t("policy.turned_title")), html.Ul(lines, className="mj-policy-turned")])


@section.fill("policy", "switch", *COUNTY, uses=("profile", "period", "as_of", "tab"), tab="switch")
def switched(settled):
    running = settings().profile
    chosen = _known(settled, "profile", _another(running))
    last = min(days_of(settled["period"])[1], day(settled["as_of"]))
    trial = database.store().trial(profile=chosen, day=last)
    names = tuple(parameter.titled(policy.header(one)) for one in (running, chosen))
    for question, (more, *_) in ({"overview": ({},)} | JUDGED).items():
        for profile in ({}, {"profile": chosen}):
            replay.note(question, asked(question, settled, more) | profile)
    held = [policy.on_day(one, database.store().folder, last) for one in (running, chosen)]
    silent = tuple({name for name, item in each.items() if item["state"] == "未规定"} for each in held)
    body = html.Div([html.Div(_choice("profile", chosen, policy.profiles()), className="mj-filters mj-alert-filters"),
                     outcome(settled, trial, (t("policy.now", name=names[0]), t("policy.then", name=names[1])), silent)], className="mj-policy-body")
    measure = t("policy.switch_measure", period=period_text(settled), silent=number(len(silent[1])), state=word("未规定"))
    return card(t("policy.switch_title", name=names[1]), measure, body,
                t("policy.switch_source"), t("policy.rule"), info=explain("policy", basis.policy()), export=section.export("overview", settled))

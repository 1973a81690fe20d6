"""What a sampling plan would draw: how many and why, and how they spread over towns and contractors."""

import datetime
import re

from dash import html

from components import basis, drawer, filters, section, text
from components.explain import explain
from components.figure_card import card, data_table
from components.plan_form import BY_PRECISION
from components.text import number, percent, t
from data import sampling
from data.refusal import Refused, sentence
from data.viewer import Viewer
from queries.parameters import days_of


def proposed(viewer: Viewer, settled: dict, typed: dict) -> dict:
    """The proposal of what was typed, within what the filter bar says."""
    by_precision = typed["basis"] == BY_PRECISION
    return sampling.propose(
        viewer,
        settled["period"],
        days_of(settled["period"]),
        precision=figure("precision", typed["precision"]) if by_precision else None,
        expected=figure("expected", typed["expected"]) if by_precision else None,
        share=None if by_precision else figure("share", typed["share"]),
        risk=int(figure("risk", typed["risk"]) or 0),
        flagged=flagged(settled) if "funnel" in (typed["flagged"] or []) else (),
        region=settled.get("region", ""),
        contractor=settled.get("contractor"),
        assistance=settled.get("assistance"),
        as_of=datetime.date.fromisoformat(settled["as_of"]),
        seed=str(typed["seed"] or "")[:32] or None,
    )


def figure(name: str, said) -> float | None:
    """A number as typed, blank for none; Refused when it is none."""
    said = str(said if said is not None else "").strip().rstrip("%％").replace(",", "")
    if not said:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,4})?", said, re.ASCII):
        raise Refused("sampling_number", field=t(f"sampling.{name}"), value=said[:16])
    return float(said)


def flagged(settled: dict) -> tuple[str, ...]:
    """Investigators that the funnel of the period marks low."""
    rows = section.answer("accuracy_funnel", settled).dicts()
    least = basis.value(basis.policy(), "min_sample") or 0
    return tuple(one["staff_id"] for one in rows if one["rechecked"] >= least and (one["outlier"] or "").startswith("low"))


def preview(found: dict, settled: dict) -> html.Section:
    """``found``: what data.sampling proposes."""
    policy = basis.policy()
    facts = drawer.facts(
        (t("sampling.visited"), number(found["visited"])),
        (t("sampling.n0"), number(found["n0"], 1) if found["n0"] is not None else text.BLANK),
        (t("sampling.n_required"), number(found["n_required"])),
        (t("sampling.already"), number(found["already"])),
        (t("sampling.population"), number(found["population"])),
        (t("sampling.n"), html.B(number(found["n"]))),
        (t("sampling.risk_drawn"), number(found["risk"])),
        (t("sampling.seed"), found["seed"]),
    )
    columns = [("town", t("column.town"), str), ("contractor", t("column.contractor_name"), str)]
    columns += [(name, t(f"sampling.{name}"), number) for name in ("visited", "already", "population", "planned")]
    rows = [
        one | {"town": one["town_name"] or one["town_code"] or text.BLANK, "contractor": text.contractor(one["contractor_name"])}
        for one in found["allocation"]
    ]
    button = html.Button(
        [html.I(className="bi bi-shuffle", **{"aria-hidden": "true"}), t("sampling.record")],
        id={"record": "sampling"},
        type="button",
        className="mj-button mj-primary",
        disabled=not (found["n"] or found["risk"]),
    )
    why_not = sentence("sampling_nothing", text.language()) if button.disabled else None
    how = (
        t("sampling.how_precision", precision=number(found["precision"], 2), expected=percent(found["expected"]))
        if found["precision"] is not None
        else t("sampling.how_share", share=percent(found["share"]))
    )
    body = [
        html.Div(facts, className="mj-figure mj-plan"),
        html.Div(data_table(rows, columns), className="mj-scroll mj-allocation", tabIndex=0),
        html.Div([button, html.Div(why_not, id={"said": "sampling"}, **{"aria-live": "polite"})], className="mj-deed"),
    ]
    return card(
        t("sampling.preview", n=number(found["n"]), risk=number(found["risk"])),
        t("sampling.preview_measure", how=how, period=filters.period_text(settled)),
        html.Div(body),
        t("sampling.source", n=number(found["visited"])),
        basis.clause(policy, "sampling_precision" if found["precision"] is not None else "min_spot_check_rate"),
        info=explain("sampling_plan", policy),
    )

"""评估轮次: the half-years due, who has returned, who is missing; opened, reminded, closed and signed by the bureau's panel."""

import functools
import json

import dash_bootstrap_components as dbc
from dash import Input, Output, State, dcc, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import basis, evaluation_report, links, score_rounds, section, states, text
from components.door import guarded, viewer
from components.explain import explain
from components.figure_card import card, data_table
from components.frame import page, row
from components.papers import report_link
from components.score_sheet import facts
from components.section import COUNTY as ROLES
from components.text import day, number, share, t, word
from data import confirmed
from data.sheets_rules import CLOSED, OPEN, SATISFACTION, leads
from pages.rounds_deeds import chosen, papers


def badge(settled) -> tuple[int, str]:
    """Rounds that wait for the bureau: overdue, or closed and not signed."""
    waiting = sum(one["state"] in ("逾期未评", CLOSED) or one["changes"] > 0 for one in section.answer("rounds", settled).dicts())
    return waiting, t("rounds.badge", count=number(waiting))


register_page(__name__, path="/rounds", name_key="rounds", order=2.1, icon="bi-calendar2-check", group="watch", roles=ROLES,
              filters=("as_of", "contractor"), also=("round",), badge=badge)


def layout(**_):
    return page("rounds", ROLES, [dcc.Store(id="rounds-done"), html.Div(id="rounds-said", role="status"), row(section.shell("rounds", "one", 320)),
                                  row(section.shell("rounds", "list", 520)), row(section.shell("rounds", "bound", 160))])


def follows(name: str, *uses: str):
    """Fills a section anew when something was done or ``uses`` of the address change."""
    place = f"rounds-{name}"

    def register(function):
        @guarded(*ROLES)(Output(place, "children"), Output(place, "data-asked"), Input(section.settled_for("rounds"), "data"), Input("rounds-done", "data"),
                         State(place, "data-asked"))
        @functools.wraps(function)
        def fill(settled, done, before):
            if not isinstance(settled, dict) or settled.get("page") != "rounds":
                raise PreventUpdate
            asked = json.dumps([done, *(settled.get(one) for one in uses)])
            return (no_update, no_update) if asked == before else (section.safely(function, settled), asked)
        return fill
    return register


@follows("list", "as_of", "contractor", "round")
def listed(settled):
    rows = section.answer("rounds", settled).dicts()
    if not rows:
        return states.empty(t("rounds.none"), t("rounds.none_next"))
    places = {OPEN: 0, CLOSED: 0, "逾期未评": 1, "已签署": 3, "已出结果": 3, "未到期": 4}  # what somebody has to do first
    rows.sort(key=lambda one: (places.get(one["state"], 2), -one["due_day"].toordinal(), one["contract_no"]))
    name = settled.get("round")
    columns = [("round", t("rounds.round"), same), ("state", t("rounds.state"), same), ("due_day", t("rounds.due_day"), day),
               ("period", t("scoring.period"), same), ("contract_no", t("column.contract_no"), str), ("units", t("column.units"), same),
               ("late", t("rounds.late"), number), ("score", t("column.score"), share), ("passed", t("column.passed"), word)]
    shown = [one | {
        "round": links.sets(titled(one), "rounds-one", round=score_rounds.key(one)),
        "period": f"{day(one['period_start'])} – {day(one['period_end'])}",
        "state": html.Span([score_rounds.state(one), *([html.Small(t("rounds.changed"), className="mj-bad-text")] if one["changes"] else []),
                            *([html.Small(t("rounds.remind_now"))] if one["remind"] else [])]),
        "units": f"{one['units_returned']} / {one['units_due']}" if one["eval_id"] and one["units_due"] is not None else text.BLANK}
        for one in rows]
    table = data_table(shown, columns)
    for line, one in zip(table.children[1].children, rows, strict=True):
        line.className = "mj-here" if score_rounds.key(one) == name else None
    policy = basis.policy()
    return card(t("rounds.list", n=number(len(rows))), t("rounds.list_measure"), html.Div(table, className="mj-scroll mj-figure mj-rounds", tabIndex=0),
                t("rounds.source"), basis.clause(policy, "satisfaction_period"), info=explain("round", policy), export=section.export("rounds", settled))


def titled(one: dict) -> str:
    return f"{text.contractor(one['contractor_name'])} {word(one['eval_type'])} {number(one['round_no'])}"


def same(value):
    return value


@follows("one", "as_of", "contractor", "round")
def opened(settled):
    if (one := chosen(settled)) is None:
        return special() if leads(viewer(), "admin") else None
    who = viewer()
    may_lead, may_open, may_sign = leads(who), leads(who, "admin"), leads(who, "leader")
    sheets = []
    if one["eval_id"]:
        sheets = list({row["sheet_id"]: row for row in section.answer("score_sheets", settled, evaluation=one["eval_id"]).dicts()}.values())
    body = [facts(score_rounds.facts(one))]
    if one["changes"]:
        body.append(html.P(t("rounds.changed_long", n=number(one["changes"])), className="mj-alert", role="alert"))
    if one["eval_id"] and one["units_missing"]:
        body.append(html.P(t("rounds.missing", names=t("common.list").join(one["units_missing"])), className="mj-note mj-missing"))
    if sheets:
        body.append(score_rounds.raters(sheets, may_lead and one["state"] == OPEN))
    body.append(score_rounds.lead_form(one, may_open, may_lead, may_sign, papers(one) if may_lead and one["state"] == OPEN else ()))
    if one["eval_id"]:
        icon = html.I(className="bi bi-download", **{"aria-hidden": "true"})
        link = html.A([icon, " ", t("rounds.export")], href=f"/evaluation/{one['eval_id']}.xlsx", download="", className="mj-link")
        report = [" · ", report_link(one["eval_id"], settled)] if one["state"] in evaluation_report.DONE else []
        body.append(html.P([link, *report], className="mj-note mj-missing"))
    param, policy = "satisfaction_period" if one["eval_type"] == SATISFACTION else "evaluation_period", basis.policy()
    return card(titled(one), t("rounds.one_measure"), html.Div(body), t("rounds.source"), basis.clause(policy, param),
                info=explain("round", policy, of={"evaluation": one["eval_id"] or text.BLANK}))


def special() -> html.Section:
    """中期 and 末期 are opened for a contract, not by the calendar."""
    contracts = [{"label": f"{row['key']} {text.contractor(row['name'])}", "value": row["key"]}
                 for row in section.answer("filter_choices", {}).dicts() if row["kind"] == "contract"]
    kinds = [{"label": word(one), "value": one} for one in ("中期评估", "末期评估")]
    form = html.Div([
        html.Label([t("column.contract_no"), dbc.Select(id=score_rounds.field("contract"), options=contracts)], className="mj-wide"),
        html.Label([t("rounds.kind"), dbc.Select(id=score_rounds.field("kind"), options=kinds)]),
        score_rounds.button("open_special", "mj-button mj-primary")], className="mj-round-form")
    return card(t("rounds.special"), t("rounds.special_measure"), form, t("rounds.source"), basis.clause(basis.policy(), "tranche_triggers"))


@follows("bound")
def bound(settled):
    policy = basis.policy()
    said = confirmed.confirmation("satisfaction_low")
    usable = basis.value(policy, "satisfaction_low", only_usable=True) is not None
    if said:
        words = t("rounds.bound_said", value=number(said["value"], 2), document=said["document"], day=day(said["valid_from"]), who=said["who"],
                  at=str(said["at"])[:16])
    else:
        words = t("rounds.bound_file" if usable else "rounds.bound_open", value=number(basis.value(policy, "satisfaction_low"), 2))
    form = score_rounds.bound_form(basis.value(policy, "satisfaction_low")) if viewer().role == "admin" else None
    return card(t("rounds.bound_title"), t("rounds.bound_measure"), html.Div([html.P(words, className="mj-note mj-missing"), form]), t("rounds.bound_source"),
                basis.clause(policy, "satisfaction_low"), info=explain("satisfaction_bound", policy))

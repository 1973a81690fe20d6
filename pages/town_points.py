"""镇街加减分: what re-checks give their towns. A re-check proposes, a person confirms with a reason; every row opens its re-check."""

from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import basis, filters, section, states, tables, tiles
from components.door import guarded, viewer
from components.explain import explain
from components.figure_card import card, data_table, right_as_is
from components.frame import page, row
from components.text import BLANK, language, number, t, word
from data import town_points
from data.refusal import Refused, sentence
from data.viewer import ROLES

USES = ("page", "period", "as_of", "region", "done")
STATES = ("待确认", "待定", "已确认", "不计")
DEEDS = {"confirm": "bi-check2", "leave_out": "bi-dash-circle", "withdraw": "bi-arrow-counterclockwise"}
LEDGER = "town_points-ledger-card"
SHOWN = 500  # rows that go to the browser; the workbook has them all

register_page(__name__, path="/town-points", name_key="town_points", order=5.6, icon="bi-plus-slash-minus", group="watch", roles=ROLES,
              filters=("period", "as_of", "region"), also=("only",), period_kind="year", dataset="spot_checks")


def layout(**_):
    return page("town_points", ROLES, [row(section.shell("town_points", "towns", 320)), row(section.shell("town_points", "ledger", 640))])


# how 复核 has the sums out of the rows
BY_TOWN = "town_name, sum(points) filter (state = '已确认'), " + ", ".join(f"count(*) filter (state = '{one}')" for one in ("已确认", "不计", "待确认", "待定"))


def listed(settled) -> list[dict]:
    """Every row under the filters."""
    return section.answer("town_points", settled).dicts()


def signed(value) -> str:
    """Points with their sign and two decimals."""
    return BLANK if value is None else f"{'+' if value > 0 else ''}{number(value, 2)}"


def sums(rows: list[dict]) -> list[dict]:
    """By town: the sum of what was confirmed, with how many rows it rests on and how many wait."""
    found = {}
    for one in rows:
        town = found.setdefault(one["unit_code"], {"town": one["town_name"], "points": None, "n": 0, "left_out": 0, "waiting": 0, "pending": 0})
        if one["state"] == "已确认":
            town["points"] = (town["points"] or 0) + one["points"]
        town[{"已确认": "n", "不计": "left_out", "待确认": "waiting", "待定": "pending"}[one["state"]]] += 1
    return sorted(found.values(), key=lambda town: (town["points"] is None, -(town["points"] or 0), town["town"]))


@section.fill("town_points", "towns", *ROLES, uses=USES)
def towns(settled):
    rows, policy = listed(settled), basis.policy()
    if not rows:
        return states.empty(t("town_points.none", period=filters.period_text(settled)), t("town_points.none_next"))
    columns = [("town", t("column.town_name"), str), ("points", t("town_points.sum"), right_as_is), ("n", t("town_points.n"), number),
               *[(name, word(state), number) for name, state in (("left_out", "不计"), ("waiting", "待确认"), ("pending", "待定"))]]
    shown = [one | {"points": signed(one["points"])} for one in sums(rows)]
    confirmed = sum(one["state"] == "已确认" for one in rows)
    scaled = [name for name in ("town_points_right", "town_points_wrong") if basis.value(policy, name, True) is not None]
    return card(t("town_points.title", count=number(confirmed)), t("town_points.measure" if scaled else "town_points.no_scale"),
                html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0),
                t("town_points.source", n=number(len(rows)), period=filters.period_text(settled)), basis.clause(policy, "town_points_right"),
                info=explain("town_points", policy, figure=("town_points", BY_TOWN)), rows_at=LEDGER, export=section.export("town_points", settled))


def _form() -> html.Div:
    fields = [html.Label([t("town_points.points"), dbc.Input(id={"points": "points"}, inputmode="decimal", maxlength=8, autocomplete="off",
                                                           placeholder=t("town_points.as_proposed"))]),
              html.Label([t("town_points.reason"), dbc.Input(id={"points": "reason"}, maxlength=200, autocomplete="off")])]
    buttons = [html.Button([html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), t(f"town_points.{deed}")], id={"points-deed": deed}, type="button",
                           className="mj-button mj-primary" if deed == "confirm" else "mj-button", n_clicks=0) for deed, icon in DEEDS.items()]
    return html.Div([html.P(t("town_points.choose"), className="mj-measure"), html.Div(fields, className="mj-fields"),
                     html.Div(buttons, className="mj-deed-row"), html.P(id={"said": "town_points"}, role="alert", className="mj-said")],
                    className="mj-form mj-deed")


@section.fill("town_points", "ledger", *ROLES, uses=(*USES, "only"))
def ledger(settled):
    every, policy = listed(settled), basis.policy()
    if not every:
        return None
    kept = [one for one in every if not settled.get("only") or settled["only"] == (one["notice"] and "notice") or one["state"] == settled["only"]]
    counts = {name: sum(one["state"] == name for one in every) for name in STATES}
    choices = [("", t("town_points.all"), len(every)), *[(name, word(name), counts[name]) for name in STATES]]
    if changed := sum(one["notice"] is not None for one in every):
        choices.append(("notice", t("town_points.changed"), changed))
    shown = [{
        "check": {"text": one["check_id"], "href": "/accuracy?" + urlencode({"case": one["check_id"], "as_of": settled["as_of"]})},
        "check_id": one["check_id"], "town_name": one["town_name"], "check_date": one["check_date"].isoformat(), "finding": said(one["finding"]),
        "contractor_name": one["contractor_name"], "sample_method": one["sample_method"] and word(one["sample_method"]),
        "state": tiles.tag_value(one["state"]), "proposed_points": signed(one["proposed_points"]) if one["proposed_points"] else word("未规定"),
        "points": signed(one["points"]), "reason_note": one["reason_note"], "decided_by": one["decided_by"],
        "notice": one["notice"] and tiles.tag_value(one["notice"]),
    } for one in kept[:SHOWN]]
    columns = [
        tables.column("check", t("column.check_id"), "way", pinned="left", minWidth=152),
        tables.column("town_name", t("column.town_name"), minWidth=112),
        tables.column("check_date", t("column.check_date"), "day"),
        tables.column("finding", t("column.finding"), minWidth=200),
        tables.column("state", t("column.state"), "tag", minWidth=132),
        tables.column("proposed_points", t("column.proposed_points"), type="rightAligned"),
        tables.column("points", t("column.points"), type="rightAligned"),
        tables.column("reason_note", t("column.reason_note"), minWidth=144),
        tables.column("decided_by", t("column.confirmed_by"), minWidth=96),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("sample_method", t("column.sample_method"), minWidth=88),
        *([tables.column("notice", t("column.notice"), "tag")] if changed else []),
    ]
    doer = town_points.may(viewer())
    body = tables.grid({"chosen": "points"}, columns, shown, 15)
    if doer:
        body.dashGridOptions = body.dashGridOptions | {"rowSelection": {"mode": "multiRow", "selectAll": "filtered"}}
    note = t("common.rows_cut", shown=number(SHOWN), count=number(len(kept))) if len(kept) > SHOWN else t("town_points.note")
    chips = tables.chips("only", settled.get("only", ""), choices, LEDGER)
    return card(t("town_points.rows", count=number(len(kept))), note, html.Div([chips, _form() if doer else None, html.Div(body, className="mj-ledger")]),
                t("town_points.source", n=number(len(every)), period=filters.period_text(settled)), basis.clause(policy, "town_points_right"),
                info=explain("town_points", policy), export=section.export("town_points", settled), identity=LEDGER)


def said(finding: str | None) -> str:
    """What a re-check found, in the reader's language: 有差错：户籍、错保."""
    if not finding:
        return BLANK
    outcome, _, parts = finding.partition("：")
    words = t("common.list").join(word(part) for part in parts.split("、") if part)
    return f"{word(outcome)}{'：' if language() == 'zh' else ': '}{words}" if words else word(outcome)


@guarded(*town_points.DOERS)(
    Output({"said": "town_points"}, "children"),
    Output(section.settled_for("town_points"), "data", allow_duplicate=True),
    Input({"points-deed": ALL}, "n_clicks"),
    State({"chosen": ALL}, "selectedRows"),
    State({"points": "points"}, "value"),
    State({"points": "reason"}, "value"),
    State(section.settled_for("town_points"), "data"),
    prevent_initial_call=True,
)
def decide(clicks, chosen, points, reason, settled):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate  # the form was only drawn
    checks = [str(one.get("check_id")) for rows in chosen if rows for one in rows]
    try:
        match ctx.triggered_id["points-deed"]:
            case "confirm":
                town_points.confirm(viewer(), checks, reason, points)
            case "leave_out":
                town_points.leave_out(viewer(), checks, reason)
            case "withdraw":
                town_points.withdraw(viewer(), checks, reason)
    except Refused as refused:
        return sentence(refused.code, language(), **refused.details), no_update
    return "", settled | {"done": (settled.get("done") or 0) + 1}

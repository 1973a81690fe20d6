"""One round on screen: who has returned, who is missing, what the lead may do now. Values in, Dash out."""

import dash_bootstrap_components as dbc
from dash import html

from components import tiles
from components.score_sheet import state_tag
from components.text import day, number, share, t, word

TONES = {"已签署": "good", "已出结果": "good",
         "进行中": "watch", "已截止": "watch", "结果未确认": "watch", "待开启": "watch", "逾期未评": "bad", "未到期": "none"}


def state(one: dict) -> html.Span:
    """Where a round stands; overdue also while it runs."""
    over = one["state"] == "进行中" and (one["days_left"] or 0) < 0
    return tiles.tag(one["state"], word(one["state"]) + (f" · {t('rounds.overdue')}" if over else ""), "bad" if over else TONES[one["state"]])


def key(one: dict) -> str:
    """How the address names a round."""
    return f"{one['contract_no']}~{one['eval_type']}~{one['round_no']}"


def deed(name: str) -> dict:
    """The id of a button or field of the open round."""
    return {"round-deed": name}


def field(name: str) -> dict:
    return {"round-field": name}


def button(name: str, look: str = "mj-button") -> html.Button:
    return html.Button(t(f"rounds.{name}"), id=deed(name), type="button", className=look)


def _input(name: str, wide: bool = True, **more) -> html.Div:
    return html.Label([t(f"rounds.{name}"), dbc.Input(id=field(name), autocomplete="off", maxlength=1000, **more)], className="mj-wide" if wide else "")


def facts(one: dict) -> list[tuple[str, object]]:
    returned = f"{number(one['units_returned'])} / {number(one['units_due'])}" if one["units_due"] is not None else "—"
    pairs = [
        (t("column.period_start"), day(one["period_start"])), (t("column.period_end"), day(one["period_end"])), (t("rounds.due_day"), day(one["due_day"])),
        (t("column.units"), returned), (t("rounds.raters"), t("rounds.raters_said", n=number(one["raters"]), part=number(one["handed_in"]),
                                                              late=number(one["late"]), recused=number(one["recused"]))),
        (t("rounds.score" if one["state"] in ("已签署", "已出结果") else "rounds.score_so_far"), share(one["score"])),
    ]
    if one["quorum"] is not None:
        pairs.append((t("rounds.quorum"), t("rounds.quorum_met" if one["quorum"] else "rounds.quorum_missed")))
    if one["passed"]:
        pairs.append((t("column.passed"), tiles.tag(one["passed"])))
    if one["tranche_no"]:
        pairs.append((t("column.tranche_no"), number(one["tranche_no"])))
    if one["signed_by"]:
        pairs.append((t("rounds.signed_by"), one["signed_by"]))
    if one["reasons"]:
        pairs.append((t("rounds.reasons"), one["reasons"]))
    return pairs


def raters(sheets: list[dict], may_return: bool) -> html.Ul:
    """One line a sheet: unit, rater, state."""
    lines = []
    for one in sheets:
        mark = state_tag(one["state"], one["late"])
        tools = []
        if may_return and one["state"] in ("已提交", "已回避"):
            tools = [html.Button(t("rounds.give_back"), id={"round-return": one["sheet_id"]}, type="button", className="mj-link")]
        said = html.Span([one["unit_name"] or word(one["rater_type"]), " ", html.Small(one["rater"] or t("scoring.on_paper"))])
        lines.append(html.Li([said, html.Span([mark, *tools])]))
    return html.Ul(lines, className="mj-units")


def lead_form(one: dict, may_open: bool, may_lead: bool, may_sign: bool, units: list[tuple[str, str]] = ()) -> html.Div | None:
    """The buttons of the round's state; ``units``: (code, name) whose sheet on paper may be added."""
    inside = []
    if one["state"] in ("待开启", "逾期未评") and may_open:
        inside = [button("open", "mj-button mj-primary")]
    elif one["state"] == "进行中" and may_lead:
        options = [{"label": name, "value": code} for code, name in units]
        paper = html.Label([t("rounds.paper_of"), dbc.Select(id=field("paper_of"), options=options, value=options[0]["value"])]) if options else None
        inside = [_input("reason"), button("remind"), button("refresh"), button("close", "mj-button mj-primary"), paper, button("paper") if options else None]
    elif one["state"] == "已截止" and (may_lead or may_sign):
        verdict = []
        if one["eval_type"] != "满意度评估":
            options = [{"label": word(name), "value": name} for name in ("合格", "不合格")]
            verdict = [html.Label([t("rounds.verdict"), dbc.Select(id=field("verdict"), options=options)])]
        else:
            verdict = [dbc.Checklist(id=field("incomplete"), options=[{"label": t("rounds.incomplete"), "value": "yes"}], value=[])]
        inside = [*verdict, _input("reason"), *([button("reopen")] if may_lead else []), *([button("sign", "mj-button mj-primary")] if may_sign else [])]
    return html.Div(inside, className="mj-round-form") if inside else None


def bound_form(low: float | None) -> html.Div:
    """Value, document and day of the bound of 较低."""
    return html.Div([_input("bound_value", False, value="" if low is None else f"{low:g}", inputmode="decimal"), _input("bound_document"),
                     _input("bound_from", False, placeholder="2022-01-01"), button("bound", "mj-button mj-primary")], className="mj-round-form")

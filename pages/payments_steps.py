"""Approval in the drawer of a tranche: what has been applied for, and the next step for those who may take it."""

import datetime
import re

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from components import section, states, tiles
from components.door import guarded, viewer
from components.figure_card import data_table
from components.text import BLANK, day, language, moment, money, number, t, word
from data import payments
from data.contract import contracts
from data.database import today
from data.refusal import Refused, sentence

ON_ITS_WAY = payments.ON_ITS_WAY


def _input(name: str, of, value: str = "", **more) -> html.Label:
    control = dbc.Input(id={"pay": name, "of": str(of)}, value=value, maxlength=64, autocomplete="off", **more)
    return html.Label([t(f"payments.field_{name}"), control])


def _choice(name: str, of, options: dict[str, str]) -> html.Label:
    listed = [{"value": value, "label": said} for value, said in options.items()]
    control = dbc.Select(id={"pay": name, "of": str(of)}, options=listed, value=listed[0]["value"])
    return html.Label([t(f"payments.field_{name}"), control])


def _button(deed: str, of, icon: str) -> html.Button:
    inside = [html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), t(f"payments.deed_{deed}")]
    return html.Button(inside, id={"deed": deed, "of": str(of)}, type="button", className="mj-button", n_clicks=0)


def _paper(number_: int) -> html.Span:
    return html.Span([html.A(t("payments.form_print"), href=f"/papers/payment/{number_}", target="_blank", className="mj-link"), " · ",
                      html.A("Word", href=f"/papers/payment/{number_}.docx", download="", className="mj-link")])


def _next_step(one: dict, who) -> list:
    """The fields and buttons of an application on its way, for this person."""
    of, own = one["application_id"], one["applied_by"] == who.name
    if one["state"] not in ON_ITS_WAY:
        return []
    fields, buttons = [], []
    if one["state"] == "已申请" and payments.may(who, "decide") and not own:
        buttons.append(_button("approve", of, "bi-check2-circle"))
    if one["state"] == "已审核" and payments.may(who, "register"):
        fields += [_input("voucher", of), _input("day", of, today().isoformat(), type="date"), _input("account", of, inputmode="numeric")]
        buttons.append(_button("register", of, "bi-bank"))
    if payments.may(who, "decide") and not own:
        reasons = contracts()["payment_tranches"]["hold_reason"].allowed
        fields.append(_choice("reason", of, {reason: word(reason) for reason in reasons}))
        buttons.append(_button("send_back", of, "bi-arrow-return-left"))
    if own and payments.may(who, "withdraw"):
        buttons.append(_button("withdraw", of, "bi-x-circle"))
    if not buttons:
        return [html.P(t("payments.waits_for_other", number=number(of)), className="mj-nothing")]
    head = [html.H4(f"{t('payments.application', number=number(of))} · {word(one['state'])}")]
    return [html.Div([*head, html.Div(fields, className="mj-fields"), html.Div(buttons, className="mj-deed-row")], className="mj-form mj-deed")]


def approval(settled: dict, one: dict, moves: list[dict]) -> list:
    """The approval part of the drawer of tranche ``one``; ``moves``: its transactions."""
    who = viewer()
    asked = [row for row in section.answer("payment_applications", settled, contract=one["contract_no"]).dicts() if row["tranche_no"] == one["tranche_no"]]
    body = [html.H3(t("payments.approval"))]
    if asked:
        columns = [("application_id", t("column.application"), number), ("amount", t("column.amount"), money), ("state", t("column.state"), word),
                   ("applied", t("column.applied"), str), ("decided", t("column.decided"), str), ("txn_id", t("column.txn_id"), lambda x: x or BLANK),
                   ("paper", t("payments.form"), lambda x: x)]
        shown = [row | {"applied": f"{row['applied_by']} {moment(row['applied_at'])}",
                        "decided": f"{row['decided_by']} {moment(row['decided_at'])}" + (f" {word(row['reason'])}" if row["reason"] else "")
                        if row["decided_by"] else BLANK, "paper": _paper(row["application_id"])} for row in asked]
        body.append(html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0))
    else:
        body.append(states.nothing(t("payments.no_application")))
    for row in asked:
        body += _next_step(row, who)
    busy = sum(row["amount"] for row in asked if row["state"] in ON_ITS_WAY)
    rest = (one["planned_amount"] or 0) - one["net_paid"] - busy
    key = f"{one['contract_no']}.{one['tranche_no']}"
    if payments.may(who, "apply") and one["trigger_date"] is None:
        body.append(html.P([tiles.tag("暂缓" if one["status"] == "暂缓" else "未到条件"), " ", t("payments.gate_first", gate=word(one["trigger_type"]))]))
    elif payments.may(who, "apply") and rest > 0:
        fields = html.Div(_input("amount", key, f"{rest:.2f}", inputmode="decimal"), className="mj-fields")
        body.append(html.Div([fields, html.Div(_button("apply", key, "bi-send"), className="mj-deed-row")], className="mj-form mj-deed"))
    paid = [row for row in moves if row["txn_status"] == "成功" and row["amount"] > 0]
    if payments.may(who, "reverse") and paid:
        fields = [_choice("original", key, {row["txn_id"]: f"{row['txn_id']}  {day(row['pay_date'])}  {money(row['amount'])}" for row in paid}),
                  _input("back_voucher", key), _input("back_day", key, today().isoformat(), type="date"), _input("back_amount", key, inputmode="decimal")]
        form = html.Div([html.Div(fields, className="mj-fields"), html.Div(_button("reverse", key, "bi-arrow-counterclockwise"), className="mj-deed-row")],
                        className="mj-form mj-deed")
        body.append(html.Details([html.Summary(t("payments.reversal")), form]))
    return [*body, html.P(id={"said": "payments"}, role="alert", className="mj-said")]


def _do(deed: str, of: str, given: dict) -> None:
    """The step itself; data/payments.py decides whether it may be."""
    who = viewer()
    match deed:
        case "apply":
            contract, _, tranche = str(of).rpartition(".")
            payments.apply(who, contract, _number(tranche), given.get("amount"))
        case "approve":
            payments.approve(who, _number(of))
        case "send_back":
            payments.send_back(who, _number(of), given.get("reason"))
        case "withdraw":
            payments.withdraw(who, _number(of))
        case "register":
            payments.register(who, _number(of), given.get("voucher"), _day(given.get("day")), given.get("account") or None)
        case "reverse":
            payments.reverse(who, given.get("original"), given.get("back_voucher"), _day(given.get("back_day")), given.get("back_amount"))


def _number(said) -> int:
    """Of an application or a tranche, as a button of ours names it."""
    if not re.fullmatch(r"\d{1,9}", str(said), re.ASCII):
        raise Refused("payment_application", number=str(said)[:20])
    return int(said)


def _day(said: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(said or "")
    except ValueError as error:
        raise Refused("bad_day", value=said or "") from error


@guarded("finance", "leader")(
    Output({"said": "payments"}, "children"),
    Output(section.settled_for("payments"), "data", allow_duplicate=True),
    Input({"deed": ALL, "of": ALL}, "n_clicks"),
    State({"pay": ALL, "of": ALL}, "value"),
    State({"pay": ALL, "of": ALL}, "id"),
    State(section.settled_for("payments"), "data"),
    prevent_initial_call=True,
)
def step(clicks, values, names, settled):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate  # the drawer was only drawn
    deed, of = ctx.triggered_id["deed"], ctx.triggered_id["of"]
    try:
        _do(deed, of, {name["pay"]: value for name, value in zip(names, values, strict=True) if name["of"] == of})
    except Refused as refused:
        return sentence(refused.code, language(), **refused.details), no_update
    return no_update, settled | {"done": (settled.get("done") or 0) + 1}  # every section is asked anew, the drawer too

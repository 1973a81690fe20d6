"""What is done on 评估轮次: opened, reminded, a paper sheet added, closed, signed. One press is one deed; a refusal changes nothing."""

import datetime
from urllib.parse import parse_qsl, urlencode

from dash import ALL, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from components import score_rounds, section
from components.clicked import clicked
from components.door import guarded, viewer
from components.text import language, number, t, word
from data import confirmed, database, rounds, rounds_raters, sheets_rating
from data.refusal import Refused, sentence
from data.sheets_rules import RECIPIENT, SATISFACTION
from data.sheets_signing import sign_round
from queries.parameters import day as read_day

DOERS = ("leader", "panel", "admin")


def chosen(settled: dict) -> dict | None:
    """The round that the address names."""
    return next((one for one in section.answer("rounds", settled).dicts() if score_rounds.key(one) == settled.get("round")), None)


def papers(one: dict) -> list[tuple[str, str]]:
    """(code, name) of whose sheet may come on paper: the units due, and those served where they rate."""
    found = list(zip(one["unit_codes"], one["unit_names"], strict=True))
    return found if one["eval_type"] == SATISFACTION else [*found, (RECIPIENT, word(RECIPIENT))]


@guarded(*DOERS)(
    Output("rounds-done", "data"), Output("rounds-said", "children"), Output("address", "search", allow_duplicate=True),
    Input({"round-deed": ALL}, "n_clicks"), Input({"round-return": ALL}, "n_clicks"),
    State({"round-field": ALL}, "value"), State({"round-field": ALL}, "id"), State(section.settled_for("rounds"), "data"), State("address", "search"),
    prevent_initial_call=True)
def done(_, __, values, ids, settled, search):
    """One deed of the lead; a refusal says why and changes nothing."""
    if not (pressed := clicked()):
        raise PreventUpdate
    fields = {one["round-field"]: value for one, value in zip(ids, values, strict=True)}
    name = pressed.get("round-deed") or "give_back"
    try:
        said = act(name, pressed.get("round-return"), fields, settled)
    except Refused as refused:
        return no_update, html.P(sentence(refused.code, language(), **refused.details), className="mj-alert", role="alert"), no_update
    return f"{name} {datetime.datetime.now().isoformat()}", html.P(said, className="mj-done"), on_today(settled, search)


def on_today(settled: dict, search: str | None):
    """The address on today, where a page on an earlier day would not show what was just done."""
    today = database.today().isoformat()
    return no_update if settled["as_of"] >= today else "?" + urlencode(dict(parse_qsl((search or "").lstrip("?"))) | {"as_of": today})


def act(name: str, sheet: str | None, fields: dict, settled: dict) -> str:
    who, one, reason = viewer(), chosen(settled) or {}, fields.get("reason") or ""
    number_ = one.get("eval_id")
    if name == "bound":
        confirmed.confirm(who, "satisfaction_low", fields.get("bound_value"), fields.get("bound_document"), read_day(fields.get("bound_from") or ""),
                          t("rounds.bound_title"))
    elif name == "open_special":
        rounds.open_round(who, fields.get("contract") or "", fields.get("kind") or "中期评估")
    elif name == "open":
        rounds.open_round(who, one.get("contract_no"), one.get("eval_type"), one.get("round_no"))
    elif name == "remind":
        return t("rounds.reminded", n=number(rounds_raters.remind(who, number_)))
    elif name == "paper":
        unit = fields.get("paper_of")
        seat = rounds_raters.add_rater(who, number_, unit_code=None if unit == RECIPIENT else unit)
        link = html.A(t("rounds.paper_type"), href=f"/scoring?sheet={number_}~{seat}", className="mj-link")
        return [t("rounds.paper_added", who=dict(papers(one)).get(unit, unit)), link]
    elif name == "refresh":
        rounds.refresh_values(who, number_)
    elif name == "close":
        rounds.close_round(who, number_)
    elif name == "reopen":
        rounds.reopen_round(who, number_, reason)
    elif name == "sign":
        sign_round(who, number_, fields.get("verdict"), reason, bool(fields.get("incomplete")))
    elif name == "give_back":
        eval_id, _, seat = str(sheet).rpartition("-")
        sheets_rating.give_back(who, eval_id, int(seat) if seat.isascii() and seat.isdigit() and len(seat) < 5 else 0, reason)
    else:
        raise PreventUpdate  # no button of ours
    return t("rounds.did", deed=t(f"rounds.{name}"))

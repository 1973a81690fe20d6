"""评分: a rater's own sheets. What is typed is kept by itself; what still blocks handing in is listed; then it is locked."""

import re
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Input, Output, State, clientside_callback, ctx, dcc, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import basis, score_sheet, section, states
from components.clicked import clicked
from components.door import guarded, viewer
from components.explain import explain
from components.figure_card import heading
from components.frame import page, row
from components.navigation import pages_of
from components.score_sheet import part
from components.text import day, language, number, t, word
from data import database, sheets_rating
from data.refusal import Refused, sentence
from data.rounds_raters import RATERS
from data.sheets_rules import OPEN

ROLES = (*RATERS, "admin")  # who holds a sheet, and who is asked when none is there


def badge(_settled) -> tuple[int, str]:
    """Sheets that wait for this account."""
    waiting = [one for one in sheets_rating.sheets_of(viewer()) if one["state"] not in score_sheet.LOCKED and one["round_state"] == OPEN]
    urged = sum(one["reminded_at"] is not None for one in waiting)
    said = t("scoring.badge", count=number(len(waiting)))
    return len(waiting), t("scoring.badge_urged", said=said, count=number(urged)) if urged else said


register_page(__name__, path="/scoring", name_key="scoring", order=2.2, icon="bi-pencil-square", group="watch", roles=ROLES, filters=(),
              also=("sheet",), badge=badge)


def layout(**_):
    return page("scoring", ROLES, [dcc.Store(id="scoring-done"), row((section.shell("scoring", "sheet", 640), 8), (section.shell("scoring", "mine", 240), 4))])


def round_name(one: dict) -> str:
    return t("scoring.round", contractor=one["contractor_name"] or one["contract_no"], kind=word(one["eval_type"]), number=number(one["round_no"]))


def evidence_of(one: dict):
    """page -> its address on the days of the round and its contractor; None for a page that this account may not open."""
    open_to_me = {page["path"] for page in pages_of(viewer().role)}
    asked = urlencode({"period": f"{one['period_start']}..{one['period_end']}", "contractor": one["contractor_code"] or ""})
    return lambda path: f"{path}?{asked}" if path in open_to_me else None


def chosen(settled: dict, sheets: list[dict]) -> dict | None:
    """The sheet that the address names, else the first, which is an open one where there is one."""
    return next((one for one in sheets if score_sheet.key(one) == settled.get("sheet")), sheets[0] if sheets else None)


def filled(name: str):
    """Fills a section when the address changes or a sheet was handed in."""
    def register(function):
        @guarded(*ROLES)(Output(f"scoring-{name}", "children"), Input(section.settled_for("scoring"), "data"), Input("scoring-done", "data"))
        def fill(settled, _done):
            if not isinstance(settled, dict) or settled.get("page") != "scoring":
                raise PreventUpdate
            return section.safely(function, settled)
        return fill
    return register


@filled("mine")
def mine(settled):
    sheets = sheets_rating.sheets_of(viewer())
    if not sheets:
        return None
    return score_sheet.mine(sheets, score_sheet.key(chosen(settled, sheets)), round_name)


@filled("sheet")
def shown(settled):
    sheets = sheets_rating.sheets_of(viewer())
    if (one := chosen(settled, sheets)) is None:
        return states.empty(t("scoring.none"), t("scoring.none_next"))
    found = sheets_rating.sheet(viewer(), one["eval_id"], one["seat"])
    about, rater, draft = found["round"], found["rater"], found["draft"]
    open_ = about["state"] == OPEN and rater["state"] not in score_sheet.LOCKED
    left = (about["due_day"] - database.today()).days
    until = t("scoring.days_left" if left >= 0 else "scoring.days_over", day=day(about["due_day"]), n=number(abs(left)))
    pairs = [(t("scoring.rater"), t("scoring.on_paper") if rater["paper"] else viewer().name), (t("scoring.unit"), word(one["unit_name"] or one["rater_type"])),
             (t("scoring.period"), f"{day(about['period_start'])} – {day(about['period_end'])}"),
             (t("scoring.deadline"), until if open_ else day(about["due_day"]))]
    if rater["reopened"] and rater["state"] == "已退回":
        pairs.append((t("scoring.given_back"), rater["reopened"]))
    title = [round_name(one), " ", score_sheet.state_tag(rater["state"], rater["late"])]
    head = heading(title, t("scoring.sheet_note", version=number(about["version"])), [explain("score_sheet", basis.policy())])
    urged = html.P(t("scoring.reminded", day=day(rater["reminded_at"].date()), until=until), className="mj-alert") if rater["reminded_at"] and open_ else None
    body = [head, urged, score_sheet.facts(pairs), html.Div(score_sheet.summary(found["items"], draft["marks"]), id=part("summary"), className="mj-score-sum"),
            score_sheet.table(found["items"], draft, open_, evidence_of(one))]
    if open_:
        remark = dbc.Textarea(id=part("remark"), value=draft["remark"], maxlength=2000, rows=3, debounce=score_sheet.TYPED)
        body += [html.Label([t("scoring.remark"), remark], className="mj-remark"),
                 html.Div(blocks_of(found["blocks"]), id=part("blocks"), **{"aria-live": "polite"}), score_sheet.deeds(),
                 dcc.Store(id=part("of"), data=score_sheet.key(one)), dcc.Store(id=part("typed"))]
    else:
        said = {"已提交": "locked", "已回避": "recused"}.get(rater["state"], "closed")
        body.append(html.P(t(f"scoring.{said}"), className="mj-locked"))
        if draft.get("recusal") or draft["remark"]:
            body.append(html.P(draft.get("recusal") or draft["remark"], className="mj-locked"))
    body.append(score_sheet.signature())
    foot = html.Footer([html.Span(t("scoring.foot")), html.Span(t("basis.clause", where=found["items"][0]["document"] or ""))])
    return html.Section([*body, foot], className="mj-card mj-sheet-card")


def refusal(refused: Refused) -> html.P:
    return html.P(sentence(refused.code, language(), **refused.details), className="mj-blocked", role="alert")


def blocks_of(blocks) -> html.Div:
    return score_sheet.blocked([block.sentence(language()) for block in blocks])


def typed(marks, mark_ids, reasons, reason_ids) -> tuple[dict, dict]:
    return ({one["score-mark"]: value or "" for one, value in zip(mark_ids, marks, strict=True)},
            {one["score-reason"]: value or "" for one, value in zip(reason_ids, reasons, strict=True)})


def sheet_of(of: str) -> tuple[str, int]:
    """(round, seat) of the open sheet."""
    if not (found := isinstance(of, str) and re.fullmatch(r"(.{1,200})~(\d{1,4})", of, re.ASCII)):
        raise PreventUpdate
    return found[1], int(found[2])


FIELDS = (({"score-mark": ALL}, "value"), ({"score-mark": ALL}, "id"), ({"score-reason": ALL}, "value"), ({"score-reason": ALL}, "id"),
          (part("remark"), "value"))


# the browser numbers what it sends, so that a save that arrives late is known (assets/score.js)
clientside_callback(ClientsideFunction("score", "typed"), Output(part("typed"), "data"),
                    *[Input(place, name) for place, name in FIELDS if name == "value"], *[State(place, name) for place, name in FIELDS if name == "id"],
                    prevent_initial_call=True)


@guarded(*ROLES)(
    Output(part("blocks"), "children"), Output(part("summary"), "children"), Output(part("kept"), "children"), Output({"score-said": ALL}, "children"),
    Input(part("typed"), "data"), State(part("of"), "data"), State({"score-said": ALL}, "id"), prevent_initial_call=True)
def kept(sent, of, said_ids):
    """Keeps the draft."""
    eval_id, seat = sheet_of(of)
    if not isinstance(sent, dict) or not isinstance(sent.get("number"), int) or not all(isinstance(sent.get(name), dict) for name in ("marks", "reasons")):
        raise PreventUpdate
    try:
        order = (str(sent.get("page"))[:40], sent["number"])
        blocks = sheets_rating.save_draft(viewer(), eval_id, seat, sent["marks"], sent["reasons"], str(sent.get("remark") or ""), order)
    except Refused as refused:
        return refusal(refused), no_update, no_update, [no_update] * len(said_ids)
    found = sheets_rating.sheet(viewer(), eval_id, seat)
    wrong = {block.item: block.sentence(language()) for block in blocks if block.code != "mark_missing"}
    saved = t("scoring.kept", at=found["rater"]["saved_at"].strftime("%H:%M:%S"))
    return blocks_of(blocks), score_sheet.summary(found["items"], found["draft"]["marks"]), saved, [wrong.get(one["score-said"]) for one in said_ids]


@guarded(*ROLES)(
    Output("scoring-done", "data"), Output(part("blocks"), "children", allow_duplicate=True),
    Input(part("submit"), "n_clicks"), Input(part("recuse"), "n_clicks"), State(part("recusal"), "value"),
    *[State(place, name) for place, name in FIELDS], State(part("of"), "data"), prevent_initial_call=True)
def handed_in(submits, recusals, why_recused, marks, mark_ids, reasons, reason_ids, remark, of):
    """Hands the sheet in as it stands on screen, or records that its rater steps back."""
    if not clicked():
        raise PreventUpdate
    eval_id, seat = sheet_of(of)
    try:
        if ctx.triggered_id == part("recuse"):
            sheets_rating.recuse(viewer(), eval_id, seat, why_recused or "")
        else:
            sheets_rating.submit(viewer(), eval_id, seat, *typed(marks, mark_ids, reasons, reason_ids), remark)
    except Refused as refused:
        return (f"{of} locked" if refused.code in ("sheet_locked", "sheet_recused") else no_update), refusal(refused)
    return f"{of} {submits or 0} {recusals or 0}", no_update

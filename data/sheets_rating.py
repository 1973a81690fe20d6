"""One rater's sheet: a draft that saves itself, what still blocks it, handing in, stepping back, giving back.

The draft (marks, reasons, remarks) lies sealed; what is handed in lies in ``score_sheets``, one number a sheet
(made of round and seat), so that two browsers at the same moment never double it.
"""

import decimal
import re
from dataclasses import dataclass

from data import database
from data.entry import enter
from data.refusal import sentence
from data.sheets_rules import (
    CONTRACTOR,
    DRAFT,
    GIVEN_BACK,
    HANDED_IN,
    OPEN,
    RECIPIENT,
    RECUSED,
    basis,
    check_lead,
    clause,
    find_round,
    must_be,
    refuse,
    row_of,
    said,
)
from data.viewer import Viewer

MARK = re.compile(r"\d{1,4}([.．]\d{1,2})?")


@dataclass(frozen=True)
class Block:
    """Why a sheet cannot be handed in yet: the item and the sentence, by code, with its clause."""

    item: str
    code: str
    details: dict

    def sentence(self, language: str = "zh") -> str:
        return sentence(self.code, language, **self.details)


def plain(number) -> str:
    """A number without the zeros that its type carries."""
    return f"{float(number):g}"


def sheet_id(eval_id: str, seat: int) -> str:
    return f"{eval_id}-{seat:02}"


def sheets_of(viewer: Viewer) -> list[dict]:
    """Every sheet this account types, open ones first, then the latest."""
    with database.store().reading() as cursor:
        cursor.execute("""
            select rater.eval_id, seat, rater.state, late, paper, rater.unit_code, rater_type, eval_type, contract_no, round_no,
                period_start, period_end, due_day, round.state as round_state, contractor_code, contractor_name, unit_name, reminded_at, reopened
            from round_raters rater join rounds round using (eval_id) left join contracts using (contract_no)
            left join contractors using (contractor_code) left join org_units on org_units.unit_code = rater.unit_code
            where person = ? order by rater.state in ('已提交', '已回避'), due_day desc, eval_id, seat""", [viewer.name])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _seat(cursor, viewer: Viewer, eval_id: str, seat: int) -> tuple[dict, dict]:
    """(round, rater) of the viewer's own sheet."""
    found = find_round(cursor, eval_id)
    rater = row_of(cursor, "select * from round_raters where eval_id = ? and seat = ?", [eval_id, seat])
    if rater is None or rater["person"] != viewer.name:
        raise refuse(cursor, "not_rater", basis(found["eval_type"]), name=eval_id)
    return found, rater


def _draft(rater: dict) -> dict:
    return database.store().key.open_rows(rater["sealed"]) if rater["sealed"] else {"marks": {}, "reasons": {}, "remark": ""}


def _items(cursor, eval_id: str) -> list[dict]:
    cursor.execute("""select *, case when computed then computed_score(value, zero_at, full_at, full_score) end as computed_mark,
                          computed_mark is null as typed  -- a computed item without data is judged by hand
                      from round_items where eval_id = ? order by place""", [eval_id])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def sheet(viewer: Viewer, eval_id: str, seat: int) -> dict:
    """The sheet as its rater sees it: round, rater, items, draft and what still blocks it."""
    with database.store().reading() as cursor:
        found, rater = _seat(cursor, viewer, eval_id, seat)
        items, draft = _items(cursor, eval_id), _draft(rater)
        return {"round": found, "rater": {name: value for name, value in rater.items() if name != "sealed"}, "items": items, "draft": draft,
                "reason_below": cursor.execute("select policy_exact('reason_below_share')").fetchone()[0],
                "blocks": _blocks(cursor, found, items, draft)}


def save_draft(viewer: Viewer, eval_id: str, seat: int, marks: dict, reasons: dict, remark: str | None = None,
               order: tuple[str, int] | None = None) -> list[Block]:
    """Keeps what is typed, right or wrong; returns what still blocks handing in. Nothing is written when nothing changed.

    Only the fields that are named change (a blank one is emptied). ``order``: (open page, number of the save): one that was
    sent earlier and arrives later is passed over.
    """
    with database.store().reading() as cursor:
        found, rater = _seat(cursor, viewer, eval_id, seat)
        before = _draft(rater)
        draft = before if _is_stale(before, order) else _merged(before, marks, reasons, remark)
        if rater["sealed"] and before | {"order": 0} == draft | {"order": 0} and rater["state"] in (DRAFT, GIVEN_BACK):
            return _blocks(cursor, found, _items(cursor, eval_id), draft)
    with database.store().writing(viewer.name, "score draft", figures=False, eval_id=eval_id, seat=seat) as cursor:
        found, rater = _editable(cursor, viewer, eval_id, seat)
        before = _draft(rater)
        draft = before if _is_stale(before, order) else _merged(before, marks, reasons, remark) | {"order": order}
        _keep(cursor, rater, draft, GIVEN_BACK if rater["state"] == GIVEN_BACK else DRAFT)
        return _blocks(cursor, found, _items(cursor, eval_id), draft)


def _is_stale(draft: dict, order: tuple[str, int] | None) -> bool:
    last = draft.get("order")
    return bool(order and last and last[0] == order[0] and last[1] > order[1])


def _merged(draft: dict, marks: dict, reasons: dict, remark: str | None) -> dict:
    typed = _clean(marks, reasons, remark if remark is not None else draft["remark"])
    return {"marks": {code: mark for code, mark in draft["marks"].items() if code not in marks} | typed["marks"],
            "reasons": {code: text for code, text in draft["reasons"].items() if code not in reasons} | typed["reasons"], "remark": typed["remark"]}


def _clean(marks: dict, reasons: dict, remark: str) -> dict:
    return {"marks": {code: str(mark).strip().replace("．", ".") for code, mark in marks.items() if str(mark or "").strip() or mark == 0},
            "reasons": {code: text.strip()[:500] for code, text in reasons.items() if (text or "").strip()}, "remark": (remark or "").strip()[:2000]}


def _editable(cursor, viewer: Viewer, eval_id: str, seat: int) -> tuple[dict, dict]:
    found, rater = _seat(cursor, viewer, eval_id, seat)
    must_be(cursor, found, OPEN)
    if rater["state"] in (HANDED_IN, RECUSED):
        raise refuse(cursor, "sheet_locked" if rater["state"] == HANDED_IN else "sheet_recused", basis(found["eval_type"]))
    return found, rater


def _keep(cursor, rater: dict, draft: dict, state: str) -> None:
    cursor.execute("update round_raters set sealed = ?, reasons = ?, state = ?, saved_at = ? where eval_id = ? and seat = ?",
                   [database.store().key.seal_rows(draft), len(draft["reasons"]), state, database.now(), rater["eval_id"], rater["seat"]])


def _blocks(cursor, found: dict, items: list[dict], draft: dict) -> list[Block]:
    below = cursor.execute("select policy_exact('reason_below_share')").fetchone()[0]
    ruled, asked = clause(cursor, basis(found["eval_type"])), clause(cursor, "reason_below_share")
    blocks = []
    for item in items:
        said = {"item": item["item_name"], "full": plain(item["full_score"]), "clause": ruled}
        mark = draft["marks"].get(item["item_code"])
        if not item["typed"]:
            continue
        if mark is None:
            blocks.append(Block(item["item_code"], "mark_missing", said))
        elif not MARK.fullmatch(mark) or decimal.Decimal(mark) > item["full_score"]:
            blocks.append(Block(item["item_code"], "mark_wrong", said | {"value": mark[:12]}))
        elif below is not None and decimal.Decimal(mark) * 100 < item["full_score"] * below and item["item_code"] not in draft["reasons"]:
            blocks.append(Block(item["item_code"], "mark_reason", said | {"share": plain(below), "clause": asked}))
    return blocks


def submit(viewer: Viewer, eval_id: str, seat: int, marks: dict | None = None, reasons: dict | None = None, remark: str = "") -> str:
    """Hands the sheet in and locks it; ``marks`` None: the draft as it is kept. Returns the sheet's number."""
    with database.store().writing(viewer.name, "score sheet handed in", eval_id=eval_id, seat=seat) as cursor:
        found, rater = _editable(cursor, viewer, eval_id, seat)
        draft = _draft(rater) if marks is None else _clean(marks, reasons or {}, remark)
        items = _items(cursor, eval_id)
        if blocks := _blocks(cursor, found, items, draft):
            raise refuse(cursor, "sheet_blocked", basis(found["eval_type"]), list="；".join(block.sentence().rstrip("。") for block in blocks) + "。")
        again = rater["state"] == GIVEN_BACK
        _keep(cursor, rater, draft, HANDED_IN)
        cursor.execute("update round_raters set late = ?, submitted_at = ? where eval_id = ? and seat = ?",
                       [database.today() > found["due_day"], database.now(), eval_id, seat])
        _enter(cursor, viewer, rater, items, draft, new=not again)
        return sheet_id(eval_id, seat)


def _enter(cursor, viewer: Viewer, rater: dict, items: list[dict], draft: dict, new: bool, valid: bool = True, recused: bool = False) -> None:
    """The sheet's rows as an export has them. A member of the contractor's is recorded and never summed."""
    votes = cursor.execute("select policy_text('third_party_votes') = 'true'").fetchone()[0]
    own = rater["rater_type"] == CONTRACTOR and not votes
    marks = {item["item_code"]: draft["marks"].get(item["item_code"]) if item["typed"] else item["computed_mark"] for item in items}
    enter(cursor, viewer.name, "score_sheets", [{
        "sheet_id": sheet_id(rater["eval_id"], rater["seat"]), "eval_id": rater["eval_id"], "rater_type": rater["rater_type"],
        "rater_unit": rater["unit_code"], "rater_name": None if rater["paper"] or rater["rater_type"] == RECIPIENT else rater["person"],
        "indicator_code": item["item_code"], "indicator_name": item["dimension"], "full_score": item["full_score"],
        "score": None if recused else marks[item["item_code"]], "recused": recused or own, "submit_date": database.today(), "valid": valid}
        for item in items], new=new)


def recuse(viewer: Viewer, eval_id: str, seat: int, reason: str) -> None:
    """Steps back before handing in: the sheet is recorded without marks and never summed."""
    with database.store().writing(viewer.name, "rater recused", eval_id=eval_id, seat=seat) as cursor:
        _, rater = _editable(cursor, viewer, eval_id, seat)
        draft = _draft(rater) | {"recusal": said(cursor, reason, "回避", "third_party_votes")}
        again = rater["state"] == GIVEN_BACK
        _keep(cursor, rater, draft, RECUSED)
        cursor.execute("update round_raters set submitted_at = ? where eval_id = ? and seat = ?", [database.now(), eval_id, seat])
        _enter(cursor, viewer, rater, _items(cursor, eval_id), draft, new=not again, recused=True)


def give_back(viewer: Viewer, eval_id: str, seat: int, reason: str) -> None:
    """The lead gives a sheet back to its rater, with a reason; until it comes again it does not count."""
    with database.store().writing(viewer.name, "score sheet given back", detail := {"eval_id": eval_id, "seat": seat}) as cursor:
        found = find_round(cursor, eval_id)
        check_lead(cursor, viewer)
        must_be(cursor, found, OPEN)
        rater = row_of(cursor, "select * from round_raters where eval_id = ? and seat = ?", [eval_id, seat])
        if rater is None or rater["state"] not in (HANDED_IN, RECUSED):
            raise refuse(cursor, "sheet_not_in", basis(found["eval_type"]))
        why = said(cursor, reason, "退回", basis(found["eval_type"]))
        detail["reason"] = why
        _enter(cursor, viewer, rater, _items(cursor, eval_id), _draft(rater), new=False, valid=False, recused=rater["state"] == RECUSED)
        cursor.execute("update round_raters set state = ?, reopened = ?, submitted_at = null, late = null where eval_id = ? and seat = ?",
                       [GIVEN_BACK, why, eval_id, seat])

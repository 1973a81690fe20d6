"""What every deed of a round asks first: whose it is, where the round stands, and which clause says so when it is refused."""

import re

from data import database
from data.refusal import Refused
from data.viewer import Viewer

OPEN, CLOSED, SIGNED = "进行中", "已截止", "已签署"
SATISFACTION = "满意度评估"
WAITING, DRAFT, HANDED_IN, RECUSED, GIVEN_BACK = "未开始", "草稿", "已提交", "已回避", "已退回"
BUREAU, CONTRACTOR, RECIPIENT = "民政局", "第三方", "救助对象"
COUNTY = 6  # digits of a county's division code: an evaluation is no town's matter


def clause(cursor, param: str) -> str:
    """Document and clause of a policy parameter, as a refusal names them."""
    row = cursor.execute("select document, clause, title from policy where param = ?", [param]).fetchone()
    if row is None:
        return param
    short = re.search(r"\S*〔\d{4}〕\d+号", row[0] or "")
    return " ".join(part for part in (short[0] if short else row[0], row[1] or row[2]) if part)


def refuse(cursor, code: str, param: str, **details) -> Refused:
    """A refusal whose sentence ends with its clause."""
    return Refused(code, clause=clause(cursor, param), **details)


def basis(eval_type: str) -> str:
    """The parameter whose clause orders an evaluation of this type."""
    return "satisfaction_period" if eval_type == SATISFACTION else "evaluation_period"


def unit_of(cursor, name: str) -> tuple[str | None, str | None]:
    """(unit, its type) that an account rates for."""
    row = cursor.execute("select unit, unit_type from people left join org_units on unit_code = unit where name = ?", [name]).fetchone()
    return row or (None, None)


def check_lead(cursor, viewer: Viewer, *more: str) -> None:
    """Only the bureau's panel leads a round (and the roles ``more``): not a street's member, not the contractor's."""
    bound = viewer.contractor is not None or len(viewer.region) > COUNTY
    if viewer.role in more and not bound:
        return
    unit, kind = unit_of(cursor, viewer.name)
    if viewer.role != "panel" or bound or (unit and kind != BUREAU):
        raise refuse(cursor, "not_lead", "evaluation_group", role=viewer.role)


def leads(viewer: Viewer, *more: str) -> bool:
    """Whether the page shows this account what only a lead may do."""
    with database.store().reading() as cursor:
        try:
            check_lead(cursor, viewer, *more)
        except Refused:
            return False
    return True


def row_of(cursor, sql: str, values: list) -> dict | None:
    """The first row as a dict."""
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    return row and dict(zip(names, row, strict=True))


def find_round(cursor, eval_id: str) -> dict:
    """The round as it stands now; Refused when the app knows none."""
    if (found := row_of(cursor, "select * from rounds where eval_id = ?", [eval_id])) is None:
        raise refuse(cursor, "no_round", "satisfaction_period", name=eval_id)
    return found


def must_be(cursor, found: dict, *states: str) -> None:
    """Refused when the round does not stand in one of these states."""
    if found["state"] not in states:
        code = "round_signed" if found["state"] == SIGNED else "round_closed" if found["state"] == CLOSED else "round_open"
        raise refuse(cursor, code, basis(found["eval_type"]), name=found["eval_id"])


def said(cursor, text: str | None, what: str, param: str) -> str:
    """A reason that must be given, its long numbers masked."""
    if not (text or "").strip():
        raise refuse(cursor, "reason_missing", param, what=what)
    return cursor.execute("select mask_digits(?)", [text.strip()[:1000]]).fetchone()[0]

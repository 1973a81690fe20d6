"""Rounds of evaluation: opened by the bureau's panel from policy, closed, signed. One function is one transaction.

Opening enters the row of ``evaluations``, handing in a sheet those of ``score_sheets`` (data/entry.py), so that
the questions answer entered rounds as they answer imported ones.
"""

import datetime

from data import database
from data.entry import enter
from data.rounds_raters import add_seat, missing, seats_of
from data.sheets_rules import (
    CLOSED,
    OPEN,
    SATISFACTION,
    basis,
    check_lead,
    find_round,
    must_be,
    refuse,
    row_of,
    said,
)
from data.sheets_templates import template_for
from data.viewer import Viewer

LETTERS = {"满意度评估": "M", "绩效评价": "J", "中期评估": "Z", "末期评估": "Q"}
SUBJECTS = {"绩效评价": "核查员"}
SOURCES = {"民政局": "民政", "财政局": "财政", "审计局": "审计"}


def open_round(viewer: Viewer, contract_no: str, eval_type: str, round_no: int | None = None,
               people: list[str] | None = None) -> str:
    """A new round and its sheets; returns its number. ``round_no`` None: the earliest half-year that has none.

    ``people``: the accounts that rate; None: every account that rates for a unit that receives staff, and the
    contractor's own members of the panel, whose sheets are recorded and never summed.
    """
    store = database.store()
    store.refresh_policy()
    with store.writing(viewer.name, "round opened", found := {}) as cursor:
        check_lead(cursor, viewer, "admin")
        template = template_for(cursor, eval_type, store.folder)
        one = _window(cursor, viewer, contract_no, eval_type, round_no)
        eval_id = f"PG-{contract_no}-{LETTERS[eval_type]}{one['round_no']}"
        contract = row_of(cursor, "select * from contracts where contract_no = ?", [contract_no])
        seats = seats_of(cursor, contract, eval_type, people)
        lead = cursor.execute("select unit_code from org_units where unit_code = ?", [contract["purchaser_code"]]).fetchone()
        enter(cursor, viewer.name, "evaluations", [{
            "eval_id": eval_id, "eval_type": eval_type, "subject_type": SUBJECTS.get(eval_type, "承接主体"), "contract_no": contract_no,
            "contractor_code": contract["contractor_code"], "period_start": one["period_start"], "period_end": one["period_end"],
            "round_no": one["round_no"], "eval_date": None, "result_date": None, "lead_unit": lead and lead[0],
            "panel_sources": sorted({SOURCES.get(kind, kind) for _, _, kind in seats}) or None}])
        cursor.execute("""insert into rounds (eval_id, eval_type, contract_no, round_no, template, version, period_start, period_end,
                              due_day, state, tranche_no, opened_by, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                       [eval_id, eval_type, contract_no, one["round_no"], template.name, template.version, one["period_start"],
                        one["period_end"], one["due_day"], OPEN, one["tranche_no"], viewer.name, database.now()])
        for place, item in enumerate(template.items, 1):
            full_at = item.full_at
            if isinstance(full_at, str):  # the number is the regulation's
                full_at = cursor.execute("select try_cast(value ->> '$' as double) from policy where param = ? and usable", [full_at]).fetchone()[0]
            cursor.execute("insert into round_items values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, null)",
                           [eval_id, place, item.code, item.name, item.dimension, item.full, item.guidance, template.document,
                            item.clause, item.measure, item.computed, item.zero_at, full_at, item.page])
        for name, unit, kind in seats:
            add_seat(cursor, eval_id, name, unit, kind, False)
        _take_values(cursor, eval_id, contract["contractor_code"], one)
        found |= {"eval_id": eval_id, "raters": len(seats), "template": template.name, "version": template.version}
    return eval_id


def _window(cursor, viewer: Viewer, contract_no: str, eval_type: str, round_no: int | None) -> dict:
    """The half-year of the round, or for 中期 and 末期 the contract's time so far and the tranche that waits for it."""
    contract = row_of(cursor, "select * from contracts where contract_no = ?", [contract_no])
    if contract is None or (viewer.contractor and contract["contractor_code"] != viewer.contractor):
        raise refuse(cursor, "no_contract", basis(eval_type), name=contract_no)
    if not cursor.execute("select count(*) from units_due() where contract_no = ?", [contract_no]).fetchone()[0]:
        raise refuse(cursor, "no_units", "satisfaction_unit_types", name=contract_no)
    today = database.today()
    taken = [row[0] for row in cursor.execute("select round_no from standing_evaluations where contract_no = ? and eval_type = ?",
                                              [contract_no, eval_type]).fetchall()]
    if eval_type in (SATISFACTION, "绩效评价"):
        due = {row[0]: row for row in cursor.execute("""select round_no, period_start, period_end, due_day from due_rounds(?)
                   where contract_no = ? and eval_type = ? order by round_no""", [today, contract_no, eval_type]).fetchall()}
        number = round_no or next((number for number in due if number not in taken), None)
        if number in taken:
            raise refuse(cursor, "round_exists", basis(eval_type), number=number)
        if number not in due or due[number][2] >= today:
            raise refuse(cursor, "round_not_over", "halfyear_anchor", number=number or "—")
        return dict(zip(("round_no", "period_start", "period_end", "due_day"), due[number], strict=True)) | {"tranche_no": None}
    number = round_no or len(taken) + 1
    if number in taken:
        raise refuse(cursor, "round_exists", basis(eval_type), number=number)
    tranche = cursor.execute("""select tranche_no, effective_date, cast(policy_number('eval_grace_days') as integer) from contract_tranches
        where contract_no = ? and trigger_type = ? || '合格' order by tranche_no""", [contract_no, eval_type]).fetchone()
    if tranche is None or tranche[1] is None or tranche[1] >= today:
        raise refuse(cursor, "no_tranche", "tranche_triggers", kind=eval_type)
    last = today - datetime.timedelta(days=1)
    return {"round_no": number, "period_start": tranche[1], "period_end": last, "due_day": last + datetime.timedelta(days=tranche[2]),
            "tranche_no": tranche[0]}


def _take_values(cursor, eval_id: str, contractor: str, window: dict) -> None:
    cursor.execute("""update round_items set value = v.value, n = v.n, taken_at = $at
        from item_values($contractor, $first, $last, $today) v where eval_id = $eval_id and round_items.measure = v.measure""",
        {"at": database.now(), "contractor": contractor, "first": window["period_start"], "last": window["period_end"],
         "today": database.today(), "eval_id": eval_id})


def refresh_values(viewer: Viewer, eval_id: str) -> None:
    """The figures of the sheet taken again; not once a sheet is handed in, or two raters would have seen different ones."""
    with database.store().writing(viewer.name, "round figures taken", figures=False, eval_id=eval_id) as cursor:
        found = find_round(cursor, eval_id)
        check_lead(cursor, viewer, "admin")
        must_be(cursor, found, OPEN)
        if cursor.execute("select count(*) from round_raters where eval_id = ? and submitted_at is not null", [eval_id]).fetchone()[0]:
            raise refuse(cursor, "figures_used", basis(found["eval_type"]))
        contractor = cursor.execute("select contractor_code from contracts where contract_no = ?", [found["contract_no"]]).fetchone()[0]
        _take_values(cursor, eval_id, contractor, found)


def close_round(viewer: Viewer, eval_id: str) -> None:
    """No sheet is taken any more. Before the last day only when nobody is missing."""
    with database.store().writing(viewer.name, "round closed", eval_id=eval_id) as cursor:
        found = find_round(cursor, eval_id)
        check_lead(cursor, viewer)
        must_be(cursor, found, OPEN)
        if database.today() <= found["due_day"] and (waiting := missing(cursor, eval_id)):
            raise refuse(cursor, "round_incomplete", "eval_grace_days", names="、".join(waiting), day=found["due_day"])
        cursor.execute("update rounds set state = ?, closed_by = ?, closed_at = ? where eval_id = ?",
                       [CLOSED, viewer.name, database.now(), eval_id])


def reopen_round(viewer: Viewer, eval_id: str, reason: str) -> None:
    """A closed round takes sheets again; a signed one never."""
    with database.store().writing(viewer.name, "round reopened", found := {"eval_id": eval_id}) as cursor:
        one = find_round(cursor, eval_id)
        check_lead(cursor, viewer)
        must_be(cursor, one, CLOSED)
        found["reason"] = said(cursor, reason, "重新开启", basis(one["eval_type"]))
        cursor.execute("update rounds set state = ?, closed_by = null, closed_at = null where eval_id = ?", [OPEN, eval_id])

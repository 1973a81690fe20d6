"""Signing a closed round: its result is entered, and all it was made of is frozen."""

import datetime
import hashlib

from data import database
from data.entry import enter
from data.sheets_rules import CLOSED, SATISFACTION, SIGNED, basis, check_lead, find_round, must_be, refuse, row_of, said
from data.viewer import Viewer

VERDICTS = ("合格", "不合格")
SHEET = ("eval_id", "sheet_id", "rater_type", "rater_unit", "rater_name", "rater_name_hash", "indicator_code", "indicator_name", "full_score",
         "score", "recused", "submit_date", "valid", "_import", "_line")
MARKS = ("bureau_mark", "town_mark", "street_mark", "mark", "units_returned", "units_due", "valid", "threshold", "purchase_cycle")
MEANS = ("bureau_mean", "street_mean", "recipient_mean", "effectiveness", "management", "social_impact", "town_mean")


def sign_round(viewer: Viewer, eval_id: str, verdict: str | None = None, reasons: str = "", incomplete: bool = False,
               result_day: datetime.date | None = None) -> str:
    """Signs a closed round; from then on it answers what it was signed with. Returns the snapshot's number.

    A performance needs the panel's verdict with its reasons; a satisfaction round that lacks its quorum is signed
    as 未完成 only with ``incomplete`` and a reason.
    """
    store = database.store()
    store.refresh_policy()
    with store.writing(viewer.name, "round signed", detail := {"eval_id": eval_id, "verdict": verdict}) as cursor:
        found = find_round(cursor, eval_id)
        check_lead(cursor, viewer, "leader")
        must_be(cursor, found, CLOSED)
        param = basis(found["eval_type"])
        evaluation = row_of(cursor, "select * from evaluations where eval_id = ?", [eval_id])
        if evaluation is None:  # an undo took it: it was entered like an import
            raise refuse(cursor, "no_round", param, name=eval_id)
        result_day = result_day or database.today()
        if not found["closed_at"].date() <= result_day <= database.today():
            raise refuse(cursor, "bad_result_day", param, day=found["closed_at"].date())
        if found["eval_type"] == SATISFACTION:
            why = said(cursor, reasons, "未完成签署", "street_quorum") if incomplete else None
            verdict = None
        else:
            if verdict not in VERDICTS:
                raise refuse(cursor, "verdict_missing", param)
            why = said(cursor, reasons, "签署" + verdict, param)
        result, frozen = _result(cursor, found, result_day, incomplete)
        number = _number(cursor, eval_id, result, result_day, verdict)
        enter(cursor, viewer.name, "evaluations", [{name: value for name, value in evaluation.items() if not name.startswith("_")} | {
            "eval_date": found["closed_at"].date(), "result_date": result_day, "passed": verdict, "score": result["shown"],
            "snapshot_hash": number}], new=False)
        _freeze(cursor, eval_id, frozen, result)
        if verdict == "合格" and found["tranche_no"]:
            _link(cursor, viewer, found)
        cursor.execute("update rounds set state = ?, signed_by = ?, signed_at = ?, reasons = ? where eval_id = ?",
                       [SIGNED, viewer.name, database.now(), why, eval_id])
        detail |= {"snapshot": number, "score": str(result["shown"])}
    return number


def _result(cursor, found: dict, day: datetime.date, incomplete: bool) -> tuple[dict, dict]:
    """What the sheets make on the result's day, and what of it is frozen."""
    if found["eval_type"] == SATISFACTION:
        result = row_of(cursor, """select * replace (low_bound(?) as threshold), case when valid then round(as_points(mark), 2) end as shown
                                   from satisfaction_means(?, running := true) where eval_id = ?""", [day, day, found["eval_id"]])
        if not result["valid"] and not incomplete:
            raise refuse(cursor, "no_quorum", "street_quorum", returned=result["units_returned"], due=result["units_due"])
        return result, {name: result[name] for name in MARKS}
    result = row_of(cursor, "select *, round(score, 2) as shown from performance_results(?, running := true) where eval_id = ?",
                    [day, found["eval_id"]])
    if result["score"] is None:
        raise refuse(cursor, "no_groups", "evaluation_group")
    return result, {name: result[name] for name in MEANS} | {"performance_score": result["score"], "tranche_no": found["tranche_no"]}


def _number(cursor, eval_id: str, result: dict, day: datetime.date, verdict: str | None) -> str:
    """The snapshot's number: it changes with every sheet, unit and result."""
    rows = cursor.execute(f"select {', '.join(SHEET[:-2])} from score_sheets where eval_id = ? order by all", [eval_id]).fetchall()
    units = cursor.execute("select * from evaluation_units() where eval_id = ? order by all", [eval_id]).fetchall()
    return hashlib.sha256(repr((rows, units, result["shown"], day, verdict)).encode()).hexdigest()[:16].upper()


def _freeze(cursor, eval_id: str, frozen: dict, result: dict) -> None:
    """Units, sheets and evaluation, in this order, into the signed tables: signed is what signed_rounds holds."""
    cursor.execute("insert into signed_units select * from evaluation_units() where eval_id = ?", [eval_id])
    cursor.execute(f"insert into signed_sheets select {', '.join(SHEET)} from score_sheets where eval_id = ?", [eval_id])
    cursor.execute(f"""
        insert into signed_rounds (eval_id, eval_type, subject_type, contract_no, contractor_code, period_start, period_end, round_no,
            result_date, score, passed, snapshot_hash, {', '.join(frozen)})
        select eval_id, eval_type, subject_type, contract_no, ?, period_start, period_end, round_no, result_date, score, passed,
            snapshot_hash, {', '.join('?' * len(frozen))}
        from evaluations where eval_id = ?""", [result["contractor_code"], *frozen.values(), eval_id])


def _link(cursor, viewer: Viewer, found: dict) -> None:
    """The tranche that this evaluation opens, explicitly, in the ledger of tranches."""
    row = row_of(cursor, "select * from payment_tranches where contract_no = ? and tranche_no = ?", [found["contract_no"], found["tranche_no"]])
    kept = {name: value for name, value in (row or {}).items() if not name.startswith("_") and not name.endswith("_hash")}
    if kept.get("trigger_eval_id"):
        return  # linked already; the earliest passed one opens it
    enter(cursor, viewer.name, "payment_tranches", [kept | {
        "contract_no": found["contract_no"], "tranche_no": found["tranche_no"], "trigger_type": found["eval_type"] + "合格",
        "trigger_eval_id": found["eval_id"]}], new=False)

"""An evaluation with its sheets as the datasets' own workbook, so that an entered round goes where an imported one came from."""

import io

from data import database
from data.contract import Contract, contracts
from data.entry import text
from data.refusal import Refused
from data.viewer import Viewer
from queries import questions
from queries.export import harmless

SIGNED = ("eval_type", "subject_type", "contract_no", "contractor_code", "period_start", "period_end", "round_no", "result_date", "score", "passed",
          "snapshot_hash")


def workbook(viewer: Viewer, eval_id: str) -> bytes:
    """评估考评台账 and 评分表 of one evaluation; a signed one as it was signed. Raters stand masked with a mark that keeps them apart."""
    import xlsxwriter

    if viewer.role not in questions()["score_sheets"].roles or len(viewer.region) > 6:
        raise Refused("not_allowed", name="score_sheets", role=viewer.role)
    evaluation, sheets = contracts()["evaluations"], contracts()["score_sheets"]
    columns = [f"if(signed.eval_id is null, stored.{c.name}, signed.{c.name}) as {c.name}" if c.name in SIGNED else
               "known.eval_id" if c.name == "eval_id" else f"stored.{c.name}" for c in evaluation.columns]
    names = [c.name if c.name != "rater_name" else "rater_name || '-' || rater_name_hash[:6] as rater_name" for c in sheets.columns]
    with database.store().reading() as cursor:
        head = cursor.execute(f"""
            select {', '.join(columns)} from standing_evaluations known left join evaluations stored using (eval_id)
            left join signed_rounds signed using (eval_id) left join contracts on contracts.contract_no = known.contract_no
            where known.eval_id = $eval_id
                and ($contractor is null or coalesce(contracts.contractor_code, known.contractor_code) = $contractor)""",
            {"eval_id": eval_id, "contractor": viewer.contractor}).fetchall()
        rows = cursor.execute(f"select {', '.join(names)} from standing_sheets where eval_id = ? order by _import, _line", [eval_id]).fetchall()
    if not head:
        raise Refused("missing_argument", question="score_sheets", name="evaluation")
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        _sheet(book, evaluation, head)
        _sheet(book, sheets, rows)
    return content.getvalue()


def _sheet(book, contract: Contract, rows: list[tuple]) -> None:
    sheet = book.add_worksheet(contract.title)
    sheet.write_string(0, 0, f"导出时间：{database.now():%Y-%m-%d %H:%M:%S}")
    for place, column in enumerate(contract.columns):
        sheet.write_string(1, place, column.header)
        for line, row in enumerate(rows, 2):
            sheet.write_string(line, place, harmless(text(row[place])))

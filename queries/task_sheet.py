"""入户抽查任务表: a plan's visits as a workbook to fill in on the spot, blind to what the first visit found.

Its headers are those of the re-check ledgers, so that the filled workbook is imported as it is.
"""

import io
import json

import xlsxwriter

from data import database
from data.contract import contracts
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask
from queries.export import harmless

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TASK, ITEMS = "入户抽查任务表", "抽查分项"
SHOWN = (("乡镇", "town_name"), ("村", "village_name"), ("救助类别", "assistance_type"), ("办理类别", "case_type"), ("首次入户", "visit_date"),
         ("回避人员工号", "avoid_ids"))
FILLED = ("check_date", "checker_ids", "checker_unit", "check_mode", "outcome", "error_cause", "cause_nature", "conclusion_recheck",
          "amount_recheck", "targeting_error", "evidence_kept", "confirmed")
METHODS = {"随机": "随机", "风险": "重点"}  # how the ledger calls each part


def workbook(viewer: Viewer, plan: str) -> bytes:
    """The XLSX of a plan; Refused when there is none within the viewer's reach. Logged: it says who will be visited."""
    rows = ask("sampling_plan_cases", viewer, plan=plan).dicts()
    if not rows:
        raise Refused("unknown_plan", plan=plan)
    store = database.store()
    with store.reading() as cursor:
        items = json.loads(cursor.execute("select value from policy where param = 'survey_items'").fetchone()[0])
    store.log(viewer.name, "task_sheet", plan=plan, rows=len(rows))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        _write(book.add_worksheet(TASK), head, text, _tasks(plan, rows))
        _write(book.add_worksheet(ITEMS), head, text, _items(plan, rows, items))
    return content.getvalue()


def number(plan: str, row: dict) -> str:
    """The re-check's own number: the plan's, R or F for its part, and the place in it."""
    return f"{plan}-{'R' if row['part'] == '随机' else 'F'}{row['place']:03}"


def _tasks(plan: str, rows: list[dict]):
    contract = contracts()["spot_checks"]
    yield [contract[name].header for name in ("check_id", "inv_id", "case_no", "sample_method")] + [
        header for header, _ in SHOWN] + [contract[name].header for name in FILLED]
    for row in rows:
        yield [number(plan, row), row["inv_id"], row["case_no"], METHODS[row["part"]], *(row[name] for _, name in SHOWN), *[None] * len(FILLED)]


def _items(plan: str, rows: list[dict], items: list[str]):
    contract = contracts()["spot_check_items"]
    yield [contract[name].header for name in ("check_id", "item_code", "item_name", "recheck_value", "unit", "tolerance", "item_result")]
    for row in rows:
        for place, item in enumerate(items, 1):
            yield [number(plan, row), f"{place:02}", item, None, None, None, None]


def _write(sheet, head, text, lines) -> None:
    for place, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            if cell is None:
                sheet.write_blank(place, column, None, text)
            else:
                sheet.write_string(place, column, harmless(str(cell)), text if place else head)
    sheet.freeze_panes(1, 0)
    sheet.autofit()

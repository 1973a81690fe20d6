"""The inspector's sheet: the villages still to inspect, grouped by town, to be printed, filled in and taken in by 数据导入."""

import io
import secrets

import xlsxwriter

from data import database, inspections
from data.contract import contracts
from data.inspection_problems import sheet_number
from data.intake.templates import OPTIONS, column_rule, header_format
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

# what the inspector sees first; the others are the ledger's own headers, as an import reads them
READ = {"town_name": ("乡镇（街道）", 14), "village_name": ("村（社区）名称", 18)}
FILL = ("insp_date", "has_notice", "has_roster", "has_policy", "has_hotline", "roster_month_seen", "content_accurate", "privacy_ok", "result", "issues")
KNOWN = ("insp_id", "village_code", "inspector_unit", "inspector_unit_type", "mode")
NARROW = {"issues": 24, "insp_date": 11, "insp_id": 26, "village_code": 15, "inspector_unit": 12}


def sheet(viewer: Viewer, period: str, as_of: str = "", region: str = "") -> bytes:
    """The sheet as XLSX. Each row has its number already, so that a sheet taken in twice stores nothing twice.

    A row that is left without a date was not inspected: the note says to delete it before sending the file in.
    """
    rows = [row for row in ask("publicity_villages", viewer, period=period, as_of=as_of or None).dicts()
            if not row["inspections"] and row["town_code"].startswith(region)]
    if not rows:
        raise Refused("sheet_nothing")
    with database.store().reading() as cursor:
        try:
            unit, unit_type = inspections.body_of(cursor, viewer)
        except Refused:
            unit, unit_type = None, None
    contract, content, batch = contracts()["publicity_inspections"], io.BytesIO(), secrets.token_hex(3)
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        page = book.add_worksheet("公示检查单")
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&L公示检查单 " + period + "（未检查的村请删去整行后再导入）&R&P / &N")
        cell = book.add_format({"border": 1, "border_color": "#7C8A9C", "num_format": "@", "valign": "vcenter"})
        day = book.add_format({"border": 1, "border_color": "#7C8A9C", "num_format": "yyyy-mm-dd"})
        for place, name in enumerate((*READ, *FILL, *KNOWN)):
            column = contract[name] if name not in READ else None
            header = READ[name][0] if name in READ else column.header
            page.write_string(0, place, header, header_format(book, column))
            page.set_column(place, place, READ[name][1] if name in READ else NARROW.get(name, 9), cell)
            if name in FILL:
                page.data_validation(1, place, len(rows), place, column_rule(contract, column))
        for line, row in enumerate(sorted(rows, key=lambda one: (one["town_code"], one["village_code"])), 1):
            said = {"insp_id": sheet_number(period, row["village_code"], batch), "inspector_unit": unit, "inspector_unit_type": unit_type, "mode": "实地"}
            page.set_row(line, 24)
            for place, name in enumerate((*READ, *FILL, *KNOWN)):
                page.write(line, place, said.get(name, row.get(name)) if name not in FILL else None, day if name == "insp_date" else cell)
        page.freeze_panes(1, 2)
    return content.getvalue()

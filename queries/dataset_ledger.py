"""A dataset's own ledger, as it was imported: headers as its declaration names them, so that our intake takes it back unchanged.

What is sensitive goes out masked, under a header of its own that intake does not know: a mask must never come back as a value.
"""

import csv
import io

from data import database
from data.contract import Column, contracts
from data.refusal import Refused
from data.viewer import Viewer
from queries import plain
from queries.export import harmless
from queries.ledger_form import Sheet

ROLES = ("leader", "panel", "auditor", "admin")
MOST = 200_000  # rows; a longer one is asked for by period on its page


def header(column: Column) -> str:
    """The column's own header."""
    return column.masked_header if column.sensitive else column.header


def ledger(viewer: Viewer, dataset: str) -> Sheet:
    """The rows of a dataset; for those who see the whole county, since a dataset knows no scope."""
    if dataset not in contracts():
        raise Refused("unknown_dataset", name=dataset)
    if viewer.role not in ROLES or len(viewer.region) > 6 or viewer.contractor:
        raise Refused("not_allowed", name=dataset, role=viewer.role)
    contract = contracts()[dataset]
    with database.store().reading() as cursor:
        rows = cursor.execute(f"select {', '.join(column.name for column in contract.columns)} from {dataset} order by all limit {MOST + 1}").fetchall()
    if len(rows) > MOST:
        raise Refused("ledger_long", title=contract.title, most=MOST)
    columns = [(f"{dataset}.{column.name}", header(column)) for column in contract.columns]
    return Sheet(contract.title, columns, rows, f"导出时间：{database.now():%Y-%m-%d %H:%M:%S}", adds=False)


def as_csv(sheet: Sheet, coding: str = "utf-8-sig") -> bytes:
    """The same as text: the day above the header, 是 and 否, lists joined as a clerk would."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[sheet.about], [header for _, header in sheet.columns], *([_cell(value) for value in row] for row in sheet.rows)])
    return text.getvalue().encode(coding)


def _cell(value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return harmless("、".join(value) if isinstance(value, list) else "" if value is None else str(plain(value)))

"""The blank template of every dataset: filled in by somebody, intake takes every row of it."""

import datetime
import io

import openpyxl
import pytest

from data.contract import Column, contracts
from data.intake.describe import choices
from data.intake.templates import template

DAY = datetime.date(2021, 5, 28)
IDENTITY = "11010519491231002X"  # the made-up number of GB 11643


def value(column: Column, row: int):
    """What a person may type into a cell of this column."""
    if column.sensitive == "identity":
        return IDENTITY
    if column.allowed and column.type != "list":
        return column.allowed[row % len(column.allowed)]
    if column.references and column.type != "integer":
        return f"{column.references[0]}{row}"
    match column.type:
        case "boolean":
            return ("是", "否")[row % 2]
        case "date":
            return DAY + datetime.timedelta(row + (column.after is not None))  # a real date cell, as Excel makes of what is typed
        case "datetime":
            return datetime.datetime(2021, 5, 28, 9, 30) + datetime.timedelta(row)
        case "integer":
            return int(column.minimum or 1)
        case "money" | "decimal":
            return 50 if column.name != "score" else 10
        case "people":
            return f"0100{row}"
        case "list":
            return "、".join(map(str, column.allowed[:2])) if column.allowed else "甲、乙"
        case "code":
            return f"00{column.name}{row}"
    return f"文字{row}"


def fill_in(dataset: str, rows: int = 2) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    contract = contracts()[dataset]
    for row in range(1, rows + 1):
        for place, column in enumerate(contract.columns, 1):
            cell = book.worksheets[0].cell(row + 1, place)
            cell.value = value(column, row)
            if isinstance(cell.value, datetime.date):
                cell.number_format = "yyyy-mm-dd"  # openpyxl sets one of its own
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("dataset", contracts())
def test_a_filled_in_template_is_taken_whole(dataset, send, store):
    outcome = send("模板.xlsx", fill_in(dataset))
    assert outcome.status == "imported", outcome.sentence
    with store.reading() as cursor:
        known = cursor.execute("select dataset, status, rows, rejected, unknown_columns from imports order by import_id").fetchall()
        bad = cursor.execute("select header, code, value from rejects").fetchall()
    assert bad == []
    assert known == [(dataset, "imported", 2, 0, []), (None, "skipped", 0, 0, None)]


@pytest.mark.parametrize("dataset", contracts())
def test_headers_required_marks_lists_and_text_format(dataset):
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    sheet, notes = book.worksheets
    contract = contracts()[dataset]
    headers = [cell.value for cell in sheet[1]]
    assert headers == [("*" if column.required else "") + column.header for column in contract.columns]
    assert notes.title == "填表说明" and {column.header for column in contract.columns} <= {row[0].value for row in notes}
    lists = {str(rule.sqref).split(":")[0].rstrip("2"): rule.formula1.strip('"').split(",")
             for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    for place, column in enumerate(contract.columns, 1):
        letter = openpyxl.utils.get_column_letter(place)
        if choices(column) and column.type != "list":
            assert lists[letter] == list(choices(column))
        if column.is_code or column.sensitive or column.type == "text":
            assert sheet.column_dimensions[letter].number_format == "@" or _grouped(sheet, place) == "@"


def _grouped(sheet, place: int) -> str:
    """openpyxl keeps the style of neighbouring equal columns with the first of them."""
    return next(one.number_format for one in sheet.column_dimensions.values() if one.min <= place <= one.max)


def test_a_blank_template_changes_nothing(send, store):
    assert send("模板.xlsx", template("cases")).status == "imported"
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from cases").fetchone() == (0,)


def test_no_header_means_the_column_of_reasons():
    for contract in contracts().values():
        assert not [column.name for column in contract.columns if "原因" in (column.header, *column.variants)]

"""A blank workbook per dataset, made from its contract: what it offers is exactly what intake accepts."""

import io

import xlsxwriter

from data.contract import Column, Contract, contracts
from data.intake.describe import choices, describe, described, phrase
from data.refusal import Refused

ROWS = 20_000             # rows that carry the drop-down lists
LIST_LIMIT = 255          # characters of a list written into the rule itself (Excel)
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255   # of the note that shows when a cell is chosen (Excel)
# Text written as text: Excel leaves its digits, leading zeros and months alone.
AS_TEXT = "@"
FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "integer": "0", "money": "General", "decimal": "General"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (22, 16, 18, 34, 60, 44, 34, 40)


def template(dataset: str) -> bytes:
    """The blank XLSX of a dataset."""
    if dataset not in contracts():
        raise Refused("unknown_dataset", name=dataset)
    contract, content = contracts()[dataset], io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        _fill_in(book, contract)
        _notes(book, contract)
    return content.getvalue()


def sheet_name(contract: Contract) -> str:
    """The dataset's title as a sheet may be called."""
    return contract.title[:31]


def header_format(book, column: Column | None):
    """The look of a header: the darker, the more it is needed."""
    colour = {"value": "#C9DCF0", "header": "#E7EFF8"}.get(column.required if column else None, "#F3F5F8")
    return book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#7C8A9C", "bg_color": colour,
                            "num_format": AS_TEXT})


def _fill_in(book, contract: Contract) -> None:
    sheet = book.add_worksheet(sheet_name(contract))
    formats = {form: book.add_format({"num_format": form}) for form in (AS_TEXT, *FORMATS.values())}
    for place, column in enumerate(contract.columns):
        header = ("*" if column.required else "") + column.header
        sheet.set_column(place, place, max(12, 2 * len(header) + 2), formats[FORMATS.get(column.type, AS_TEXT)])
        sheet.write_string(0, place, header, header_format(book, column))
        sheet.data_validation(1, place, ROWS, place, column_rule(contract, column))
    sheet.freeze_panes(1, 0)


def column_rule(contract: Contract, column: Column) -> dict:
    """The drop-down list of a column and the note that shows when one of its cells is chosen."""
    offered, told = choices(column), describe(contract, column)
    said = "；".join(part for part in (told.required, told.form, told.rules, told.sensitive) if part)
    rule = {"validate": "any", "input_title": column.header[:TITLE_LIMIT], "input_message": said[:MESSAGE_LIMIT]}
    # a column of several words would allow only one of them
    if offered and column.type != "list" and len(",".join(offered)) <= LIST_LIMIT:
        rule |= {"validate": "list", "source": list(offered), "error_title": column.header[:TITLE_LIMIT],
                 "error_message": phrase("sheet", "error")}
    return rule


def _notes(book, contract: Contract) -> None:
    sheet = book.add_worksheet(phrase("sheet", "notes"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": AS_TEXT})
    sheet.write_string(0, 0, phrase("sheet", "title", title=contract.title), book.add_format({"bold": True, "font_size": 14}))
    said = ("how_rows", "how_star", "how_codes", "how_yes", "how_damaged")
    for line, name in enumerate(said, 1):
        sheet.write_string(line, 0, phrase("sheet", name))
    first = len(said) + 2
    for place, text in enumerate(phrase("sheet", "headers").split("|")):
        sheet.set_column(place, place, WIDTHS[place])
        sheet.write_string(first, place, text, header_format(book, None))
    for line, one in enumerate(described(contract), first + 1):
        cells = (one.header, one.required, one.type, one.form, one.allowed, one.rules, one.variants, one.sensitive)
        for place, text in enumerate(cells):
            sheet.write_string(line, place, text, wrapped)
    sheet.freeze_panes(first + 1, 1)

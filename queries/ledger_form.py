"""Ledgers as an office files them: title, who reports, as-of day, units, one header that stays and repeats, 合计, who made and checked it.

The one writer of workbooks that people take away; values only, never a formula, and no text that a spreadsheet would run.
"""

import datetime
import io
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from queries.export import harmless

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD = 2  # the header's row: above it the title, and the line of who, when and which unit
WIDEST = 40
# columns whose sum over the rows is a figure of its own; a share, a mean or a number of a thing has none
ADDED = {"visited", "rechecked", "accurate", "items", "items_consistent", "wrong_included", "wrong_excluded", "amount_errors", "pending", "compared",
         "consistent", "forms_valid", "satisfied", "villages", "inspected", "bureau_inspected", "town_inspected", "board_complete", "photo_sets", "photo_filed",
         "ended", "full_days", "four_elements", "no_privacy_issue", "compliant", "planned_amount", "deduction", "net_paid", "rest", "overdue_amount",
         "total_amount", "tranches_due", "tranches_on_time", "received", "closed", "open", "overdue", "verified", "substantiated", "total", "completed",
         "on_time", "lookback_done", "lookback_due", "found", "proposed", "decided", "waiting_decision", "recover_due", "recovered", "amount"}


@dataclass(frozen=True)
class Words:
    """What the form says, in the reader's language."""

    reporter: str
    as_of: str
    units: str
    total: str
    signatures: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One ledger. ``columns``: (name, header); ``about``: its period; ``adds``: whether its rows may be summed at all."""

    title: str
    columns: list[tuple[str, str]]
    rows: list[tuple]
    about: str = ""
    adds: bool = True


def workbook(sheets: list[Sheet], words: Words) -> bytes:
    """The XLSX, a sheet for each ledger."""
    content, taken = io.BytesIO(), set()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        line = {"border": 1, "valign": "vcenter"}
        looks = {name: book.add_format(line | {"num_format": form}) for name, form in
                 (("text", "@"), ("whole", "#,##0"), ("number", "0.00"), ("money", "#,##0.00"), ("date", "yyyy-mm-dd"), ("datetime", "yyyy-mm-dd hh:mm"))}
        looks |= {f"total_{name}": book.add_format(line | {"bold": True, "num_format": form}) for name, form in
                  (("whole", "#,##0"), ("money", "#,##0.00"), ("text", "@"))}
        looks |= {"title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
                  "small": book.add_format({"font_size": 10}), "right": book.add_format({"font_size": 10, "align": "right"}),
                  "head": book.add_format(line | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7EFF8"})}
        for sheet in sheets:
            _write(book.add_worksheet(_name(sheet.title, taken)), sheet, words, looks)
    return content.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: without the signs Excel forbids, 31 characters, each once."""
    name, number = re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "1", 1
    while name.lower() in taken:
        number += 1
        name = f"{name[:27]} {number}"
    taken.add(name.lower())
    return name


def _write(page, sheet: Sheet, words: Words, looks: dict) -> None:
    last = len(sheet.columns) - 1
    page.set_row(0, 28)
    if last:
        page.merge_range(0, 0, 0, last, harmless(sheet.title), looks["title"])
    else:
        page.write_string(0, 0, harmless(sheet.title), looks["title"])
    told = [one for one in (words.reporter, sheet.about, words.as_of, words.units) if one]
    for number, one in enumerate(told if last >= len(told) - 1 else ["　".join(told)]):  # spread over the columns; one cell where there are few
        page.write_string(1, number * last // max(len(told) - 1, 1), harmless(one), looks["right" if number and number == len(told) - 1 else "small"])
    widths = [_wide(header) + 2 for _, header in sheet.columns]
    for place, (_, header) in enumerate(sheet.columns):
        page.write_string(HEAD, place, header, looks["head"])
    for number, row in enumerate(sheet.rows, HEAD + 1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _cell(page, number, place, value, looks) + 2)
    end = HEAD + 1 + len(sheet.rows)
    if sheet.adds and len(sheet.rows) > 1 and (sums := _sums(sheet)) and 0 not in sums:
        for place in range(last + 1):
            if place in sums:
                page.write_number(end, place, sums[place], looks["total_money" if isinstance(sums[place], Decimal) else "total_whole"])
                widths[place] = max(widths[place], _wide(f"{sums[place]:,}") + 2)
            else:
                page.write_string(end, place, words.total if place == 0 else "", looks["total_text"])
        end += 1
    for number, one in enumerate(words.signatures):
        page.write_string(end + 1, number * last // max(len(words.signatures) - 1, 1), one, looks["small"])
    for place, width in enumerate(widths):
        page.set_column(place, place, min(width, WIDEST))
    page.freeze_panes(HEAD + 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
    page.set_footer("&C&P / &N")


def _sums(sheet: Sheet) -> dict[int, int | Decimal]:
    found = {}
    for place, (name, _) in enumerate(sheet.columns):
        values = [row[place] for row in sheet.rows if row[place] is not None]
        if name in ADDED and values and all(isinstance(value, (int, Decimal)) and not isinstance(value, bool) for value in values):
            found[place] = sum(values)
    return found


def _cell(page, number: int, place: int, value, looks: dict) -> int:
    """Writes a value as what it is; answers its width in letters."""
    if value is None:
        page.write_blank(number, place, None, looks["text"])
        return 0
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, datetime.date)):
        said = {True: "是", False: "否"}[value] if isinstance(value, bool) else "、".join(map(str, value)) if isinstance(value, list) else str(value)
        page.write_string(number, place, harmless(said), looks["text"])
        return _wide(said)
    if isinstance(value, datetime.date):
        page.write_datetime(number, place, value, looks["datetime" if isinstance(value, datetime.datetime) else "date"])
        return 16 if isinstance(value, datetime.datetime) else 10
    page.write_number(number, place, value, looks["money" if isinstance(value, Decimal) else "number" if isinstance(value, float) else "whole"])
    return _wide(f"{value:,.2f}" if not isinstance(value, int) else f"{value:,}")


def _wide(said: str) -> int:
    """Letters that a text takes; a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in said)

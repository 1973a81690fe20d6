"""The rejected rows of an import as a workbook that can be mended and imported again.

The rows are read again from the archived original, in the clerk's own columns, with 原因 behind them.
No sensitive value stands there in clear: a good one is a mark that intake resolves (tokens.py), a bad
one is blank for retyping.
"""

import io
import re

import xlsxwriter

from data.contract import Column, contracts
from data.intake import originals
from data.intake.describe import phrase
from data.intake.templates import AS_TEXT, OPTIONS, column_rule, header_format
from data.intake.tokens import is_token, token
from data.refusal import Refused

CELL_LIMIT = 32_767       # characters that Excel keeps in a cell
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|_x[0-9A-Fa-f]{4}_")  # what a workbook would change in a cell
NUMBERS = re.compile(r"[0-9]{17}[0-9Xx]|1[3-9][0-9]{9}")          # an identity number, a mobile phone
SERIAL = re.compile(r"[0-9]{0,6}")                                # 序号: says nothing about anybody
STAFF_IDS = re.compile(r"([^:、,;/|\s]*:)?[0-9A-Za-z_.-]+")
DIGITS = 10               # no number that is masked inside a text has fewer
REASON_WIDTH = 80


def workbook(store, numbers: list[int], waiting: bool = False) -> bytes:
    """The XLSX of the rejected rows of these imports, one sheet each; ``waiting`` adds the held ones."""
    content, sheets = io.BytesIO(), 0
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        for number in numbers:
            with store.reading() as cursor:
                one = _import(cursor, number)
                reasons = one and _reasons(cursor, number, one["dataset"], waiting)
                if reasons:
                    sheets += 1
                    _write(book, cursor, store, number, one, reasons, sheets)
        if not sheets:
            book.add_worksheet()  # a workbook needs one to be closed
    if not sheets:
        raise Refused("nothing_to_mend")
    return content.getvalue()


def _import(cursor, number: int) -> dict | None:
    row = cursor.execute("""select dataset, digest, sheet, exported_at, dated, headers from imports
        where import_id = ? and status = 'imported'""", [number]).fetchone()
    return row and dict(zip(("dataset", "digest", "sheet", "exported", "dated", "headers"), row, strict=True))


def _reasons(cursor, number: int, dataset: str, waiting: bool) -> dict[int, list[tuple[str | None, str]]]:
    """Line -> the clerk's header and the sentence of each of its bad cells; header None: the whole row."""
    found: dict[int, list] = {}
    for line, header, reason in cursor.execute("""select line, header, reason from rejects
            where import_id = ? and line is not null order by line""", [number]).fetchall():
        found.setdefault(line, []).append((header, reason))
    if waiting:
        for line, header, reason in cursor.execute(f"""
                select h._line, i.headers[h.m['column']],
                    replace(replace(h.m['reason'], '{{header}}', i.headers[h.m['column']]), '{{value}}', left(h.m['value'], 200))
                from (select _import, _line, unnest(_missing) as m from held.{dataset} where _import = ?) h
                join imports i on i.import_id = h._import""", [number]).fetchall():
            found.setdefault(line, []).append((header, reason))
    return found


def _write(book, cursor, store, number: int, one: dict, reasons: dict, place: int) -> None:
    contract, last = contracts()[one["dataset"]], max(reasons)
    text, wrong = (book.add_format({"num_format": AS_TEXT, **more}) for more in ({}, {"bg_color": "#FDF3DC", "border": 1, "border_color": "#A81D14"}))
    told = book.add_format({"num_format": AS_TEXT, "text_wrap": True, "font_color": "#9E1C13"})
    sheet = book.add_worksheet(f"{contract.title[:25]}{place if place > 1 else ''}")
    with originals.opened(store, one["digest"], one["sheet"], one["dataset"]) as (original, found):
        names = {position: name for name, position in found.positions.items()}
        top = 0
        if one["dated"]:  # the mended row is as old as the row it stands for
            sheet.write_string(0, 0, f"导出日期：{one['exported']:%Y-%m-%d}", text)
            top = 1
        left_out, row = [], top
        for line, cells in original.rows():
            if line > last:
                break
            if line == found.header_line:
                width = _width(cells)
                _headers(book, sheet, top, cells[:width], contract, names, len(reasons), text)
            elif line in reasons:
                if any(header is None for header, _ in reasons[line]):
                    left_out.append(line)  # its cells do not stand under their headers
                    continue
                row += 1
                bad, said = {header for header, _ in reasons[line]}, [reason for _, reason in reasons[line]]
                for position in range(width):
                    cell = cells[position] if position < len(cells) else ""
                    name = names.get(position)
                    is_bad = name is not None and one["headers"][name] in bad
                    shown = _shown(store, cursor, number, line, contract, name, cell, is_bad)
                    sheet.write_string(row, position, shown, wrong if is_bad else text)
                    if is_bad and cell.strip() and not shown:
                        said.append(phrase("sheet", "mend_blank", header=one["headers"][name].strip()))
                sheet.write_string(row, width, "\n".join(said), told)
        sheet.freeze_panes(top + 1, 0)
    _notes(book, contract, left_out, place)


def _width(headers: list[str]) -> int:
    """The clerk's own columns, without the 原因 of a workbook that is mended for the second time."""
    width = len(headers)
    while width and (not headers[width - 1].strip() or headers[width - 1].strip() == phrase("sheet", "reason")):
        width -= 1
    return width


def _headers(book, sheet, top: int, headers: list[str], contract, names: dict[int, str], rows: int, text) -> None:
    for position, header in enumerate(headers):
        column = contract[names[position]] if position in names else None
        sheet.set_column(position, position, max(12, min(2 * len(header) + 2, 30)), text)
        sheet.write_string(top, position, header, header_format(book, column))
        if column is not None:
            sheet.data_validation(top + 1, position, top + rows, position, column_rule(contract, column))
    sheet.set_column(len(headers), len(headers), REASON_WIDTH, text)
    sheet.write_string(top, len(headers), phrase("sheet", "reason"), header_format(book, None))


def _shown(store, cursor, number: int, line: int, contract, name: str | None, cell: str, is_bad: bool) -> str:
    """The cell as it may stand in the workbook: itself, a mark, or blank for retyping."""
    if not cell.strip() or (is_token(cell) and not is_bad):
        return cell
    hidden = _is_secret(cursor, contract[name] if name else None, cell)
    if is_bad and hidden:
        return ""
    if hidden or len(cell) > CELL_LIMIT or CONTROL.search(cell):
        return token(store.key, number, line, contract.dataset, name)
    return cell


def _is_secret(cursor, column: Column | None, cell: str) -> bool:
    """Whether a cell may hold what a person could be known by, also where it does not belong."""
    if column is None:
        return SERIAL.fullmatch(cell.strip()) is None
    if column.sensitive or is_token(cell):
        return True
    if column.type == "people":
        return any(not STAFF_IDS.fullmatch(part) for part in re.split(r"[、,;/|\s，；]+", cell.strip()) if part)
    if column.type == "code":
        return NUMBERS.fullmatch(cell.strip()) is not None
    if sum(map(str.isdigit, cell)) < DIGITS:
        return False
    return cursor.execute("select mask_digits($1) <> translate($1, '０１２３４５６７８９', '0123456789')", [cell]).fetchone()[0]


def _notes(book, contract, left_out: list[int], place: int) -> None:
    sheet = book.add_worksheet(f"{phrase('sheet', 'notes')}{place if place > 1 else ''}")
    sheet.set_column(0, 0, 120)
    said = [phrase("sheet", "mend", title=contract.title), phrase("sheet", "mend_how"), phrase("sheet", "mend_marks")]
    if left_out:
        said.append(phrase("sheet", "mend_left_out", lines="、".join(map(str, left_out))))
    for line, text in enumerate(said):
        sheet.write_string(line, 0, text)

"""A file as sheets of rows: each row keeps the line number that the clerk sees.

``rows()`` may be read more than once; a row is (line, cells), the line being where the record
starts, every line break counted, title and header lines too (choices.md A14).
"""

import csv
import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.intake import detect
from data.refusal import Refused

SEPARATORS = (",", "\t", ";")
LOOK = 40                 # lines in which a header must stand
CELL_LIMIT = 1 << 20      # characters in one cell; a longer one is an open quotation mark
csv.field_size_limit(CELL_LIMIT)

Row = tuple[int, list[str]]


@dataclass
class TextSheet:
    """CSV, tab- or semicolon-separated text."""

    path: Path
    encoding: str
    separator: str
    name: str | None = None

    def lines(self) -> Iterator[str]:
        """Physical lines, all kinds of line ends turned into one."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            yield from file

    def rows(self) -> Iterator[Row]:
        return records(self.lines(), self.separator)


def records(lines: Iterator[str], separator: str, line: int = 0) -> Iterator[Row]:
    """Records of delimited text. Lines without a quotation mark take the short way."""
    lines = iter(lines)
    for text in lines:
        line += 1
        if '"' not in text:
            yield line, text.rstrip("\n").split(separator)
            continue
        taken = []
        cells = quoted_record(text, lines, separator, taken, line)
        yield line, cells
        line += len(taken) - 1


def quoted_record(text: str, lines: Iterator[str], separator: str, taken: list[str], line: int) -> list[str]:
    """One record that holds quotation marks and may span lines; ``taken`` collects its lines."""
    def feed():
        for more in itertools.chain([text], lines):
            taken.append(more)
            yield more
    try:
        return next(csv.reader(feed(), delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise Refused("open_quotation", line=line) from error
        return next(csv.reader(taken, delimiter=separator))  # "甲"乙: a stray mark inside a cell stays text


@dataclass
class TableSheet:
    """A worksheet, or the table of an HTML or XML file: rows held in memory as text."""

    name: str | None
    content: list[list]

    def rows(self) -> Iterator[Row]:
        for line, cells in enumerate(self.content, 1):
            yield line, [cell_text(cell) for cell in cells]


def cell_text(cell) -> str:
    """A spreadsheet cell as text, exactly as far as the spreadsheet knows it.

    A number of 16 digits or more has lost its end in Excel; it is written with an exponent, which no
    code may have, so that it is refused there (choices.md A6).
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, (int, float)):
        if abs(cell) >= 1e15:
            return f"{cell:.14E}"
        if cell == int(cell):
            return str(int(cell))
        text = f"{cell:.15g}"
        return text if "e" not in text else f"{cell:.20f}".rstrip("0")
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    return "" if cell is None else str(cell)


def open_sheets(path: Path) -> list[TextSheet | TableSheet]:
    """The sheets of a file; text gives one sheet for each separator it may have. Refused when unreadable."""
    kind = detect.kind_of(path)
    if kind == "text":
        encoding = detect.encoding_of(path)
        return [TextSheet(path, encoding, separator) for separator in SEPARATORS]
    if kind == "markup":
        from data.intake.markup import tables
        return [TableSheet(name, rows) for name, rows in tables(path)]
    return _workbook(path)


def _workbook(path: Path) -> list[TableSheet]:
    import python_calamine

    try:
        with path.open("rb") as file:  # by content: from_path would believe the name
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
            return [TableSheet(name, list(workbook.get_sheet_by_name(name).iter_rows())) for name in workbook.sheet_names]
    except python_calamine.PasswordError as error:
        raise Refused("password_protected") from error
    except MemoryError as error:
        raise Refused("bomb") from error
    except Exception as error:  # the reader raises many kinds for damaged files; none may stop the door
        raise Refused("damaged_workbook") from error

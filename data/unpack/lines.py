"""Rows of cells -> lines of text (data/unpack)."""

import datetime
import itertools
from collections.abc import Iterator

import orjson

from data.unpack import MARK, NOT_PLAIN, SEPARATOR

TOGETHER = 500  # rows written at once


def cell_text(cell) -> str:
    """A spreadsheet cell as text, exactly as far as the spreadsheet knows it.

    A number of 16 digits or more has lost its end in Excel; it is written with an exponent, which no
    code may have, so that it is refused there (choices.md A6).
    """
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n") if "\r" in cell else cell
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


def line(row: list) -> str:
    """A row as its line."""
    try:
        text = SEPARATOR.join(row)
    except TypeError:  # not all of them are text
        row = [cell_text(cell) for cell in row]
        text = SEPARATOR.join(row)
    if text.count(SEPARATOR) != len(row) - 1 or any(sign in text for sign in NOT_PLAIN[1:]):
        return MARK + orjson.dumps([cell_text(cell) for cell in row]).decode() + "\n"
    return text + "\n"


def lines(rows: Iterator[list]) -> Iterator[bytes]:
    """The lines of rows, many at a time."""
    while together := [line(row) for row in itertools.islice(rows, TOGETHER)]:
        yield "".join(together).encode("utf-8", "replace")


def widened(together: bytes, before: int, behind: int) -> bytes:
    """Lines with so many blank cells more on either side of each row."""
    if not before and not behind:
        return together
    mark, separator = MARK.encode(), SEPARATOR.encode()
    return b"".join(
        mark + b"[" + b'"",' * before + text[2:-1] + b',""' * behind + b"]\n" if text.startswith(mark)
        else separator * before + text + separator * behind + b"\n" for text in together.split(b"\n")[:-1])

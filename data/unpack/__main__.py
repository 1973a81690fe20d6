"""The file on stdin -> lines on stdout: {"sheet": name} before each sheet, then its rows as text, one a line (data/unpack).

A process of its own, because a reader of spreadsheets makes the whole sheet in memory, and a sheet of
100 million cells must not take the server with it: here the memory is bounded, and running out of it
ends only this process. The last line says {"refused": code} when the file cannot be read.
"""

import datetime
import io
import itertools
import os
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import orjson

from data.refusal import Refused
from data.unpack import MARK, NOT_PLAIN, SEPARATOR

MEGA = 1 << 20
SECONDS = 900     # of the processor; a bomb may also be slow
TOGETHER = 500    # rows written at once
UNBOUNDED_SHARE = 4  # where memory cannot be bounded, a file may unpack to one part in so many of what would be the bound


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


def workbook(file) -> Iterator[tuple[dict, Iterator[list]]]:
    """(what is said of a sheet, its rows) of XLSX, XLS and ET."""
    import python_calamine

    from data.unpack import formats

    content = file.read()
    try:
        with ThreadPoolExecutor(1) as beside:  # the reader does its work without Python's lock
            unsaid = beside.submit(formats.unsaid, io.BytesIO(content))
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                since_1904, marks = unsaid.result()
                yield {"sheet": name, "since_1904": since_1904}, _as_shown(sheet, marks[name]) if marks.get(name) else sheet.iter_rows()
    except python_calamine.PasswordError as error:
        raise Refused("password_protected") from error
    except MemoryError:
        raise
    except Exception as error:  # the reader raises many kinds for damaged files
        raise Refused("damaged_workbook") from error


def _as_shown(sheet, marks: dict[int, dict[int, str]]) -> Iterator[list]:
    """A sheet's rows with their marked cells as the clerk sees them (formats.py). The reader gives rows from the first column in use on."""
    from data.unpack.formats import shown

    left = sheet.start[1] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows()):
        for place, mark in marks.get(number, {}).items():
            if 0 <= place - left < len(row):
                row[place - left] = shown(row[place - left], mark)
        yield row


def markup(file) -> Iterator[tuple[dict, Iterator[list]]]:
    from data.unpack.markup import tables

    return (({"sheet": name}, iter(rows)) for name, rows in tables(file.read()))


def unpack(kind: str, file, out) -> None:
    for said, rows in {"workbook": workbook, "markup": markup}[kind](file):
        out.write(MARK.encode() + orjson.dumps(said) + b"\n")
        while together := [_line(row) for row in itertools.islice(rows, TOGETHER)]:
            out.write("".join(together).encode("utf-8", "replace"))


def _line(row: list) -> str:
    try:
        text = SEPARATOR.join(row)
    except TypeError:  # not all of them are text
        row = [cell_text(cell) for cell in row]
        text = SEPARATOR.join(row)
    if text.count(SEPARATOR) != len(row) - 1 or any(sign in text for sign in NOT_PLAIN[1:]):
        return MARK + orjson.dumps([cell_text(cell) for cell in row]).decode() + "\n"
    return text + "\n"


def _bound(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        from data.unpack import windows

        if not (sys.platform == "win32" and windows.bound(megabytes, SECONDS)) and _unpacked() > megabytes * MEGA // UNBOUNDED_SHARE:
            raise MemoryError from None  # what it unpacks to is all that can be judged
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGA, megabytes * MEGA))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unpacked() -> int:
    """The bytes that the file on stdin unpacks to."""
    with open(0, "rb", closefd=False) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                return sum(member.file_size for member in archive.infolist())
        except zipfile.BadZipFile:
            return os.fstat(0).st_size
        finally:
            file.seek(0)


def main() -> int:
    try:
        with open(0, "rb", closefd=False) as file, open(1, "wb", closefd=False) as out:
            try:
                _bound(int(sys.argv[2]))
                unpack(sys.argv[1], file, out)
            except Refused as error:
                out.write(MARK.encode() + orjson.dumps({"refused": error.code}) + b"\n")
            except (MemoryError, RecursionError):
                out.write(MARK.encode() + b'{"refused":"bomb"}\n')
    except OSError:
        return 2  # no room on the disk
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The file on stdin -> lines of JSON on stdout: {"sheet": name} before each sheet, then its rows as text, many to a line.

A process of its own, because a reader of spreadsheets makes the whole sheet in memory, and a sheet of
100 million cells must not take the server with it: here the memory is bounded, and running out of it
ends only this process. The last line is {"refused": code} when the file cannot be read.
"""

import datetime
import itertools
import os
import sys
import zipfile
from collections.abc import Iterator

import orjson

from data.refusal import Refused

MEGA = 1 << 20
SECONDS = 900     # of the processor; a bomb may also be slow
TOGETHER = 500    # rows in a line
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

    since_1904, marks = formats.unsaid(file)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).iter_rows()
            yield {"sheet": name, "since_1904": since_1904}, _as_shown(rows, marks[name]) if marks.get(name) else rows
    except python_calamine.PasswordError as error:
        raise Refused("password_protected") from error
    except MemoryError:
        raise
    except Exception as error:  # the reader raises many kinds for damaged files
        raise Refused("damaged_workbook") from error


def _as_shown(rows: Iterator[list], marks: dict[int, dict[int, str]]) -> Iterator[list]:
    """Rows with their marked cells as the clerk sees them (formats.py)."""
    from data.unpack.formats import shown

    for number, row in enumerate(rows):
        for place, mark in marks.get(number, {}).items():
            if place < len(row):
                row[place] = shown(row[place], mark)
        yield row


def markup(file) -> Iterator[tuple[dict, Iterator[list]]]:
    from data.unpack.markup import tables

    return (({"sheet": name}, iter(rows)) for name, rows in tables(file.read()))


def unpack(kind: str, file, out) -> None:
    for said, rows in {"workbook": workbook, "markup": markup}[kind](file):
        out.write(orjson.dumps(said) + b"\n")
        while together := [[cell if type(cell) is str and "\r" not in cell else cell_text(cell) for cell in row]
                           for row in itertools.islice(rows, TOGETHER)]:
            out.write(orjson.dumps(together) + b"\n")


def _bound(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: what it unpacks to is all that can be judged
        if _unpacked() > megabytes * MEGA // UNBOUNDED_SHARE:
            raise MemoryError from None
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
                out.write(orjson.dumps({"refused": error.code}) + b"\n")
            except (MemoryError, RecursionError):
                out.write(b'{"refused":"bomb"}\n')
    except OSError:
        return 2  # no room on the disk
    return 0


if __name__ == "__main__":
    sys.exit(main())

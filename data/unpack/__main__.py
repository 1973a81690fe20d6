"""The file on stdin -> lines on stdout: {"sheet": name} before each sheet, then its rows as text, one a line (data/unpack).

A process of its own, because a reader of spreadsheets makes the whole sheet in memory, and a sheet of
100 million cells must not take the server with it: here the memory is bounded, and running out of it
ends only this process. The last line says {"refused": code} when the file cannot be read.
"""

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import orjson

from data.refusal import Refused
from data.unpack import MARK
from data.unpack.lines import lines

MEGA = 1 << 20
SECONDS = 900     # of the processor; a bomb may also be slow
UNBOUNDED_SHARE = 4  # where memory cannot be bounded, a file may unpack to one part in so many of what would be the bound


def workbook(file, megabytes: int) -> Iterator[tuple[dict, Iterator[bytes]]]:
    """(what is said of a sheet, its lines) of XLSX, XLS and ET."""
    import python_calamine

    from data.unpack import formats, pieces

    content = file.read()
    try:
        with ThreadPoolExecutor(1) as beside:  # the reader does its work without Python's lock
            unsaid = beside.submit(formats.Unsaid, content)
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            for name in book.sheet_names:
                found = pieces.lines(unsaid.result(), name, megabytes)
                if found is None:
                    marks = beside.submit(unsaid.result().marks, name)
                    sheet = book.get_sheet_by_name(name)
                    rows = sheet.iter_rows()
                    found = lines(formats.as_shown(rows, marks.result(), 0, sheet.start[1]) if marks.result() and sheet.start else rows)
                yield {"sheet": name, "since_1904": unsaid.result().since_1904}, found
    except python_calamine.PasswordError as error:
        raise Refused("password_protected") from error
    except MemoryError:
        raise
    except Exception as error:  # the reader raises many kinds for damaged files
        raise Refused("damaged_workbook") from error


def markup(file, _megabytes: int) -> Iterator[tuple[dict, Iterator[bytes]]]:
    from data.unpack.markup import tables

    return (({"sheet": name}, lines(iter(rows))) for name, rows in tables(file.read()))


def unpack(kind: str, file, out, megabytes: int) -> None:
    for said, found in {"workbook": workbook, "markup": markup}[kind](file, megabytes):
        out.write(MARK.encode() + orjson.dumps(said) + b"\n")
        for together in found:
            out.write(together)


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
                unpack(sys.argv[1], file, out, int(sys.argv[2]))
            except Refused as error:
                out.write(MARK.encode() + orjson.dumps({"refused": error.code}) + b"\n")
            except (MemoryError, RecursionError):
                out.write(MARK.encode() + b'{"refused":"bomb"}\n')
    except OSError:
        return 2  # no room on the disk
    return 0


if __name__ == "__main__":
    sys.exit(main())

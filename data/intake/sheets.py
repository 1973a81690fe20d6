"""A file as sheets of rows: each row keeps the line number that the clerk sees.

``rows()`` may be read more than once; a row is (line, cells), the line being where the record
starts, every line break counted, title and header lines too (choices.md A14).
"""

import csv
import errno
import io
import itertools
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from data.intake import detect
from data.refusal import Refused
from data.settings import settings
from data.unpack import MARK, SEPARATOR

ROOT = Path(__file__).parents[2]

SEPARATORS = (",", "\t", ";")
ODD_SEPARATORS = ("|", "，", "；", "^")  # tried when none of the usual ones gives a header
SAID = MARK.encode() + b"{"  # begins a line of what is said of a sheet
TOGETHER = 1 << 20        # bytes of a workbook's lines read at once
LOOK = 40                 # lines in which a header must stand
CELL_LIMIT = 1 << 20      # characters in one cell; a longer one is an open quotation mark
csv.field_size_limit(CELL_LIMIT)
# Ctrl-C is for us: a child that it ends would make a good workbook look like one that cannot be read
APART = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if sys.platform == "win32" else {"process_group": 0}
STOPPED = (-signal.SIGTERM, -signal.SIGINT)

Row = tuple[int, list[str]]


@dataclass
class TextSheet:
    """CSV, tab- or semicolon-separated text."""

    path: Path
    encoding: str
    separator: str
    name: str | None = None
    since_1904 = False
    mark = '"'  # a line that holds it is no row to be split at its separators

    def lines(self) -> Iterator[str]:
        """Physical lines, all kinds of line ends turned into one."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            yield from file

    def marked(self, text: str, lines: Iterator[str], line: int) -> tuple[list[str], int]:
        """The row of a line with the mark, and how many further lines it took."""
        taken: list[str] = []
        cells = quoted_record(text, lines, self.separator, taken, line)
        return cells, len(taken) - 1

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
        return next(csv.reader(feed(), delimiter=separator, strict=True, skipinitialspace=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise Refused("open_quotation", line=line) from error
        return next(csv.reader(taken, delimiter=separator, skipinitialspace=True))  # "甲"乙: a stray mark inside a cell stays text


class Spool:
    """An unnamed file, closed with the last sheet that lies in it."""

    def __init__(self):
        self.file = tempfile.TemporaryFile()  # noqa: SIM115

    def __del__(self):
        self.file.close()


@dataclass
class TableSheet:
    """A worksheet, or the table of an HTML or XML file: its rows lie one a line in an unnamed file (data/unpack)."""

    name: str | None
    spool: Spool
    start: int
    end: int
    since_1904: bool = False  # a day that is a plain number counts from 1904
    separator, mark = SEPARATOR, MARK

    def lines(self) -> Iterator[str]:
        place, file = self.start, self.spool.file
        while place < self.end:
            file.seek(place)
            together = file.read(min(TOGETHER, self.end - place))
            together += file.readline() if place + len(together) < self.end else b""
            place += len(together)  # kept here: sheets of one workbook may be read in turns
            yield from io.StringIO(together.decode(), newline="\n")

    def marked(self, text: str, lines: Iterator[str], line: int) -> tuple[list[str], int]:
        """The row of a line with the mark, and how many further lines it took: none."""
        return orjson.loads(text[1:]), 0

    def rows(self) -> Iterator[Row]:
        for line, text in enumerate(self.lines(), 1):
            yield line, orjson.loads(text[1:]) if text[0] == MARK else text[:-1].split(SEPARATOR)


def open_sheets(path: Path) -> list[TextSheet | TableSheet]:
    """The sheets of a file; text gives one sheet for each separator it may have. Refused when unreadable."""
    kind = detect.kind_of(path)
    if kind == "text":
        encoding = detect.encoding_of(path)
        return [TextSheet(path, encoding, separator) for separator in (*SEPARATORS, *ODD_SEPARATORS)]
    return _unpacked(path, kind)


def _unpacked(path: Path, kind: str) -> list[TableSheet]:
    """Reads a workbook or a page in a process of its own, which may run out of memory; this one must not."""
    spool = Spool()
    rows = spool.file
    words = [sys.executable, "-P", "-m", "data.unpack", kind, str(settings().unpack_megabytes)]
    with path.open("rb") as source:
        done = subprocess.run(words, stdin=source, stdout=rows, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, **APART)
    if done.returncode in STOPPED:
        raise OSError(errno.EINTR, os.strerror(errno.EINTR))
    if done.returncode == 2:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        raise Refused("bomb")
    rows.seek(0)
    sheets, place = [], 0
    for line in rows:
        place += len(line)
        if line.startswith(SAID):
            said = orjson.loads(line[1:])
            if "refused" in said:
                raise Refused(said["refused"])
            sheets.append(TableSheet(said["sheet"], spool, place, place, said.get("since_1904", False)))
        else:
            sheets[-1].end = place
    if not sheets:
        raise Refused("not_a_table")
    return sheets

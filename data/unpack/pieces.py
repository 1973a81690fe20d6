"""A large sheet of an XLSX read a piece at a time: some thousand rows as a workbook of their own, two at once while the next is unpacked.

The reader goes through a whole sheet twice, the second time for merged cells that nobody asks for, and holds all its cells until the
last is read. What the cells of a piece say is the reader's word as before; only the numbers of shared texts are looked up here, since
each piece would have to read all texts again. Where anything is odd, ``lines`` gives None and the sheet is read whole.
"""

import io
import itertools
import re
import secrets
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import python_calamine

from data.unpack import SEPARATOR, plain
from data.unpack.formats import Unsaid, as_shown
from data.unpack.lines import line, widened

PIECE = 4 << 20  # bytes of XML; more of them would not fit into the processor's cache
MOST = 8 * PIECE  # that hold no row's end, or follow the rows
AT_ONCE = 2
CELL = 24  # bytes that the reader takes for a cell of a sheet, blank or not
ROW, ROWS, ROWS_END = b'<row r="', b"<sheetData>", b"</sheetData>"
NO_MERGED_CELLS = b"<mergeCells/>"
SHARED_TEXT = b' t="s"><v>'
OTHER_LETTERS = re.compile(rb"encoding=[\"'](?!utf-8)", re.IGNORECASE)
NEEDED = ("[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
TEXTS = "xl/sharedstrings.xml"


class _OddError(Exception):
    """The sheet is not what all usual programs write."""


@dataclass
class _Part:
    """Rows first..last and columns left..right of a sheet, counted from 0, as lines."""

    first: int
    last: int
    left: int
    right: int
    lines: bytes


def lines(unsaid: Unsaid, name: str, megabytes: int) -> Iterator[bytes] | None:
    """The lines of a sheet, or None where it cannot be read in pieces."""
    if name not in unsaid.sheets or unsaid.archive.getinfo(unsaid.sheets[name]).file_size <= PIECE:
        return None
    try:
        parts = [part for part in Sheet(unsaid, name).parts() if part]
        if not parts or any(after.first <= before.last for before, after in itertools.pairwise(parts)):
            return None
    except MemoryError:
        raise
    except Exception:  # the reader raises many kinds, of a damaged file for one
        return None
    return _together(parts, megabytes << 20)


def _together(parts: list[_Part], memory: int) -> Iterator[bytes]:
    """All parts as wide as the widest, with the blank rows above and between them."""
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    if (parts[-1].last - parts[0].first + 1) * (right - left + 1) * CELL > memory:
        raise MemoryError
    blank, row = SEPARATOR.encode() * (right - left) + b"\n", 0
    for part in parts:
        yield blank * (part.first - row)
        yield widened(part.lines, part.left - left, right - part.right)
        row = part.last + 1


class Sheet:
    """A sheet of a workbook on its way."""

    def __init__(self, unsaid: Unsaid, name: str):
        self.unsaid, self.name, self.part, self.head = unsaid, name, unsaid.sheets[name], b""
        self.columns: tuple[int, int] | None = None  # the widest so far
        self.sign = secrets.token_hex(6)  # before the number of a shared text; no cell begins so
        self.base = self._base(NEEDED)
        self.texts = self._texts() if TEXTS in unsaid.parts else []
        self.signed, self.known = {f"{self.sign}{number}": text for number, text in enumerate(self.texts)}, plain.known(self.texts)

    def parts(self) -> Iterator[_Part | None]:
        waiting: deque = deque()
        with ThreadPoolExecutor(AT_ONCE) as readers:  # the reader works without Python's lock
            for piece in self._pieces():
                waiting.append(readers.submit(self._read, *piece))
                if len(waiting) > AT_ONCE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _pieces(self) -> Iterator[tuple[bytes, bool]]:
        """Some rows of the sheet's XML, and whether they are the last, with what follows them."""
        kept = b""
        with self.unsaid.archive.open(self.part) as file:
            while block := file.read(PIECE):
                block = kept + block
                if not self.head:
                    self.head, found, block = block.partition(ROWS)
                    if not found or OTHER_LETTERS.search(self.head):
                        raise _OddError
                end = block.find(ROWS_END)
                cut = max(block.rfind(ROW, 0, end if end >= 0 else len(block)), 0)
                if cut:
                    yield block[:cut], False
                kept = block[cut:]
                if len(kept) > MOST:  # as where the rows do not say their number
                    raise _OddError
        yield kept, True

    def _read(self, rows: bytes, last: bool) -> _Part | None:
        if self.columns and not last and (found := self.plainly(rows)):
            return found
        # what follows the rows may be damaged: the reader, which has read it on its second way, is to say so
        xml = self.head + ROWS + rows if last else self.head + NO_MERGED_CELLS + ROWS + rows + ROWS_END + b"</worksheet>"
        marks = self.unsaid.marked(xml)
        sheet = _workbook(self.base, self.part, xml.replace(SHARED_TEXT, b' t="str"><v>' + self.sign.encode())).get_sheet_by_name(self.name)
        (first, left), (end, right) = sheet.start or (0, 0), sheet.end or (-1, -1)
        if any(mark.startswith("#") and not (first <= row <= end and left <= column <= right)
               for row, found in marks.items() for column, mark in found.items()):
            raise _OddError  # blank to the reader: shown only where the table has a place for it
        if sheet.start is None:
            return None
        rows = sheet.to_python()
        if self.texts:
            text_of = self.signed.get
            rows = [list(map(text_of, row, row)) for row in rows]
        text = "".join([line(row) for row in (as_shown(rows, marks, first, left) if marks else rows)])
        if self.sign in text:
            raise _OddError
        self.columns = (min(left, self.columns[0]), max(right, self.columns[1])) if self.columns else (left, right)
        return _Part(first, end, left, right, text.encode("utf-8", "replace"))

    def plainly(self, rows: bytes) -> _Part | None:
        """Rows of the columns that were found in others, without the reader."""
        left, right = self.columns
        found = plain.rows(rows.decode(), left, right, self.known)
        return found and _Part(found[0], found[0] + found[1].count("\n") - 1, left, right, found[1].encode())

    def _texts(self) -> list[str]:
        """The shared texts as the reader reads them, in a sheet of them all."""
        count = self.unsaid.part(TEXTS).count(b"<si>")
        if not count:
            return []
        cells = b"".join(b'<row><c t="s"><v>%d</v></c></row>' % number for number in range(count))
        book = _workbook(self._base((*NEEDED, TEXTS)), self.part, b"<worksheet>" + NO_MERGED_CELLS + ROWS + cells + ROWS_END + b"</worksheet>")
        return [text for text, in book.get_sheet_by_name(self.name).iter_rows()]

    def _base(self, needed: tuple[str, ...]) -> bytes:
        """An archive of the workbook's parts but for its sheets."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for part in needed:
                if part in self.unsaid.parts:
                    archive.writestr(self.unsaid.parts[part], self.unsaid.part(part))
        return content.getvalue()


def _workbook(base: bytes, part: str, sheet: bytes) -> python_calamine.CalamineWorkbook:
    content = io.BytesIO(base)
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(part, sheet)
    content.seek(0)
    return python_calamine.CalamineWorkbook.from_filelike(content)

"""What the reader of workbooks leaves out: cells that show an error, and number formats that change what a number says.

The reader gives #N/A as a blank, 30% as 0.3, and 1001 for a cell that shows 01001. A clerk means what the cell shows. A formula
that no spreadsheet has computed yet is a blank too; it is given as an error, because nobody knows what it would show.
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import unescape  # nosec B406: replaces entities in a text, parses nothing

from data.unpack import biff

BLOCK = 1 << 20
PART = 64 << 20  # the parts beside the sheets are small
SINCE_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
TAG = re.compile(r"<(?:\w+:)?(\w+)\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"|([\w:]+)='([^']*)'")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
PLACE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
SHOWN_ERROR = re.compile(rb"(#[A-Z0-9/_]+[!?]?)<")
NOT_COMPUTED = re.compile(rb"<(?:\w+:)?c\b((?:(?!\bt=[\"']str)[^>])*)><(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
                          rb"(?:<(?:\w+:)?v(?:/>|></(?:\w+:)?v>))?</(?:\w+:)?c>")
PERCENT, ERROR, UNKNOWN = "%", "#N/A", "#CALC!"
CODED = re.compile(r"(?:\"([A-Za-z0-9-]*)\")?(0+)")  # 00000, "SL"0000: a number that is shown as a code
DAMAGED = (zipfile.BadZipFile, KeyError, IndexError, OSError, ValueError, EOFError, NotImplementedError)

Marks = dict[int, dict[int, str]]  # row -> column -> what its number format does, or the error it shows


def meaning(code: str) -> str | None:
    """What a number format does to a number: PERCENT, a prefix and zeros, or nothing that matters."""
    first = code.split(";")[0]
    if "%" in re.sub(r"\"[^\"]*\"|\\.", "", first):
        return PERCENT
    coded = CODED.fullmatch(re.sub(r"\\([A-Za-z0-9-])", r'"\1"', first).replace('""', ""))
    return (coded[1] or "") + coded[2] if coded and (coded[1] or len(coded[2]) > 1) else None


def shown(cell, mark: str):
    """The cell as the clerk sees it."""
    if mark.startswith("#"):
        return mark
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    if mark == PERCENT:
        return f"{cell * 100:.15g}%"
    return mark[:-len(zeros)] + f"{int(cell):0{len(zeros)}d}" if cell == int(cell) >= 0 and (zeros := re.search("0+$", mark)[0]) else cell


def as_shown(rows: Iterable[list], marks: Marks, first: int, left: int) -> Iterator[list]:
    """Rows from that row and column on, their marked cells as the clerk sees them."""
    for number, row in enumerate(rows, first):
        for place, mark in marks.get(number, {}).items():
            if 0 <= place - left < len(row):
                row[place - left] = shown(row[place - left], mark)
        yield row


class Unsaid:
    """What is unsaid of a workbook: whether days that are plain numbers count from 1904, and the marked cells of each sheet.

    A damaged file is the reader's to refuse: of it, nothing is known.
    """

    def __init__(self, content: bytes):
        self.since_1904, self._found, self._styles, self._signs = False, {}, {}, [b't="e"', b"t='e'"]
        self.archive: zipfile.ZipFile | None = None
        self.parts: dict[str, str] = {}   # a part's name, as it should be written -> as it is
        self.sheets: dict[str, str] = {}  # sheet -> the part that holds it
        with contextlib.suppress(*DAMAGED):
            if zipfile.is_zipfile(io.BytesIO(content)):
                self._look_into(zipfile.ZipFile(io.BytesIO(content)))
            else:
                self.since_1904, self._found = biff.unsaid(content, meaning)

    def _look_into(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.parts = archive, {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        book = self.part("xl/workbook.xml")
        places = {said["Id"]: said["Target"] for name, said in _tags(self.part("xl/_rels/workbook.xml.rels")) if name == "Relationship"}
        self._styles, sheets = _styles(self.part("xl/styles.xml")) if "xl/styles.xml" in self.parts else {}, {}
        self._signs += [b"s=%s%s%s" % (quote, style, quote) for style in self._styles for quote in (b'"', b"'")]
        for name, said in _tags(book):
            if name == "sheet":
                target = next(places[value] for key, value in said.items() if key.endswith(":id")).lstrip("/")
                path = (target if target.startswith("xl/") else f"xl/{target}").lower()
                if path in self.parts:
                    sheets[said["name"]] = self.parts[path]
        self.since_1904, self.sheets = SINCE_1904.search(book) is not None, sheets

    def part(self, name: str) -> bytes:
        """A part that is no sheet."""
        with self.archive.open(self.parts[name]) as found:
            return found.read(PART)

    def marks(self, name: str) -> Marks:
        """The marked cells of a sheet, its XML read a block at a time."""
        if name not in self.sheets:
            return self._found.get(name, {})
        marks, kept = {}, b""
        try:
            with self.archive.open(self.sheets[name]) as sheet:
                while block := sheet.read(BLOCK):
                    block = kept + block
                    cut = block.rfind(b"<row")  # whole rows together where there are any
                    cut = cut if cut > 0 else block.rfind(b"<")
                    marks |= self.marked(block[:cut])
                    kept = block[cut:]
        except DAMAGED:
            return {}
        return marks | self.marked(kept)

    def marked(self, block: bytes) -> Marks:
        """The marked cells of whole rows of a sheet's XML; without any, it costs a search or two."""
        marks: Marks = {}
        if b"<f" in block or b":f" in block:
            for cell in NOT_COMPUTED.finditer(block):
                if place := PLACE.search(cell[1]):
                    marks.setdefault(int(place[2]) - 1, {})[_column(place[1])] = UNKNOWN
        if not any(sign in block for sign in self._signs):
            return marks
        for cell in CELL.finditer(block):
            said, style = cell[1], STYLE.search(cell[1])
            is_error = b't="e"' in said or b"t='e'" in said
            mark = ERROR if is_error else self._styles.get(style[1]) if style else None
            place = PLACE.search(said) if mark else None
            if place:
                if is_error and (error := SHOWN_ERROR.search(block, cell.end(), cell.end() + 5000)):
                    mark = error[1].decode()
                marks.setdefault(int(place[2]) - 1, {})[_column(place[1])] = mark
        return marks


def _tags(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    for name, said in TAG.findall(content.decode("utf-8", "replace")):
        yield name, {one or other: unescape(value or more, {"&quot;": '"'}) for one, value, other, more in ATTRIBUTE.findall(said)}


def _styles(content: bytes) -> dict[bytes, str]:
    """Number of a cell's style -> what its number format does, for those that do something."""
    codes, inside, found, number = {"9": "0%", "10": "0.00%"}, False, {}, 0
    for name, said in _tags(content):
        if name == "numFmt":
            codes[said["numFmtId"]] = said["formatCode"]
        elif name in ("cellXfs", "cellStyles"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            if does := meaning(codes.get(said.get("numFmtId", "0"), "")):
                found[str(number).encode()] = does
            number += 1
        elif name == "dxfs":
            break
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1

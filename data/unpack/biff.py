"""The records of an XLS or ET that its reader does not speak of: number formats, error cells, days from 1904."""

import struct
from collections.abc import Callable, Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE = 0xFFFFFFFA  # sector numbers from here on are none
DATE_MODE, FORMAT, STYLE, SHEET, END = 0x22, 0x41E, 0xE0, 0x85, 0x0A
NUMBER, PACKED, PACKED_ROW, FORMULA, ERROR_CELL = 0x203, 0x27E, 0xBD, 0x06, 0x205
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def unsaid(content: bytes, meaning: Callable[[str], str | None]) -> tuple[bool, dict[str, dict[int, dict[int, str]]]]:
    """(whether days that are plain numbers count from 1904, sheet -> row -> column -> what its format does or its error)."""
    if not content.startswith(SIGNATURE):
        return False, {}
    stream = _workbook(content)
    since_1904, codes, styles, sheets = False, {9: "0%", 10: "0.00%"}, [], []
    for kind, at, length in _records(stream, 0):
        if kind == DATE_MODE:
            since_1904 = stream[at] == 1
        elif kind == FORMAT:
            number, letters, wide = struct.unpack_from("<HHB", stream, at)
            codes[number] = _text(stream, at + 5, letters, wide)
        elif kind == STYLE:
            styles.append(meaning(codes.get(struct.unpack_from("<H", stream, at + 2)[0], "")))
        elif kind == SHEET and length > 8:
            sheets.append((_text(stream, at + 8, stream[at + 6], stream[at + 7]), struct.unpack_from("<I", stream, at)[0]))
        elif kind == END:
            break
    return since_1904, {name: _marked(stream, start, styles) for name, start in sheets}


def _text(stream: bytes, at: int, letters: int, wide: int) -> str:
    return stream[at:at + 2 * letters].decode("utf-16-le") if wide & 1 else stream[at:at + letters].decode("latin-1")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _marked(stream: bytes, start: int, styles: list[str | None]) -> dict[int, dict[int, str]]:
    marks: dict[int, dict[int, str]] = {}
    for kind, at, length in _records(stream, start):
        if kind == END:
            break
        if kind in (NUMBER, PACKED, FORMULA, ERROR_CELL):
            row, column, style = struct.unpack_from("<HHH", stream, at)
            mark = styles[style]
            if kind == ERROR_CELL:
                mark = ERRORS.get(stream[at + 6], "#N/A") if stream[at + 7] else None
            elif kind == FORMULA and stream[at + 12:at + 14] == b"\xff\xff":  # its result is no number
                mark = ERRORS.get(stream[at + 8], "#N/A") if stream[at + 6] == 2 else None
            if mark:
                marks.setdefault(row, {})[column] = mark
        elif kind == PACKED_ROW:
            row, column = struct.unpack_from("<HH", stream, at)
            for place in range((length - 6) // 6):
                if mark := styles[struct.unpack_from("<H", stream, at + 4 + 6 * place)[0]]:
                    marks.setdefault(row, {})[column + place] = mark
    return marks


def _workbook(content: bytes) -> bytes:
    """The stream ``Workbook`` of a compound file, by its allocation table."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    tables, directory = struct.unpack_from("<II", content, 44)
    more = struct.unpack_from("<I", content, 68)[0]
    numbers = list(struct.unpack_from("<109I", content, 76))

    def sector(number: int) -> bytes:
        return content[(number + 1) * size:(number + 2) * size]

    while more < FREE and len(numbers) < tables + 128:
        part = struct.unpack(f"<{size // 4}I", sector(more))
        numbers += part[:-1]
        more = part[-1]
    following: list[int] = []
    for number in numbers[:tables]:
        following += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(number: int) -> bytes:
        parts: list[bytes] = []
        while number < FREE and len(parts) <= len(following):
            parts.append(sector(number))
            number = following[number]
        return b"".join(parts)

    entries = chain(directory)
    for at in range(0, len(entries), 128):
        name = entries[at:at + max(struct.unpack_from("<H", entries, at + 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, length = struct.unpack_from("<II", entries, at + 116)
            return chain(start)[:length]
    raise ValueError("no workbook in the compound file")

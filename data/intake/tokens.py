"""Opaque marks for sensitive cells in the workbook of rejected rows: 〔保密:...〕 instead of 王小国.

A mark is the encrypted place of a cell: import, line and column. Only this store's key opens it, it says
nothing about the value, and it counts only in the column that it was given for: put into another one it
would carry a name to where names are not protected.
"""

import base64
import csv
import os
import re
import shutil
import struct
import tempfile
import zlib

from data.intake import originals
from data.intake.recognise import Recognised
from data.privacy import Key
from data.refusal import Refused, sentence

MARK = "〔保密:"
TOKEN = re.compile(r"〔保密:([A-Za-z0-9_-]+)〕")
PLACE = struct.Struct(">QII")  # import, line, checksum of dataset and column
BLOCK = 1 << 20


def _place(number: int, line: int, dataset: str, column: str | None) -> bytes:
    return PLACE.pack(number, line, zlib.crc32(f"{dataset}.{column}".encode()))


def token(key: Key, number: int, line: int, dataset: str, column: str | None) -> str:
    """The mark of one cell; ``column`` None for one that no dataset declares."""
    return f"{MARK}{base64.urlsafe_b64encode(key.seal(_place(number, line, dataset, column))).decode().rstrip('=')}〕"


def is_token(cell: str) -> bool:
    return TOKEN.fullmatch(cell.strip()) is not None


def _opened(key: Key, cell: str, dataset: str, column: str) -> tuple[int, int] | None:
    """(import, line) of a mark that this store gave for this column, else None."""
    found = TOKEN.fullmatch(cell.strip())
    try:
        place = key.open(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))) if found else b""
    except (Refused, ValueError, zlib.error):
        return None
    if len(place) != PLACE.size:
        return None
    number, line, _ = PLACE.unpack(place)
    return (number, line) if place == _place(number, line, dataset, column) else None


def _occurs(file) -> bool:
    """Whether a mark stands anywhere in the scratch file; costs one look at its bytes."""
    mark, at, tail = MARK.encode(), 0, b""
    while block := os.pread(file.fileno(), BLOCK, at) if hasattr(os, "pread") else _read_at(file, at):
        if mark in tail + block:
            return True
        at, tail = at + len(block), block[1 - len(mark):]
    return False


def _read_at(file, at: int) -> bytes:
    os.lseek(file.fileno(), at, os.SEEK_SET)
    return os.read(file.fileno(), BLOCK)


def resolve(cursor, store, found: Recognised, separator: str, file, number: int) -> int:
    """Puts the original values into the scratch file. Rows whose marks cannot be resolved go to the rejects.

    Returns how many rows were rejected.
    """
    if not _occurs(file):
        return 0
    file.seek(0)
    known = _values(cursor, store, found, csv.reader(file, delimiter=separator))
    file.seek(0)
    rejected = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as resolved:
        writer = csv.writer(resolved, delimiter=separator, lineterminator="\n")
        for line, *cells in csv.reader(file, delimiter=separator):
            bad = []
            for name, position in found.positions.items():
                if MARK in cells[position]:
                    value = known.get((name, cells[position].strip()))
                    cells[position] = value if value is not None else ""
                    bad += [name] if value is None else []
            rejected += bool(bad)
            for name in bad:
                header = found.headers[name]
                cursor.execute("insert into rejects values (?, ?, ?, null, 'wrong_file', ?)",
                               [number, int(line), header, sentence("token_unknown", header=header.strip())])
            if not bad:
                writer.writerow([line, *cells])
        resolved.seek(0)
        file.seek(0)
        file.truncate()
        shutil.copyfileobj(resolved, file)
        file.flush()
    return rejected


def _values(cursor, store, found: Recognised, rows) -> dict[tuple[str, str], str]:
    """(column, mark) -> original cell, for every mark of the rows that this store can resolve."""
    dataset, wanted = found.contract.dataset, {}
    for _, *cells in rows:
        for name, position in found.positions.items():
            if MARK in cells[position] and (place := _opened(store.key, cells[position], dataset, name)):
                wanted.setdefault(place[0], {}).setdefault(place[1], []).append((name, cells[position].strip()))
    known = {}
    for number, lines in wanted.items():
        origin = cursor.execute("select digest, sheet from imports where import_id = ? and dataset = ?", [number, dataset]).fetchone()
        try:
            with originals.opened(store, *origin, dataset) as (sheet, seen):
                for line, cells in sheet.rows():
                    for name, mark in lines.get(line, ()):
                        position = seen.positions[name]
                        known[name, mark] = cells[position] if position < len(cells) else ""
        except (Refused, TypeError, StopIteration):
            continue  # its time in the archive is over: the row is rejected with that sentence
    return known

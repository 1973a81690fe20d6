"""Rows typed in the app go the way of imported ones: the same checks, keys, history, seals and provenance.

So an entered score sheet and an exported one are the same thing: they answer alike, are listed under
``imports`` (file 系统录入) and export in the dataset's own form.
"""

import datetime
import secrets
from dataclasses import dataclass

from data import database
from data.contract import contracts
from data.intake import stage
from data.intake.recognise import Recognised
from data.intake.settle import settle
from data.refusal import Refused
from data.unpack import SEPARATOR

ENTERED = "系统录入"  # stands where an import has its file's name


@dataclass
class Typed:
    """A sheet of rows typed in the app, for ``stage.load``."""

    cells: list[list[str]]
    name: str | None = None
    since_1904: bool = False
    separator: str = SEPARATOR

    def rows(self):
        return enumerate(self.cells, 1)


def text(value) -> str:
    """A value as a clerk would have typed it; blank for None."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime.datetime():
            return value.isoformat(" ", "seconds")
        case list() | tuple():
            return "、".join(map(text, value))
    return str(value)


def enter(cursor, who: str, dataset: str, rows: list[dict], new: bool = True, file: str = ENTERED, digest: str | None = None) -> int:
    """Puts rows (column -> value) into a dataset inside the caller's ``store.writing``; returns the import's number.

    Refused, and with the caller's transaction nothing is written, when a cell fails the dataset's checks
    (the sentence a clerk would read), when a reference is unknown, or, with ``new``, when a key is stored
    already. Without ``new`` the row replaces the stored one, which goes into history. Rows that a file brought
    without being its lines (a photo, a rectification) carry its name and digest, and are undone with it.
    """
    contract, store = contracts()[dataset], database.store()
    given = [column.name for column in contract.columns if any(column.name in row for row in rows)]
    unknown = {name for row in rows for name in row} - set(given)
    if unknown:
        raise ValueError(f"{dataset} has no {unknown}")
    sheet = Typed([[text(row.get(name)) for name in given] for row in rows])
    found = Recognised(contract, 0, 0, len(given), {name: place for place, name in enumerate(given)}, {name: contract[name].header for name in given})
    if found.missing:
        raise Refused("header_missing", title=contract.title, headers="、".join(found.missing))
    number = stage.load(cursor, store, file, digest or secrets.token_hex(32), who, sheet, found, first=True)
    cursor.execute("update imports set dated = true where import_id = ?", [number])  # the moment of entering is its date
    stage.reject(cursor, dataset)
    if wrong := cursor.execute("select reason from rejects where import_id = ? order by line", [number]).fetchone():
        raise Refused("entry", sentence=wrong[0])
    stage.seal(cursor, store, dataset, [number])
    stage.arrive(cursor, dataset)
    cursor.execute(f"alter table arrived_{dataset} rename to candidates")
    settle(cursor, dataset)
    replaced, held = cursor.execute("select replaced + unchanged, held from imports where import_id = ?", [number]).fetchone()
    if held:
        missing = cursor.execute(f"select _missing[1] from held.{dataset} where _import = ?", [number]).fetchone()[0]
        raise Refused("entry_parent", header=contract[missing["column"]].header, value=missing["value"])
    if replaced and new:
        raise Refused("entered_already", title=contract.title)
    return number

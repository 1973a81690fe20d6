"""Which dataset a sheet is: told by its headers, never by its name."""

import datetime
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.contract import Column, Contract, contracts
from data.intake.headers import plain_header, simplify, without_remark
from data.intake.sheets import LOOK, TableSheet, TextSheet
from data.refusal import Refused

ALL_IN_TEN_THOUSANDS = re.compile(r"单位:?万元")  # above the table: holds for every money column that names no unit
TEN_THOUSAND = 10_000  # 元 in a 万元
EXPORTED = re.compile(r"导出(?:日期|时间)[:\s]*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日?[T\s]*([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?")
PARTIAL = 0.5          # share of a row's headers that make it look like a dataset's header


@functools.cache
def _headers(dataset: str) -> dict[str, tuple[str, bool]]:
    """Plain header -> (column, whether 是 there means our 否)."""
    found = {}
    for column in contracts()[dataset].columns:
        for text in (*column.variants, column.header):
            found[plain_header(text)[0]] = (column.name, text in column.inverted)
    return found


@functools.cache
def _any_header() -> frozenset[str]:
    return frozenset(itertools.chain.from_iterable(map(_headers, contracts())))


@dataclass
class Recognised:
    """A sheet's dataset and where its columns stand."""

    contract: Contract
    header_row: int                       # index among the sheet's records
    header_line: int
    width: int
    positions: dict[str, int] = field(default_factory=dict)      # column -> cell
    headers: dict[str, str] = field(default_factory=dict)        # column -> the clerk's own header
    factors: dict[str, int] = field(default_factory=dict)        # money column -> 10,000 for 万元
    inverted: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)            # two headers that mean one column
    exported: datetime.datetime | None = None

    @property
    def missing(self) -> list[str]:
        """The required headers that are not there."""
        there = {*self.positions, *(column.name for column in self.masked)}
        return [column.header for column in self.contract.columns if column.required and column.name not in there]

    @property
    def masked(self) -> list[Column]:
        """The columns that stand there masked, as our own ledgers show them."""
        return [column for column in self.contract.columns
                if column.sensitive and column.name not in self.positions and column.masked_header in self.unknown]

    @property
    def score(self) -> tuple[int, int]:
        required = sum(1 for column in self.contract.columns if column.required)
        return required - len(self.missing), len(self.positions)


def _match(dataset: str, index: int, line: int, cells: list[str]) -> Recognised:
    known, own, others = _headers(dataset), [], []
    found = Recognised(contracts()[dataset], index, line, len(cells))
    for position, cell in enumerate(cells):
        plain, unit = plain_header(cell)
        if plain in known:
            name, inverted = known[plain]
            own.append((plain != plain_header(found.contract[name].header)[0], position, cell, name, inverted, unit))
        elif plain:
            others.append((position, cell))
    for variant, position, cell, name, inverted, unit in sorted(own):  # a dataset's own header before its variants (rules.md C, rule 1)
        if name in found.positions:
            if variant and not found.contract[name].required:
                others.append((position, cell))
            else:
                found.repeated.append(cell)
            continue
        _take(found, name, position, cell, inverted)
        if unit == "万元" and found.contract[name].type == "money":
            found.factors[name] = TEN_THOUSAND
    for position, cell in sorted(others):
        name, inverted = known.get(without_remark(cell), (None, False))
        # a number's brackets may be a unit nobody knows (千元): such a column is not guessed at
        if name is None or name in found.positions or found.contract[name].type in ("money", "decimal", "integer"):
            found.unknown.append(cell.strip())
        else:
            _take(found, name, position, cell, inverted)
    found.headers |= {column.name: column.masked_header for column in found.masked}
    return found


def _take(found: Recognised, name: str, position: int, cell: str, inverted: bool) -> None:
    found.positions[name], found.headers[name] = position, cell
    if inverted:
        found.inverted.add(name)


def _ranked(rows: Iterator[tuple[int, int, list[str]]]) -> list[Recognised]:
    """Each dataset's best row among these, the likeliest dataset first."""
    best: dict[str, Recognised] = {}
    for index, line, cells in rows:
        if sum(1 for cell in cells if cell and (plain_header(cell)[0] in _any_header() or without_remark(cell) in _any_header())) < 2:
            continue
        for dataset in contracts():
            match = _match(dataset, index, line, cells)
            if dataset not in best or match.score > best[dataset].score:
                best[dataset] = match
    return sorted(best.values(), key=lambda match: (not match.missing, *match.score), reverse=True)


def _exported(rows: list) -> datetime.datetime | None:
    for _, cells in rows:
        stated = EXPORTED.search(simplify(unicodedata.normalize("NFKC", " ".join(cells))))
        if stated:
            try:
                return datetime.datetime(*(int(part) for part in stated.groups() if part))
            except ValueError:
                return None
    return None


def _in_ten_thousands(found: Recognised, rows: list) -> None:
    """单位：万元 above the table means every money column whose header names no unit."""
    if any(ALL_IN_TEN_THOUSANDS.search(plain_header("".join(cells))[0]) for _, cells in rows):
        for column in found.contract.columns:
            if column.type == "money" and column.name in found.headers and plain_header(found.headers[column.name])[1] is None:
                found.factors[column.name] = TEN_THOUSAND


def _together(rows: list, high: int) -> Iterator[tuple[int, int, list[str]]]:
    """Each so many rows as one header: a name above, and what stands under it where something does."""
    for index in range(high - 1, len(rows)):
        columns = itertools.zip_longest(*(cells for _, cells in rows[index - high + 1:index + 1]), fillvalue="")
        yield index, rows[index][0], [next((cell for cell in reversed(column) if cell.strip()), "") for column in columns]


def recognise(sheet: TextSheet | TableSheet) -> Recognised | None:
    """The sheet's dataset, or None when no row looks like a header.

    Refused when a required header is missing, when two datasets fit equally well, or when two of the
    sheet's headers mean the same column.
    """
    rows = list(itertools.islice(sheet.rows(), LOOK))
    ranked = _ranked(_together(rows, 1))
    for high in (2, 3):
        together = _ranked(_together(rows, high))
        if together and not together[0].missing and (not ranked or together[0].score > ranked[0].score):
            ranked = together
    if not ranked or not ranked[0].positions:
        return None
    best = ranked[0]
    if best.missing:
        named = len(best.positions) + len(best.unknown)
        if len(best.positions) < 3 or len(best.positions) < PARTIAL * named:
            return None
        raise Refused("header_missing", title=best.contract.title, headers="、".join(best.missing))
    if len(ranked) > 1 and not ranked[1].missing and ranked[1].score == best.score:
        raise Refused("ambiguous", first=best.contract.title, second=ranked[1].contract.title)
    if best.repeated:
        raise Refused("header_repeated", header=best.repeated[0].strip())
    best.exported = _exported(rows[:best.header_row])
    _in_ten_thousands(best, rows[:best.header_row])
    return best

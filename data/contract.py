"""A dataset is declared once, in contracts/NAME.toml; everything else about it is derived from there."""

import functools
import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).with_name("contracts")

# What a stored value of each declared type is in DuckDB. ``code`` is text that is never a number
# (leading zeros, 18 digits); ``people`` is a list of staff ids.
STORED = {"text": "VARCHAR", "code": "VARCHAR", "integer": "BIGINT", "date": "DATE", "datetime": "TIMESTAMP",
          "boolean": "BOOLEAN", "list": "VARCHAR[]", "people": "VARCHAR[]"}
# Where a stored row came from and when; every dataset carries these beside its own columns.
PROVENANCE = {"_import": "BIGINT", "_line": "INTEGER", "_exported": "TIMESTAMP"}


MASKED = "（已脱敏）"  # behind the header of what goes out masked


@dataclass(frozen=True)
class Column:
    """One column as an office exports it and as the store keeps it."""

    name: str
    header: str
    type: str
    variants: tuple[str, ...] = ()
    inverted: tuple[str, ...] = ()       # variants whose 是 means our 否 (是否泄露隐私)
    required: str | None = None          # "value": not blank; "header": the column must be there
    allowed: tuple = ()
    references: tuple[str, ...] = ()     # datasets whose (first) key holds the value
    sensitive: str | None = None         # identity phone account address name text
    precision: tuple[int, int] = (14, 2)
    minimum: float | None = None
    maximum: float | str | None = None   # a number, or the column that holds the bound
    above: float | None = None
    nonzero: bool = False
    not_future: bool = False
    not_before: str | None = None        # the column of the same row that bounds this date
    not_after: str | None = None
    after: str | None = None
    unit: str | None = None

    @property
    def stored(self) -> str:
        """The DuckDB type of the stored value."""
        if self.type in ("money", "decimal"):
            return "DECIMAL({},{})".format(*self.precision)
        return STORED[self.type]

    @property
    def masked_header(self) -> str:
        """The header of a sensitive column in a ledger of ours, which intake must not take for the column."""
        return self.header + MASKED

    @property
    def is_code(self) -> bool:
        return self.type in ("code", "people")


@dataclass(frozen=True)
class Contract:
    """One dataset: its columns, its key and what other datasets it points to."""

    dataset: str
    title: str
    title_en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    @functools.cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def stored_columns(self) -> dict[str, str]:
        """Name -> DuckDB type of the dataset's table, provenance last.

        A sensitive column is two: the masked form under its own name and the keyed hash beside it.
        """
        found = {}
        for column in self.columns:
            found[column.name] = column.stored
            if column.sensitive:
                found[column.name + "_hash"] = "VARCHAR"
        return found | PROVENANCE

    @property
    def sealed_columns(self) -> list[Column]:
        """Names and free text: encrypted, so that a person with the right to may read them."""
        return [column for column in self.columns if column.sensitive in ("name", "text")]


def _column(raw: dict) -> Column:
    return Column(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})


def declaration_digest() -> str:
    """Changes when a declaration, or what is made from it, changes."""
    texts = [path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))] + [Path(__file__).read_bytes()]
    return hashlib.sha256(b"\n".join(texts)).hexdigest()


@functools.cache
def contracts() -> dict[str, Contract]:
    """Every declared dataset by name, parents before the datasets that refer to them."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        found[raw["dataset"]] = Contract(raw["dataset"], raw["title"], raw["title_en"], tuple(raw["key"]),
                                         tuple(_column(column) for column in raw["column"]))
    ordered: dict[str, Contract] = {}
    while len(ordered) < len(found):
        ready = [name for name, contract in found.items() if name not in ordered and all(
            parent in ordered or parent == name for column in contract.columns for parent in column.references)]
        if not ready:
            raise ValueError(f"datasets refer to each other in a circle: {set(found) - set(ordered)}")
        ordered.update((name, found[name]) for name in ready)
    return ordered

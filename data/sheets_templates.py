"""Score sheets as data: score_templates/NAME.toml, or the office's own of the same name in the store folder."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from data.refusal import Refused
from data.sheets_rules import basis, refuse

FOLDER = Path(__file__).with_name("score_templates")


@dataclass(frozen=True)
class Item:
    """One line of a sheet. A computed one has its score from its measure; a judged one may show a measure beside it."""

    code: str
    name: str
    dimension: str
    full: float
    guidance: str = ""
    clause: str = ""
    measure: str | None = None
    computed: bool = False
    zero_at: float | None = None
    full_at: float | str | None = None  # a number, or the policy parameter that holds it
    page: str | None = None


@dataclass(frozen=True)
class Template:
    name: str
    title: str
    types: tuple[str, ...]
    version: int
    document: str
    state: str
    items: tuple[Item, ...]


def templates(folder: Path) -> dict[str, Template]:
    """Every template by name; the office's own in ``folder``/score_templates stands before the one that ships."""
    found = {}
    for place in (FOLDER, folder / "score_templates"):
        for path in sorted(place.glob("*.toml")):
            found[path.stem] = _read(path)
    return found


def template_for(cursor, eval_type: str, folder: Path) -> Template:
    """The template of an evaluation type; Refused when there is none."""
    for one in templates(folder).values():
        if eval_type in one.types:
            return one
    raise refuse(cursor, "no_template", basis(eval_type), kind=eval_type)


def _read(path: Path) -> Template:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        items = tuple(Item(**item) for item in raw["item"])
        if not items or len({item.code for item in items}) < len(items) or any(item.full <= 0 for item in items):
            raise ValueError("items")
        if any(item.computed and (item.measure is None or item.zero_at is None or item.full_at is None) for item in items):
            raise ValueError("computed")
        return Template(path.stem, raw["title"], tuple(raw["types"]), int(raw["version"]), raw["document"], raw["state"], items)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_template", path=path.name, why=error) from error



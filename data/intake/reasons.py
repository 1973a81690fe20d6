"""What a clerk is told: a summary per file, a sentence per reason code. Kept in Chinese, said in English by ``translated``."""

import functools
import itertools
import re
import tomllib
from pathlib import Path

from data.contract import Column, Contract, contracts
from data.intake.describe import title
from data.refusal import sentences

CODES = ("missing_required", "bad_date", "bad_number", "not_in_list", "out_of_range", "date_order", "duplicate_in_file",
         "excel_damaged_number", "bad_identity_number", "unknown_reference", "wrong_file")


@functools.cache
def _catalogue() -> dict:
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def summary(name: str, *values) -> str:
    """The sentence for a whole file."""
    return _catalogue()["summary"][name]["zh"].format(*values)


def template(contract: Contract, column: Column, code: str, language: str = "zh") -> str:
    """The sentence of a code for one column, its rule filled in; {header} and {value} stay for the row."""
    return _catalogue()["code"][code][language].replace("{hint}", _hint(contract, column, code))


def _hint(contract: Contract, column: Column, code: str) -> str:
    """The rule that a bad cell broke, in words."""
    if code == "not_in_list":
        return "、".join(map(str, column.allowed)) or "是、否"
    if code == "unknown_reference":
        return "、".join(contracts()[parent].title for parent in column.references)
    if code == "bad_number":
        return _words("places", column.precision[1]) if column.type in ("money", "decimal") else _words("whole")
    if code == "out_of_range":
        most = contract[column.maximum].header if isinstance(column.maximum, str) else column.maximum
        bounds = {"not_future": column.not_future or None, "least": column.minimum, "above": column.above, "nonzero": column.nonzero or None, "most": most}
        return "、".join(_words(name, bound) for name, bound in bounds.items() if bound is not None)
    if code == "date_order":
        orders = {"not_before": column.not_before, "after": column.after, "not_after": column.not_after}
        return "、".join(_words(name, contract[other].header) for name, other in orders.items() if other)
    return ""


def _words(name: str, *values) -> str:
    return _catalogue()["hint"][name]["zh"].format(*values)


# --- the same in English -----------------------------------------------------------------------------

PLACE = re.compile(r"\{(\w+)\}")


def _patterns(entries) -> list[tuple[re.Pattern, list[str], str]]:
    """(what the Chinese looks like, its places, the English), the most particular first."""
    found = []
    for entry in sorted(entries, key=lambda entry: -len(PLACE.sub("", entry["zh"]))):
        literal = [re.escape(part) for part in PLACE.split(entry["zh"])[::2]]
        found.append((re.compile("(.*?)".join(literal), re.DOTALL), PLACE.findall(entry["zh"]), entry["en"]))
    return found


@functools.cache
def _whole() -> list:
    catalogue = _catalogue()
    return _patterns([*sentences().values(), *catalogue["summary"].values(), *catalogue["code"].values()])


@functools.cache
def _parts() -> tuple[list, dict[str, str]]:
    return _patterns(_catalogue()["hint"].values()), {contract.title: title(contract, "en") for contract in contracts().values()}


def translated(text: str | None, language: str) -> str | None:
    """A kept sentence in the reader's language. What it quotes, headers, cells and allowed values, stays as it is."""
    if language == "zh" or not text:
        return text
    parts = [part for part in re.split("(?=注意：)", text) if part]  # a summary and the notes behind it
    if len(parts) > 1:
        return " ".join(translated(part, language) for part in parts)
    said = _said(text, _whole())
    return text if said is None else said


def _said(text: str, patterns: list) -> str | None:
    for pattern, places, english in patterns:
        if found := pattern.fullmatch(text):
            values = {place: value if place in ("header", "value", "name") else _part(value)
                      for place, value in zip(places, found.groups(), strict=True)}
            return "".join(values[part] if is_place else part for part, is_place in zip(PLACE.split(english), itertools.cycle((False, True))))
    return None


def _part(value: str) -> str:
    """A rule or the names of ledgers inside a sentence."""
    hints, titles = _parts()
    return ", ".join(titles.get(one) or _said(one, hints) or one for one in value.split("、"))

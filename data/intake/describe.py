"""A declared column in words, for whoever fills it in: the notes sheet of a template and the page 数据字典."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from data.contract import Column, Contract, contracts

YES_NO = ("是", "否")


@functools.cache
def _catalogue() -> dict:
    return tomllib.loads(Path(__file__).with_name("describe.toml").read_text(encoding="utf-8"))


def phrase(family: str, name: str, language: str = "zh", **values) -> str:
    """A phrase of describe.toml with its placeholders filled."""
    return _catalogue()[family][name][language].format(**values)


@dataclass(frozen=True)
class Described:
    """One column as the notes sheet and the dictionary list it."""

    name: str
    header: str
    required: str
    type: str
    form: str
    allowed: str
    rules: str
    variants: str
    sensitive: str


def choices(column: Column) -> tuple[str, ...]:
    """What a cell of the column may hold when it can be chosen from a list."""
    return YES_NO if column.type == "boolean" else tuple(map(str, column.allowed))


def title(contract: Contract, language: str = "zh") -> str:
    """The dataset's name in the reader's language."""
    return contract.title if language == "zh" else contract.dataset.replace("_", " ")


def described(contract: Contract, language: str = "zh") -> list[Described]:
    """Every column of a dataset in words."""
    return [describe(contract, column, language) for column in contract.columns]


def describe(contract: Contract, column: Column, language: str = "zh") -> Described:
    """One column in words."""
    say = functools.partial(phrase, language=language)
    separator = "；" if language == "zh" else "; "
    return Described(column.name, column.header, say("required", column.required or "none"), say("type", column.type), _form(column, say),
                     "、".join(choices(column)), separator.join(_rules(contract, column, say, language)), "、".join(column.variants),
                     say("sensitive", column.sensitive) if column.sensitive else "")


def _form(column: Column, say) -> str:
    if column.sensitive == "identity":
        return say("form", "identity")
    if column.type in ("money", "decimal"):
        return say("form", "places", places=column.precision[1]) + (f"（{column.unit}）" if column.unit else "")
    if column.type in ("code", "date", "datetime", "list", "people"):
        return say("form", column.type)
    if column.unit == "YYYY-MM":
        return say("form", "month")
    return column.unit if column.type == "integer" and column.unit else ""


def _rules(contract: Contract, column: Column, say, language: str):
    if column.name in contract.key and len(contract.key) == 1:
        yield say("rule", "key")
    elif column.name == contract.key[-1]:
        yield "＋".join(contract[name].header for name in contract.key) + say("rule", "key")
    for name in ("minimum", "above"):
        if getattr(column, name) is not None:
            yield say("rule", name, value=f"{getattr(column, name):g}")
    if column.maximum is not None:
        bound = column.maximum
        yield say("rule", "maximum", value=f"“{contract[bound].header}”" if isinstance(bound, str) else f"{bound:g}")
    for name in ("nonzero", "not_future"):
        if getattr(column, name):
            yield say("rule", name)
    for name in ("not_before", "not_after", "after"):
        if other := getattr(column, name):
            yield say("rule", name, value=contract[other].header)
    if column.references:
        yield say("rule", "references", value="、".join(title(contracts()[parent], language) for parent in column.references))
    if column.inverted:
        yield say("rule", "inverted", value="、".join(column.inverted))

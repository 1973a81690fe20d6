"""What a clerk is told: a summary per file, a sentence per reason code."""

import functools
import tomllib
from pathlib import Path

from data.contract import Column, Contract, contracts

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
    if code == "bad_number" and column.type in ("money", "decimal"):
        return f"（最多 {column.precision[1]} 位小数）"
    if code == "bad_number":
        return "（应为整数）"
    if code == "out_of_range":
        most = contract[column.maximum].header if isinstance(column.maximum, str) else column.maximum
        bounds = {"不能晚于今天": column.not_future, f"不小于 {column.minimum}": column.minimum is not None,
                  f"大于 {column.above}": column.above is not None, "不为零": column.nonzero, f"不大于 {most}": most is not None}
        return "、".join(text for text, holds in bounds.items() if holds)
    if code == "date_order":
        orders = {"不能早于": column.not_before, "应晚于": column.after, "不能晚于": column.not_after}
        return "、".join(word + contract[other].header for word, other in orders.items() if other)
    return ""

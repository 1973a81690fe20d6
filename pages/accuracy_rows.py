"""How the figures of 调查准确率 lead to their rows: what a cell stands for, written into the address, and asked from there."""

from urllib.parse import urlencode

from dash import html

from components import links, section
from components.concluded import months

# address -> parameter of recheck_cases; ``group_by`` and ``group`` choose a sample as accuracy --by does
NARROW = {
    "only": "outcome",
    "item": "item",
    "town": "town",
    "month": "month",
    "investigator": "investigator",
    "checker": "checker",
    "cause": "cause",
    "nature": "nature",
    "error": "error",
    "group_by": "by",
    "group": "group_key",
}
LEDGER = "accuracy-cases-card"
COUNTED = "计入"  # as ``only``: the rows that the rate counts, whatever they found
FIGURES = ("page", "period", "as_of", "region", "contractor", "assistance")  # the filters that figures depend on


def narrow(**chosen: str) -> dict[str, str]:
    """The whole narrowing that leaves only these rows: what a cell before has chosen is taken out."""
    return dict.fromkeys(NARROW, "") | chosen


def group(by: str, key: str | None, **more: str) -> dict[str, str]:
    """The rows of one group of ``accuracy --by``; ``-`` is the group of those without a value."""
    return counted(group_by=by, group=key or "-", **more)


def counted(**chosen: str) -> dict[str, str]:
    """The rows that a figure of the rate counts."""
    return narrow(only=COUNTED, **chosen)


def pick(chosen: dict[str, str]) -> str:
    """The same for a point of a chart."""
    return urlencode(chosen)


def linked(said, chosen: dict[str, str]) -> html.A:
    """The same for a cell of a table, which the keyboard reaches too."""
    return links.sets(said, LEDGER, **chosen)


def narrowed(settled: dict) -> dict[str, str]:
    """What the address has chosen."""
    return {name: settled[name] for name in NARROW if settled.get(name)}


def asked(settled: dict, **more: str) -> dict:
    """The parameters of recheck_cases."""
    figures = {name: value for name, value in settled.items() if name in FIGURES}
    chosen = {NARROW[name]: value for name, value in narrowed(settled).items()}
    if "month" in chosen:  # a point of the control chart, whose sample is chosen over all its months
        figures["period"] = months(settled)
    return section.asked("recheck_cases", figures | chosen, **more)


def same(written):
    """A cell of a data table that is already written."""
    return written

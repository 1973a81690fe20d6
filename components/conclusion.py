"""结论: one generated sentence a page, its rules in conclusions.toml, part by part; never more than the figures allow.

``conclude(page, facts, language)`` is pure. For each of ``PARTS`` the first rule whose conditions all hold speaks.
A condition is ``fact = { operator = value }`` with the operators below; a fact that is unknown (None) fulfils only ``known = false``,
``is_not`` and ``is`` with nothing. Facts come from components/conclusion_facts.py, which lists them for each page.
"""

import functools
import re
import string
import tomllib
from pathlib import Path

from dash import html

from components import text

PARTS = ("level", "change", "exception", "item", "deadline", "alerts")
# names stand between these two while a sentence is put together, so that they can be shown in medium weight
OPEN, CLOSE = "\ue000", "\ue001"
OPERATORS = {
    "is": lambda fact, value: fact == value,
    "is_not": lambda fact, value: fact != value,
    "one_of": lambda fact, value: fact in value,
    "above": lambda fact, value: fact is not None and fact > value,
    "below": lambda fact, value: fact is not None and fact < value,
    "at_least": lambda fact, value: fact is not None and fact >= value,
    "at_most": lambda fact, value: fact is not None and fact <= value,
    "known": lambda fact, value: (fact not in (None, [], "")) == value,
}
BESIDE = "_fact"  # below_fact = "target" compares with another fact instead of a value


@functools.cache
def rules() -> dict[str, dict[str, list[dict]]]:
    """page -> part -> rules in order."""
    return tomllib.loads(Path(__file__).with_name("conclusions.toml").read_text(encoding="utf-8"))


def holds(when: dict, facts: dict) -> bool:
    """Whether every condition of a rule holds."""
    for name, conditions in when.items():
        for operator, value in conditions.items():
            other = value
            if operator.endswith(BESIDE):
                operator, other = operator.removesuffix(BESIDE), facts.get(value)
                if other is None:
                    return False
            if not OPERATORS[operator](facts.get(name), other):
                return False
    return True


def _names(names) -> str:
    """At most two names; the rest are counted."""
    names = [names] if isinstance(names, str) else list(names or ())
    shown = text.t("common.list").join(f"{OPEN}{name}{CLOSE}" for name in names[:2])
    return shown if len(names) <= 2 else text.t("conclusion.more", names=shown, all=len(names))


def _period(value: str) -> str:
    """A period inside a sentence; the names of half-years stand alone elsewhere."""
    return re.sub(r"^(First|Second) half ", lambda found: f"the {found[1].lower()} half of ", text.period(value))


WRITERS = {
    "percent": text.percent,
    "share": text.share,
    "number": text.number,
    "plain": lambda value: text.number(value) if value == int(value) else text.number(value, 1),
    "money": lambda value: f"{text.large_money(value)} {text.t('unit.large_money')}",
    "day": text.day,
    "month": text.period,
    "period": _period,
    "word": text.word,
    "names": _names,
    "words": lambda values: _names([text.word(value) for value in values]),
    "said": lambda both: both[text.language()],
    "points": lambda value: text.number(abs(value), 2),
}


class _Writer(string.Formatter):
    """``{accuracy:percent}``: what stands after the colon is one of the writers; without one the fact is text."""

    def format_field(self, value, spec):
        return WRITERS[spec](value) if spec else str(value)


def _said(page: str, facts: dict) -> str | None:
    found = [
        _Writer().vformat(rule[text.language()], (), facts)
        for part in PARTS
        if (rule := next((rule for rule in rules()[page].get(part, ()) if holds(rule.get("when", {}), facts)), None))
    ]
    if not found:
        return None
    said = text.t("conclusion.join").join(found)
    return said[0].upper() + said[1:] + text.t("conclusion.end")


def conclude(page: str, facts: dict, language: str) -> str | None:
    """The page's sentence in ``language``; None when no rule speaks."""
    with text.speaking(language):
        said = _said(page, facts)
    return said and said.replace(OPEN, "").replace(CLOSE, "")


def sentence(page: str, facts: dict) -> html.Div:
    """The same sentence in the reader's language, with names in medium weight; an empty place when there is nothing to say."""
    said = _said(page, facts)
    if said is None:
        return html.Div(className="mj-conclusion")
    pieces = [
        html.B(piece[1:]) if piece.startswith(OPEN) else piece for piece in re.split(f"({OPEN}[^{CLOSE}]*){CLOSE}", said) if piece
    ]
    return html.Div(
        [html.Span(text.t("conclusion.label"), className="mj-tag mj-plain"), html.P(pieces)], className="mj-conclusion", role="note"
    )

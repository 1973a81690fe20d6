"""What a parameter's value may be: a number of its unit, yes or no, words that one of the documents uses. For values typed in the app."""

import functools
import itertools
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from data import policy

TOPS = {"%": 100, "百分点": 100, "分": 100, "时": 23, "σ": 10, "年": 100, "个月": 600, "元/月": 1_000_000}  # of a believable value; others TOP
TOP = 3660
PARTED = ("%", "百分点", "分", "σ", "倍", None)  # units that may have decimals


@dataclass(frozen=True)
class Kind:
    """``wants``: number, whole, numbers, yes, word or words; ``words``: what may be chosen; ``shape``: the numbers that are declared."""

    wants: str
    unit: str | None
    words: tuple = ()
    shape: tuple = ()
    national: bool = False

    @property
    def top(self) -> int:
        return TOPS.get(self.unit, TOP)

    def bounds(self) -> dict:
        """What a refusal names."""
        return {"low": 0, "high": self.top, "count": len(self.shape), "known": "、".join(map(str, self.words))}

    def read(self, typed):
        """The value; ValueError when it is none."""
        if self.wants == "yes":
            return {"true": True, "false": False}[typed] if typed in ("true", "false") else _no(typed)
        if self.wants == "word":
            return typed if typed in self.words else _no(typed)
        if self.wants == "words":
            return [one for one in self.words if one in typed] if typed and not set(typed) - set(self.words) else _no(typed)
        if self.wants != "numbers":
            found = self._number(typed)
            return found if found > 0 else _no(typed)
        found = [self._number(one) for one in re.split(r"[\s,，、/;；]+", str(typed or "").strip())]
        rising, asked = (all(a < b for a, b in itertools.pairwise(some)) for some in (self.shape, found))
        falling = all(a > b for a, b in itertools.pairwise(found))
        return found if len(found) == len(self.shape) and (asked if rising else falling) else _no(typed)

    def _number(self, typed):
        try:
            found = Decimal(str(typed).strip())
        except InvalidOperation:
            _no(typed)
        if not found.is_finite() or not 0 <= found <= self.top or len(str(typed)) > 20:
            _no(typed)
        if found == found.to_integral_value():
            return int(found)
        return float(found) if self.wants != "whole" and self.unit in PARTED else _no(typed)


def _no(typed):
    raise ValueError(typed)


@functools.cache
def _declared() -> list[dict[str, dict]]:
    return [policy.parameters(name) for name in sorted(policy.profiles(), key=lambda name: name != policy.COMPOSITE)]


@functools.cache
def kind_of(param: str, profile: str) -> Kind | None:
    """None for what nobody declares, and where no document and no unit says what a value would be."""
    every = [one[param] for one in _declared() if param in one]
    if not every:
        return None
    mine = policy.parameters(profile)[param]
    unit, national = mine.get("unit"), bool(mine.get("national"))
    values = [one["value"] for one in (mine, *every) if one.get("value") is not None]
    if not values:
        return Kind("whole", unit, national=national) if unit else None
    first = values[0]
    if isinstance(first, bool):
        return Kind("yes", unit, national=national)
    if isinstance(first, (int, float)):
        return Kind("number" if unit in PARTED and not (unit is None and isinstance(first, int)) else "whole", unit, national=national)
    if isinstance(first, str):
        return Kind("word", unit, tuple(dict.fromkeys(one for one in values if isinstance(one, str))), national=national)
    if all(isinstance(one, (int, float)) for one in first):
        return Kind("numbers", unit, shape=tuple(first), national=national)
    return Kind("words", unit, tuple(dict.fromkeys(word for one in values if isinstance(one, list) for word in one)), national=national)

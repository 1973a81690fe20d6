"""Every word on screen, zh and en side by side in text.toml, and numbers, money and dates as people write them."""

import contextlib
import contextvars
import datetime
import decimal
import functools
import re
import tomllib
from pathlib import Path

from babel.dates import format_date
from flask import has_request_context, request

LANGUAGES = ("zh", "en")
ONE = "one"  # what English says of a single one, beside "en"
LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
BLANK = "—"  # an unknown value: never 0, never empty


_spoken: contextvars.ContextVar[str | None] = contextvars.ContextVar("spoken", default=None)


@contextlib.contextmanager
def speaking(chosen: str):
    """Everything inside is said in this language, whoever reads."""
    before = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """The reader's language: the cookie ``language``, else Chinese. A cookie is user input, so only known ones count."""
    if spoken := _spoken.get():
        return spoken
    chosen = request.cookies.get("language") if has_request_context() else None
    return chosen if chosen in LANGUAGES else "zh"


@functools.cache
def catalogue() -> dict[str, dict[str, str]]:
    """``{"tile.recheck": {"zh": ..., "en": ...}}`` from the nested tables of text.toml."""
    found = {}

    def walk(table: dict, path: tuple[str, ...]) -> None:
        if set(table) - {ONE} == set(LANGUAGES):
            found[".".join(path)] = table
            return
        for name, inner in table.items():
            walk(inner, (*path, name))

    walk(tomllib.loads(Path(__file__).with_name("text.toml").read_text(encoding="utf-8")), ())
    return found


def t(key: str, **values) -> str:
    """The phrase ``key`` in the reader's language with its placeholders filled."""
    phrase, spoken = catalogue()[key], language()
    if spoken == "en" and ONE in phrase and str(values.get("count", values.get("n"))) == "1":
        spoken = ONE
    return phrase[spoken].format(**values)


def word(value) -> str:
    """A value of the data (达标, 逾期拨付, 随机抽样 ...) in the reader's language; unlisted ones stand as they are."""
    if value is None:
        return BLANK
    entry = catalogue().get(f"word.{value}")
    return entry[language()] if entry else str(value)


def deed(what: str) -> str:
    """A deed of the audit log in words; one that nobody does any more keeps its code."""
    key = f"deed.{what.replace(' ', '_')}"
    return t(key) if key in catalogue() else what


def actor(who: str) -> str:
    """Who did something: a person by the account's name, the house's own hands (clock, inbox) in words."""
    entry = catalogue().get(f"actor.{who}")
    return entry[language()] if entry else who


def number(value, digits: int = 0) -> str:
    """A number with thousands separators, alike in both languages; half rounds up, as on paper."""
    if value is None:
        return BLANK
    exact = decimal.Decimal(str(value)).quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)
    return f"{exact:,f}"


def share(value) -> str:
    """A percentage 0-100 with the two decimals of rules.md E.1, without its sign."""
    return number(value, 2)


def percent(value) -> str:
    """A percentage with its sign."""
    return BLANK if value is None else share(value) + "%"


def money(value) -> str:
    """Yuan with cents."""
    return number(value, 2)


def large_money(value) -> str:
    """An amount for a headline: 万元 in Chinese, plain yuan in English. ``t("unit.large_money")`` names the unit."""
    if value is None:
        return BLANK
    return number(decimal.Decimal(str(value)) / 10000, 2) if language() == "zh" else number(value, 2)


def day(value) -> str:
    """A date: 2022-04-15 in Chinese, 15 Apr 2022 in English."""
    if value in (None, ""):
        return BLANK
    if isinstance(value, str):
        value = datetime.date.fromisoformat(value[:10])
    return format_date(value, "yyyy-MM-dd" if language() == "zh" else "d MMM yyyy", locale=LOCALES[language()])


def signed_day(value) -> str:
    """A date as a paper is signed: 2022年4月15日 in Chinese."""
    return day(value) if language() == "en" else f"{value.year}年{value.month}月{value.day}日"


def moment(value) -> str:
    """A date with hour and minute."""
    return BLANK if value is None else f"{day(value.date())} {value:%H:%M}"


def period(value: str | None) -> str:
    """The name of 2021, 2021H1, 2021Q3, 2021-05 or 2021-01-01..2021-06-30."""
    if not value:
        return BLANK
    if found := re.fullmatch(r"(\d{4})H([12])", value):
        return t(f"period.half_{found[2]}", year=found[1])
    if found := re.fullmatch(r"(\d{4})Q([1-4])", value):
        return t("period.quarter", year=found[1], name=t(f"period.quarter_{found[2]}"))
    if re.fullmatch(r"\d{4}", value):
        return t("period.year", year=value)
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return format_date(datetime.date.fromisoformat(value + "-01"), t("period.month"), locale=LOCALES[language()])
    if ".." in value:
        first, _, last = value.partition("..")
        return t("period.days", first=day(first), last=day(last))
    return value


def contractor(name: str | None) -> str:
    """A contractor's short name for an axis: the long common ending is left out."""
    if not name:
        return t("common.no_contractor")
    return re.sub(r"(社会工作服务中心|社会工作发展中心|社会工作服务|服务中心|有限公司|有限责任公司)", "", name) or name

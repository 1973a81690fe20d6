"""What a question's parameters look like as text, and the SQL values they stand for."""

import calendar
import datetime
import re

from data.database import today
from data.refusal import Refused

YEARS = 1900, 2100  # beyond them nothing was recorded, and days cannot be counted from


def day(text: str) -> datetime.date:
    """A date YYYY-MM-DD."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) or not YEARS[0] <= int(text[:4]) <= YEARS[1]:
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise Refused("bad_day", value=text) from error


def days_of(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of 2021, 2021H1, 2021Q3, 2021-05 or 2021-01-01..2021-06-30."""
    if ".." in str(text):
        first, _, last = text.partition("..")
        first, last = day(first), day(last)
        if last < first:
            raise Refused("bad_period", value=text)
        return first, last
    found = re.fullmatch(r"(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?", str(text))
    if not found or not YEARS[0] <= int(found[1]) <= YEARS[1]:
        raise Refused("bad_period", value=text)
    year = int(found[1])
    if found[2]:
        start, end = (1, 6) if found[2] == "1" else (7, 12)
    elif found[3]:
        start, end = 3 * int(found[3]) - 2, 3 * int(found[3])
    elif found[4]:
        start = end = int(found[4])
    else:
        start, end = 1, 12
    return datetime.date(year, start, 1), datetime.date(year, end, calendar.monthrange(year, end)[1])


def _period(text):
    first, last = days_of(text) if text else (None, None)
    return {"first_day": first, "last_day": last}


def _before(text):
    first, last = days_of(text) if text else (None, None)
    return {"before_first_day": first, "before_last_day": last}


def _region(text):
    if text and not re.fullmatch(r"\d{1,12}", text):
        raise Refused("bad_region", value=text)
    return {"region": text or ""}


def _count(name, without):
    """A whole number; ``without``: what leaving it out means."""
    def parse(text):
        if text in (None, ""):
            return {name: without}
        if not re.fullmatch(r"\d{1,9}", str(text), re.ASCII):
            raise Refused("bad_count", name=name, value=text)
        return {name: int(text)}
    return parse


LONGEST = 200  # characters of any text that is asked about


def _text(name):
    """Any text; no key or word is longer than LONGEST, and none holds half a character."""
    def parse(text):
        if text is not None and len(said := str(text)) > LONGEST:
            raise Refused("too_long", name=name, most=LONGEST)
        if text is not None and re.search("[\0-\x1f\ud800-\udfff]", said):
            raise Refused("unreadable_words", name=name)
        return {name: None if text is None else said}
    return parse


# parameter -> parser from text (None when left out) to the SQL values
PARSERS = {
    "period": _period,
    "before": _before,
    "as_of": lambda text: {"as_of": day(text) if text else today()},
    "region": _region,
    "since": lambda text: {"since": day(text) if text else None},
    "until": lambda text: {"until": day(text) if text else None},
    "limit": _count("limit", None),
    "offset": _count("offset", 0),
    **{name: _text(name) for name in ("contractor", "assistance", "contract", "file", "severity", "by", "check", "village", "evaluation",
                                      "group_key", "item", "town", "month", "investigator", "checker", "cause", "nature", "error",
                                      "outcome", "plan", "complaint", "violation", "rect", "source", "source_id",
                                      "alert", "rule", "subject", "audit", "person", "deed", "word")},
}

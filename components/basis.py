"""The 依据 of a figure: value, document and clause of a policy parameter, as the regulation table holds them."""

import contextlib
import datetime
import json
import re

from dash import html

from components import replay
from components.door import viewer
from components.remembered import ask_once
from components.text import language, t, word
from data import database
from data import policy as data_policy
from data.refusal import Refused
from queries import parameters


def judged_on() -> datetime.date | None:
    """The day whose policy judges what the section shows, as ``queries.ask`` takes it: the period's last, or the as-of day before it."""
    place, days = replay.standing(), []
    if place is not None:
        with contextlib.suppress(Refused):  # what cannot be read is refused where it is asked for
            days += [parameters.days_of(place.filters["period"])[1]] if "period" in place.filters else []
            days += [parameters.day(place.filters["as_of"])] if "as_of" in place.filters else []
    return min(days, default=None)


def policy() -> dict[str, dict]:
    """Every parameter by name, as it holds for what the section shows: a value confirmed later is no basis of a period that was over."""
    rows = {row["param"]: row for row in ask_once("policy_values", viewer()).dicts()}
    day, store = judged_on(), database.store()
    return rows if day is None else rows | {name: rows[name] | then for name, then in data_policy.before(store.profile, store.folder, day).items()}


def clause(values: dict[str, dict], *names: str):
    """依据: document number and clause of the first parameter known, with its state when the number is not the document's own.

    The whole document and the quotation stand in the title that shows on pointing.
    """
    row = next((values[name] for name in names if name in values), None)
    if row is None:
        return ""
    document = row["document"] or ""
    short = re.search(r"\S*〔\d{4}〕\d+号", document)
    where = " ".join(part for part in (short[0] if short else document.split(" ")[0], row["clause"]) if part)
    said = where or (row["title"] if language() == "zh" else row["title_en"] or row["title"])
    text = (
        t("basis.clause", where=said)
        if row["state"] == "文件明确"
        else t("basis.clause_state", where=said, state=word(row["state"]))
    )
    return html.Span(text, title="\n".join(part for part in (document, row["clause"], row["quotation"]) if part))


def value(values: dict[str, dict], name: str, only_usable: bool = False) -> float | None:
    """A parameter as a number, also while it is only suggested."""
    row = values.get(name)
    try:
        return float(row["value"]) if row and (row["usable"] or not only_usable) else None
    except (TypeError, ValueError):
        return None


def listed(values: dict[str, dict], name: str) -> list[str]:
    """A parameter that is a list of words."""
    row = values.get(name)
    return json.loads(row["value"]) if row and row["value"] else []

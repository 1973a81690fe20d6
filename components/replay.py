"""复核 of a figure: where it stands, the command that asks it again, the file of its question, the state of the store.

A section says in ``here`` where it is and notes what it asks; ``explain`` draws ``facts`` of it into every ⓘ. Pure: what only the
store knows, its fingerprint, is handed in and asked when an ⓘ is drawn.
"""

import contextlib
import contextvars
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from dash import html
from flask import has_request_context, request

from components.ledger_pages import PAGES
from components.text import t

# asked for the frame of a figure, never the figure
HELPERS = ("policy_values", "filter_choices", "data_range", "freshness", "imports", "work_calendar")
MOST = 12  # commands of one ⓘ


@dataclass
class Here:
    """The page a section stands on, the filters its figures were asked for, whose scope they have."""

    path: str
    filters: dict
    scope: str
    fingerprint: Callable[[], str]
    asked: list = field(default_factory=list)
    files: list = field(default_factory=list)


_here: contextvars.ContextVar[Here | None] = contextvars.ContextVar("here", default=None)


@contextlib.contextmanager
def here(place: Here | None):
    """Everything drawn inside stands at this place."""
    before = _here.set(place)
    try:
        yield
    finally:
        _here.reset(before)


def standing() -> Here | None:
    """Where the section stands that is being drawn."""
    return _here.get()


def note(question: str, given: dict) -> None:
    """A question that the section asks."""
    place = _here.get()
    if place is not None and question not in HELPERS and (question, given) not in place.asked:
        place.asked.append((question, given))


def read(file: str) -> None:
    """A file of the project that the section shows."""
    if (place := _here.get()) is not None:
        place.files.append(file)


def whole_page() -> str:
    """The address of the workbook with every ledger of the page that is being drawn; '' where it has none."""
    place = _here.get()
    name = place.path.strip("/") if place else ""
    return f"/ledgers/{name}.xlsx?{urlencode(place.filters)}" if place and name in PAGES else ""


def command(question: str, given: dict, scope: str, wanted: str = "") -> str:
    """The same question at the command line; ``wanted``: what is selected from its answer, in quotes that Windows knows too."""
    words = [f"--{name.replace('_', '-')} {shlex.quote(str(value))}" for name, value in given.items()]
    return " ".join(["python app.py ask", question, *words, *([f"--select {quoted(wanted)}"] if wanted else []),
                     *([f"--as {shlex.quote(scope)}"] if scope else [])])


def quoted(wanted: str) -> str:
    """SQL as one word: between double quotes, which the shells of Linux and Windows both know, as long as nothing in it means more there."""
    return f'"{wanted}"' if not set(wanted) & set('"$`\\!%\n') else shlex.quote(wanted)


def sql(value: str) -> str:
    """A text within SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def root() -> str:
    """The address of this server as the reader has it."""
    return request.host_url.rstrip("/") if has_request_context() else ""


def lines(place: Here, figure: tuple[str, str] | None = None) -> list[str]:
    """Permalink, command, file and fingerprint: of ``figure``, (its question, what to select from the answer), else of all that was asked."""
    question, select = figure or ("", "")
    mine = [one for one in place.asked if question in ("", one[0])] or [("policy_values", {})]  # a figure of the regulation alone
    mine = mine[:1] if figure else mine[:MOST]
    files = dict.fromkeys([*(f"queries/{question}.sql" for question, _ in mine), *place.files])
    return [f"{root()}{place.path}?{urlencode(place.filters)}", *(command(*one, place.scope, select) for one in mine), *files,
            place.fingerprint()]


def facts(figure: tuple[str, str] | None = None) -> list:
    """复核 as the last entry of an ⓘ; nothing outside a section."""
    place = _here.get()
    if place is None:
        return []
    return [html.Dt(t("explain.replay")), html.Dd(copied("\n".join(lines(place, figure))), className="mj-replay")]


def copied(text: str) -> list:
    """A text and the button that copies it (assets/copy.js)."""
    icon = html.I(className="bi bi-clipboard", **{"aria-hidden": "true"})
    done = {"data-copy": "", "data-done": t("explain.copied")}
    return [html.Pre(text), html.Button([icon, html.Span(t("explain.copy"), **{"aria-live": "polite"})], type="button", className="mj-button", **done)]

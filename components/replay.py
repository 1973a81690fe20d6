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
# whose card stands among others, each of a question of its own
OF = {
    **dict.fromkeys(("accuracy_rate", "accuracy_item_rate", "recheck_rate"), ("overview", "accuracy")),
    "satisfaction_score": ("overview", "satisfaction"),
    "service_feedback": ("overview", "service_feedback"),
    "publicity_coverage": ("overview", "publicity_coverage", "publicity_grid", "publicity_villages"),
    "payment_due": ("overview", "payment_tranches"),
    "payment_progress": ("payment_summary",),
    "payment_gate": ("payment_tranches",),
}
MOST = 5  # commands of one ⓘ


@dataclass
class Here:
    """The page a section stands on, the filters its figures were asked for, whose scope they have."""

    path: str
    filters: dict
    scope: str
    fingerprint: Callable[[], str]
    asked: list = field(default_factory=list)


_here: contextvars.ContextVar[Here | None] = contextvars.ContextVar("here", default=None)


@contextlib.contextmanager
def here(place: Here | None):
    """Everything drawn inside stands at this place."""
    before = _here.set(place)
    try:
        yield
    finally:
        _here.reset(before)


def note(question: str, given: dict) -> None:
    """A question that the section asks."""
    place = _here.get()
    if place is not None and question not in HELPERS and (question, given) not in place.asked:
        place.asked.append((question, given))


def whole_page() -> str:
    """The address of the workbook with every ledger of the page that is being drawn; '' where it has none."""
    place = _here.get()
    name = place.path.strip("/") if place else ""
    return f"/ledgers/{name}.xlsx?{urlencode(place.filters)}" if place and name in PAGES else ""


def command(question: str, given: dict, scope: str) -> str:
    """The same question at the command line."""
    words = [f"--{name.replace('_', '-')} {shlex.quote(str(value))}" for name, value in given.items()]
    return " ".join(["python app.py ask", question, *words, *([f"--as {shlex.quote(scope)}"] if scope else [])])


def root() -> str:
    """The address of this server as the reader has it."""
    return request.host_url.rstrip("/") if has_request_context() else ""


def lines(name: str, place: Here) -> list[str]:
    """Permalink, command, file and fingerprint of the figure that the definition ``name`` explains."""
    wanted = next((one for one in OF.get(name, ()) if any(question == one for question, _ in place.asked)), None)
    mine = [one for one in place.asked if wanted in (None, one[0])][:MOST] or [("policy_values", {})]  # a figure of the regulation alone
    files = dict.fromkeys(f"queries/{question}.sql" for question, _ in mine)
    return [f"{root()}{place.path}?{urlencode(place.filters)}", *(command(*one, place.scope) for one in mine), *files, place.fingerprint()]


def facts(name: str) -> list:
    """复核 as the last entry of an ⓘ; nothing outside a section."""
    place = _here.get()
    if place is None:
        return []
    return [html.Dt(t("explain.replay")), html.Dd(copied("\n".join(lines(name, place))), className="mj-replay")]


def copied(text: str) -> list:
    """A text and the button that copies it (assets/copy.js)."""
    icon = html.I(className="bi bi-clipboard", **{"aria-hidden": "true"})
    done = {"data-copy": "", "data-done": t("explain.copied")}
    return [html.Pre(text), html.Button([icon, html.Span(t("explain.copy"), **{"aria-live": "polite"})], type="button", className="mj-button", **done)]

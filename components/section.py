"""A section of a page: an empty shell in the layout, filled by one guarded callback, failing alone when it fails.

section.shell("accuracy", "trend", 360)              in the layout
@section.fill("accuracy", "trend", *ROLES)           above the function that answers
def trend(settled): ...
"""

import functools
import json
import logging
import secrets

import dash
from dash import Input, Output, State, no_update
from dash.exceptions import PreventUpdate
from orjson import Fragment
from plotly.io.json import to_json_plotly

from components import downloads, remembered, replay, states
from components.door import guarded, viewer
from components.still import Place, drawn, freeze, written
from components.text import BLANK, language, t
from components.theme import theme
from data import database
from data.people import administrators
from data.refusal import Refused, sentence
from data.viewer import ROLES
from queries import Answer, questions

log = logging.getLogger("mingjian")
# pages whose sections show answers alone: nothing of a session, a draft, a moment or a person
LASTING = {"accuracy", "overview", "satisfaction", "publicity", "payments", "performance", "complaints"}
COUNTY = ("leader", "panel", "finance", "auditor", "admin")  # roles that see what is the county's matter: contracts, scores, money


def shell(page: str, name: str, height: int) -> Place:
    """The place of a section: a skeleton of the height that the filled one will have, so that nothing jumps; 0 for a line."""
    return Place(f"{page}-{name}", written(states.skeleton(height)) if height else None)


def settled_for(page: str, tab: str | None = None) -> dict:
    """Where a section reads what its page is settled to; that of a panel is told only while the panel is shown (panels.py).

    A place a page: the browser looks through all callbacks that read a place, on whatever page they show something.
    """
    return {"settled": page, "of": "page" if tab is None else tab or "first"}


def fill(page: str, name: str, *roles: str, uses: tuple[str, ...] | None = None, tab: str | None = None):
    """Registers ``function(settled) -> component`` as the guarded callback that fills the section.

    ``uses``: the filters its figures depend on (None: all of them); when none of these changed, it stands as it is.
    ``tab``: the panel it stands in; what nobody sees is not asked for.
    """
    place = f"{page}-{name}"

    def register(function):
        @guarded(*(set(roles) if set(roles) != set(ROLES) else ()))(
            Output(place, "children"), Output(place, "shown"), Output(place, "data-asked"), Input(settled_for(page, tab), "data"), State(place, "data-asked")
        )
        @functools.wraps(function)
        def answer_section(settled, before):
            if not isinstance(settled, dict) or settled.get("page") != page:
                raise PreventUpdate  # the address still belongs to the page before
            if tab is not None and settled.get("tab", "") != tab:
                return (no_update,) * 3
            mine = {key: value for key, value in settled.items() if key != "said" and (uses is None or key in uses)}
            asked = json.dumps(mine, sort_keys=True)
            if asked == before:
                return (no_update,) * 3
            if page not in LASTING:
                return *told(safely(function, settled)), asked
            # what is kept for the next reader is made of what it is kept under, and of nothing else that this one sent; "said" is read
            # by the list of alerts alone, which is not kept
            own = mine | {"page": page, "said": settled.get("said", ())} | ({"tab": tab} if tab else {})
            found = safely(functools.partial(lasting, place, asked, function), own)
            return *(found if isinstance(found, tuple) else told(found)), asked

        return answer_section

    return register


def told(shown) -> tuple:
    """(children, shown) of a place (still.Place)."""
    found = drawn(shown)
    return (freeze(shown), None) if found is None else (no_update, found)


def lasting(place: str, asked: str, function, settled) -> tuple:
    """The same section as before for those who may see the same, while no fact changes: to draw one takes longer than to ask for it."""
    kept = (place, asked, *seen_by())
    # kept as it will be sent
    return remembered.show_once(kept, lambda: tuple([one if one is no_update else Fragment(to_json_plotly(one)) for one in told(function(settled))]))


def seen_by() -> tuple:
    """All that what is shown depends on beside what it was asked for: rights, and for whom they are narrow the name; language and theme."""
    who = viewer()
    return who.role, who.region, who.contractor, who.name if who.region or who.contractor else "", language(), theme()


def safely(function, *arguments):
    """What the function shows, or the state that says why it cannot."""
    try:
        with replay.here(place(arguments[0] if arguments else None)):
            return function(*arguments)
    except PreventUpdate:
        raise
    except Refused as refused:
        if refused.code == "not_allowed":
            return states.no_permission(administrators())
        return states.failed(t("state.refused"), sentence(refused.code, t("common.language"), **refused.details))
    except Exception:
        number = secrets.token_hex(3).upper()
        log.exception("error %s", number)
        return states.failed(t("state.failed"), t("state.failed_why", number=number))


def place(settled) -> replay.Here | None:
    """Where a section stands, for 复核: the page, its filters as they are settled, the scope of who reads."""
    found = settled if isinstance(settled, dict) else {}
    path = next((one["path"] for one in dash.page_registry.values() if one.get("name_key") == found.get("page")), None)
    if path is None:
        return None
    who = viewer()
    filters = {name: value for name, value in found.items() if name not in ("page", "said", "done") and value}
    return replay.Here(path, filters, who.name if who.region or who.contractor else "", functools.cache(lambda: fingerprint(who)))


def fingerprint(who) -> str:
    """The state of the store: until when the data were taken, and the last link of the chain of audit lines."""
    taken = next((one["taken_on"] for one in remembered.ask_once("data_range", who).dicts() if one["taken_on"]), None)
    with database.store().reading() as cursor:
        last = cursor.execute("select audit_id, chain from audit order by audit_id desc limit 1").fetchone() or (0, "")
    return t("explain.fingerprint", day=taken or BLANK, line=last[0], chain=last[1])


def answer(question: str, settled: dict, **more) -> Answer:
    """The question asked with those of the page's filters that it takes."""
    given = asked(question, settled, **more)
    replay.note(question, given)
    return remembered.ask_once(question, viewer(), **given)


def asked(question: str, settled: dict, **more) -> dict:
    """The parameters a question is asked with: those of the page's filters that it takes, and ``more``."""
    takes = {parameter.name for parameter in questions()[question].parameters}
    return {name: value for name, value in settled.items() if name in takes and value} | more


def export(question: str, settled: dict, **more) -> str:
    """Where the same answer is fetched as a workbook."""
    return downloads.address(question, asked(question, settled, **more))

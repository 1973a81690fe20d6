"""A section of a page: an empty shell in the layout, filled by one guarded callback, failing alone when it fails.

section.shell("accuracy", "trend", 360)              in the layout
@section.fill("accuracy", "trend", *ROLES)           above the function that answers
def trend(settled): ...
"""

import functools
import json
import logging
import secrets

from dash import Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from components import downloads, remembered, states
from components.door import guarded, viewer
from components.text import t
from data.people import administrators
from data.refusal import Refused, sentence
from data.viewer import ROLES
from queries import Answer, questions

log = logging.getLogger("mingjian")
COUNTY = ("leader", "panel", "finance", "auditor", "admin")  # roles that see what is the county's matter: contracts, scores, money


def shell(page: str, name: str, height: int) -> html.Div:
    """The place of a section: a skeleton of the height that the filled one will have, so that nothing jumps; 0 for a line."""
    return html.Div(states.skeleton(height) if height else None, id=f"{page}-{name}")


def fill(page: str, name: str, *roles: str, uses: tuple[str, ...] | None = None, tab: str | None = None):
    """Registers ``function(settled) -> component`` as the guarded callback that fills the section.

    ``uses``: the filters its figures depend on (None: all of them); when none of these changed, it stands as it is.
    ``tab``: the panel it stands in; what nobody sees is not asked for.
    """
    place = f"{page}-{name}"

    def register(function):
        @guarded(*(set(roles) if set(roles) != set(ROLES) else ()))(
            Output(place, "children"), Output(place, "data-asked"), Input("settled", "data"), State(place, "data-asked")
        )
        @functools.wraps(function)
        def answer_section(settled, before):
            if not isinstance(settled, dict) or settled.get("page") != page:
                raise PreventUpdate  # the address still belongs to the page before
            if tab is not None and settled.get("tab", "") != tab:
                return no_update, no_update
            mine = {key: value for key, value in settled.items() if key != "said" and (uses is None or key in uses)}
            asked = json.dumps(mine, sort_keys=True)
            return (no_update, no_update) if asked == before else (safely(function, settled), asked)

        return answer_section

    return register


def safely(function, *arguments):
    """What the function shows, or the state that says why it cannot."""
    try:
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


def answer(question: str, settled: dict, **more) -> Answer:
    """The question asked with those of the page's filters that it takes."""
    return remembered.ask_once(question, viewer(), **asked(question, settled, **more))


def asked(question: str, settled: dict, **more) -> dict:
    """The parameters a question is asked with: those of the page's filters that it takes, and ``more``."""
    takes = {parameter.name for parameter in questions()[question].parameters}
    return {name: value for name, value in settled.items() if name in takes and value} | more


def export(question: str, settled: dict, **more) -> str:
    """Where the same answer is fetched as a workbook."""
    return downloads.address(question, asked(question, settled, **more))

"""A section of a page: an empty shell in the layout, filled by one guarded callback, failing alone when it fails.

section.shell("accuracy", "trend", 360)              in the layout
@section.fill("accuracy", "trend", *ROLES)           above the function that answers
def trend(settled): ...
"""

import functools
import logging
import secrets

from dash import Input, Output, html
from dash.exceptions import PreventUpdate

from components import states
from components.door import guarded, viewer
from components.text import t
from data.refusal import Refused, sentence
from data.viewer import ROLES
from queries import Answer, ask, questions

log = logging.getLogger("mingjian")


def shell(page: str, name: str, height: int) -> html.Div:
    """The place of a section: a skeleton of the height that the filled one will have, so that nothing jumps."""
    return html.Div(states.skeleton(height), id=f"{page}-{name}")


def fill(page: str, name: str, *roles: str):
    """Registers ``function(settled) -> component`` as the guarded callback that fills the section."""

    def register(function):
        @guarded(*(set(roles) if set(roles) != set(ROLES) else ()))(
            Output(f"{page}-{name}", "children"), Input("settled", "data")
        )
        @functools.wraps(function)
        def answer_section(settled):
            if not isinstance(settled, dict) or settled.get("page") != page:
                raise PreventUpdate  # the address still belongs to the page before
            return safely(function, settled)

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
            return states.no_permission()
        return states.failed(t("state.refused"), sentence(refused.code, t("common.language"), **refused.details))
    except Exception:
        number = secrets.token_hex(3).upper()
        log.exception("error %s", number)
        return states.failed(t("state.failed"), t("state.failed_why", number=number))


def answer(question: str, settled: dict, **more) -> Answer:
    """The question asked with those of the page's filters that it takes."""
    takes = {parameter.name for parameter in questions()[question].parameters}
    return ask(question, viewer(), **({name: value for name, value in settled.items() if name in takes and value} | more))

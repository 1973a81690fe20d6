"""检查登记: an inspection of a board is entered on a phone or at a desk, with its near and its far photo."""

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html, register_page
from dash.exceptions import PreventUpdate

from components import inspection_form, section, states
from components.door import guarded, viewer
from components.frame import page
from components.text import t
from data import inspections

ROLES = inspections.MAY
register_page(__name__, path="/inspect", name_key="inspect", order=3.5, icon="bi-camera", group="watch", roles=ROLES, filters=(), also=("village",))


def layout(**_):
    if viewer().role in ROLES and not inspections.may(viewer()):
        return page("inspect", ROLES, [states.empty(t("inspect.third_party"), t("inspect.third_party_next")), *_places()])
    return page("inspect", ROLES, _places())


def _places() -> list:
    """Drawn by the browser: what is typed must live on when the server cannot be reached."""
    return [dcc.Store(id="inspect-data"), html.Div(states.skeleton(640), id="inspect-app", **{"data-drawn": ""})]


@guarded(*ROLES)(Output("inspect-data", "data"), Input(section.settled_for("inspect"), "data"))
def given(settled):
    if not isinstance(settled, dict) or settled.get("page") != "inspect" or not inspections.may(viewer()):
        raise PreventUpdate
    return inspection_form.given(viewer(), settled.get("village", ""))


clientside_callback(ClientsideFunction("inspect", "open"), Output("inspect-app", "data-drawn"), Input("inspect-data", "data"))

"""What must be said before sealed content is shown in full: the purpose, and the button that asks for it."""

import dash_bootstrap_components as dbc
from dash import html

from components.text import t
from data.look import PURPOSE


def form(key: str, name: str, said: str) -> html.Div:
    """``name``: the button's name in the callback (``{name: key}``; the purpose is ``{"purpose": key}``); ``said``: its words."""
    purpose = html.Label([t("complaints.purpose"), dbc.Input(id={"purpose": key}, maxlength=PURPOSE, autocomplete="off")])
    eye = html.I(className="bi bi-eye", **{"aria-hidden": "true"})
    return html.Div([purpose, html.Button([eye, said], id={name: key}, type="button", className="mj-button", n_clicks=0)], className="mj-look")

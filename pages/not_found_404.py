"""An address that leads nowhere."""

from dash import html, register_page

from components import states
from components.text import t

register_page(__name__, path="/404")


def layout(**_):
    head = html.H1(t("state.no_page"), className="mj-unseen")
    return html.Main([head, states.empty(t("state.no_page"), t("state.no_page_next"))], id="content", className="mj-content")

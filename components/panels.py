"""Panels of one page, one shown at a time: the address names it as tab, so that it can be sent and the back button works.

All panels are in the layout, so that every section is known; a section of a panel that is not shown is not filled
(section.fill, ``tab``; filters.told). assets/picture.js tells the page which one is shown, assets/45-accuracy.css hides the others.
"""

from collections.abc import Callable

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

from components import links, section
from components.door import viewer
from components.text import t


def panels(page: str, shown: dict[str, list], tab: str = "") -> html.Div:
    """``shown``: name of a panel ('' the first) -> its rows; ``tab``: the one that the address names."""
    inside = [html.Div(rows, className="mj-panel", **{"data-panel": name or "first"}) for name, rows in shown.items()]
    inside += [dcc.Store(id=section.settled_for(page, name)) for name in shown]
    return html.Div(inside, id=f"{page}-panels", className="mj-panels", **{"data-tab": tab if tab in shown else ""})


def tabs(page: str, names: tuple[str, ...], settled: dict) -> html.Nav:
    """The links to the panels; the one shown is marked."""
    chosen = settled.get("tab", "")
    found = []
    for name in names:
        link = links.sets(t(f"{page}.tab_{name or 'first'}"), look="mj-tab", tab=name)
        if name == (chosen if chosen in names else ""):
            setattr(link, "aria-current", "page")
        found.append(link)
    return html.Nav(found, className="mj-panel-tabs", **{"aria-label": t("common.panels")})


def connect(page: str, names_of: Callable[[str], tuple[str, ...]], roles: tuple[str, ...]) -> None:
    """Registers what marks the link and shows the panel; ``names_of``: role -> the panels it sees."""

    @section.fill(page, "tabs", *roles, uses=("page", "tab"))
    def fill(settled):
        return tabs(page, names_of(viewer().role), settled)

    clientside_callback(
        ClientsideFunction("picture", "tab"),
        Output(f"{page}-panels", "data-tab"),
        Input(section.settled_for(page), "data"),
        Input(f"{page}-panels", "id"),
    )

"""One case beside the page: in the address as ?case=..., so that it can be sent to somebody and the back button closes it.

The dialog element traps the focus by itself; assets/drawer.js opens it, and Esc takes the case out of the address.
"""

import functools
from urllib.parse import parse_qs

from dash import Input, Output, html
from dash.exceptions import PreventUpdate

from components import evidence_pack, links, section, states
from components.door import guarded
from components.still import freeze
from components.text import number, t
from data.viewer import ROLES


def shell(page: str) -> html.Div:
    """The place of a page's drawer."""
    return html.Div(id=f"{page}-drawer")


def fill(page: str, *roles: str):
    """Registers ``function(settled, case) -> drawer`` as the guarded callback that shows the case of the address."""

    def register(function):
        @guarded(*(set(roles) if set(roles) != set(ROLES) else ()))(
            Output(f"{page}-drawer", "children"), Input(section.settled_for(page), "data"), Input("address", "search")
        )
        @functools.wraps(function)
        def show(settled, search):
            if not isinstance(settled, dict) or settled.get("page") != page:
                raise PreventUpdate
            case = parse_qs((search or "").lstrip("?")).get("case", [""])[-1]
            if not case:
                return None
            shown = section.safely(function, settled, case)
            dialog = shown if isinstance(shown, html.Dialog) else drawer(t("drawer.case", name=case), None, [], [shown])
            if dialog is shown and (pack := evidence_pack.link(page, case, settled)) is not None:
                dialog.children[-1].children.append(pack)
            dialog.children = freeze(dialog.children)
            return dialog

        return show

    return register


def facts(*pairs: tuple[str, object]) -> html.Dl:
    """Small facts under the title, four a row."""
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs], className="mj-drawer-facts")


def missing(case: str) -> html.Div:
    """The address names a case that the filters do not hold."""
    return states.empty(t("drawer.missing", name=case), t("drawer.missing_next"))


def neighbours(case: str, order: list[str]) -> tuple[str | None, str | None, int]:
    """The case before, the one after, and the place of this one from 1."""
    at = order.index(case)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None), at + 1


def drawer(title: str, status, head: list, body: list, case: str = "", order: list[str] = ()) -> html.Dialog:
    """The dialog; ``order``: the keys of all cases as the ledger shows them, for previous and next."""
    cross = html.I(className="bi bi-x-lg", **{"aria-hidden": "true"})
    close = links.sets(cross, look="mj-square mj-close", label=t("drawer.close"), case="")
    foot = []
    if case in order:
        before, after, place = neighbours(case, list(order))
        foot = [
            _step("bi-chevron-left", "previous", before),
            _step("bi-chevron-right", "next", after),
            html.Span(t("drawer.place", place=number(place), whole=number(len(order)))),
        ]
    return html.Dialog(
        [
            html.Header([html.Div([html.H2(title), status], className="mj-drawer-title"), close, *head]),
            html.Div(body, className="mj-drawer-body"),
            html.Footer(foot),
        ],
        className="mj-drawer",
        **{"aria-label": title},
    )


def _step(icon: str, which: str, case: str | None):
    """One step through the ledger, also by the arrow keys (assets/picture.js)."""
    inside = [html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), t(f"drawer.{which}")]
    if case is None:
        return html.Span(inside, className="mj-button mj-off", **{"aria-disabled": "true"})
    link = links.sets(inside, look="mj-button", case=case)
    setattr(link, "data-step", which)
    return link

"""What stands around every page: rail, top bar, bottom bar on a phone."""

import dash
import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, html
from flask_login import current_user

from components import filters, states, theme
from components.door import guarded, viewer
from components.text import LANGUAGES, language, t
from data.people import administrators
from data.refusal import Refused

GROUPS = ("watch", "data")  # the rail's two groups, in order


def pages_of(role: str) -> list[dict]:
    """The pages a role may open, in the rail's order."""
    own = [page for page in dash.page_registry.values() if role in page.get("roles", ())]
    return sorted(own, key=lambda page: page["order"])


def _link(page: dict, short: bool = False) -> dbc.NavLink:
    words = t(f"page.{page['name_key']}{'_short' if short else ''}")
    where = {"badge": page["name_key"], "in": "tabs" if short else "rail"}
    inside = [html.I(className=f"bi {page['icon']}", **{"aria-hidden": "true"}), html.Span(words, className="mj-words")]
    if page.get("badge"):
        inside.append(html.Span(id=where, className="mj-badge"))
    return dbc.NavLink(inside, href=page["path"], active="exact")


def layout() -> html.Div:
    """The frame; holds no figure, only who is signed in.

    Dash asks for it once by itself before the first request, whoever sent that: a stranger's is bare.
    """
    if not current_user or not current_user.is_authenticated:
        return html.Div([dash.page_container, filters.address()])
    own = pages_of(viewer().role)
    groups = []
    for group in GROUPS:
        links = [_link(page) for page in own if page["group"] == group]
        groups += [html.H2(t(f"frame.group_{group}")), *links] if links else []
    return html.Div(
        [
            html.A(t("frame.skip"), href="#content", className="mj-skip"),
            html.Aside(html.Div([_brand(), html.Nav(groups, **{"aria-label": t("frame.navigation")}), html.Footer(t("frame.offline"))]), className="mj-rail"),
            html.Div(dash.page_container, className="mj-body"),
            html.Nav([_link(page, short=True) for page in own[:5]], className="mj-tabs", **{"aria-label": t("frame.navigation")}),
            _cut_off(),
            filters.address(),
        ],
        className="mj-frame",
    )


def _cut_off() -> html.Div:
    """Shown by assets/session.js while the server does not answer."""
    again = html.Button(t("state.again"), type="button", **{"data-again": ""})
    return html.Div([html.Span(t("state.cut_off")), again], id="cut-off", hidden=True, role="alert")


def _brand() -> html.Div:
    return html.Div(
        [html.Img(src="/assets/mark.svg", alt=""), html.Div([html.B(t("frame.name")), html.Span(t("frame.subtitle"))])], className="mj-brand"
    )


def connect() -> None:
    """Registers the rail's badges: how many things of a page wait for somebody, by the figures that the page opens with.

    A page registers ``badge=function(settled) -> how many``; none shows for nothing, or where the figure cannot be had.
    """

    @guarded()(Output({"badge": ALL, "in": ALL}, "children"), Input("address", "pathname"), State({"badge": ALL, "in": ALL}, "id"))
    def badges(_pathname, places):
        own = {page["name_key"]: page for page in pages_of(viewer().role) if page.get("badge")}
        counts = {name: _count(page) for name, page in own.items() if name in {place["badge"] for place in places}}
        return [_badge(counts.get(place["badge"])) for place in places]


def _count(page: dict) -> int:
    try:
        return page["badge"](filters.settle(page, None)[0])
    except Refused:
        return 0


def _badge(count: int | None):
    return html.Span([str(count), html.Span(t("frame.waiting"), className="mj-unseen")]) if count else None


def _switches() -> list:
    """Language, theme, print, person, sign-out."""
    tongues = html.Div(
        [
            html.Button(
                t(f"frame.language_{name}"),
                type="button",
                lang=name,
                title=t(f"frame.language_{name}_title"),
                **{"data-preference": "language", "data-value": name, "aria-pressed": str(name == language()).lower()},
            )
            for name in LANGUAGES
        ],
        className="mj-switch",
        role="group",
        **{"aria-label": t("frame.language")},
    )
    other = "dark" if theme.theme() == "light" else "light"
    moon = html.Button(
        html.I(className=f"bi {'bi-moon' if other == 'dark' else 'bi-sun'}", **{"aria-hidden": "true"}),
        type="button",
        className="mj-square",
        title=t(f"frame.theme_{other}"),
        **{"data-preference": "theme", "data-value": other, "aria-label": t(f"frame.theme_{other}")},
    )
    printer = html.Button(
        html.I(className="bi bi-printer", **{"aria-hidden": "true"}),
        type="button",
        className="mj-square mj-printer",
        title=t("frame.print"),
        **{"data-print": "", "aria-label": t("frame.print")},
    )
    who = viewer()
    leave = html.Form(
        html.Button(
            html.I(className="bi bi-box-arrow-right", **{"aria-hidden": "true"}),
            type="submit",
            className="mj-square",
            title=t("frame.sign_out"),
            **{"aria-label": t("frame.sign_out")},
        ),
        action="/sign-out",
        method="post",
    )
    person = html.Div(
        [
            html.Span(who.name[:1], className="mj-initial", **{"aria-hidden": "true"}),
            html.Div([html.B(who.name), html.Span(t(f"role.{who.role}"))], className="mj-who"),
            leave,
        ],
        className="mj-person",
    )
    return [tongues, moon, printer, person]


def page(name: str, roles: tuple[str, ...], sections: list, conclusion=None) -> html.Div:
    """A page in the frame: top bar, 结论, filter bar and its empty sections; a role that may not, sees whom to ask."""
    allowed = viewer().role in roles
    top = html.Header(
        [html.H1(t(f"page.{name}")), html.Div(id="until", className="mj-until", **{"aria-live": "polite"}), *_switches()],
        className="mj-top",
    )
    first = [html.Div(conclusion, className="mj-first")] if allowed and conclusion is not None else []
    body = [*first, *filters.bar(), *(sections if allowed else [states.no_permission(administrators())])]
    return html.Div([top, html.Main(body, id="content", className="mj-content")])


def row(*cells) -> html.Div:
    """A row of the 12-column grid; a cell is a component or (component, columns)."""
    return html.Div(
        [html.Div(cell[0], className=f"mj-{cell[1]}") if isinstance(cell, tuple) else html.Div(cell) for cell in cells],
        className="mj-row",
    )

"""What stands around every page: rail, top bar, bottom bar on a phone."""

import dash
from dash import html
from flask_login import current_user

from components import filters, navigation, states, theme, views_menu
from components.door import viewer
from components.still import freeze, written
from components.text import LANGUAGES, language, t
from data.people import administrators


def layout() -> html.Div:
    """The frame; holds no figure, only who is signed in.

    Dash asks for it once by itself before the first request, whoever sent that: a stranger's is bare.
    """
    if not current_user or not current_user.is_authenticated:
        return html.Div([dash.page_container, filters.address()])
    own = navigation.pages_of(viewer().role)
    return html.Div(
        [
            html.A(t("frame.skip"), href="#content", className="mj-skip"),
            written(html.Aside(html.Div([_brand(), navigation.rail(own), html.Footer(t("frame.offline"))]), className="mj-rail")),
            html.Div(dash.page_container, className="mj-body"),
            *map(written, navigation.bar(own)),
            navigation.badges(),
            written(_cut_off()),
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


def _switches() -> list:
    """Language, views, theme, print, person, sign-out."""
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
            html.A(who.name[:1], href="/account", className="mj-initial", title=t("door.account"), **{"aria-label": t("door.account")}),
            html.Div([html.B(who.name), html.Span(t(f"role.{who.role}"))], className="mj-who"),
            leave,
        ],
        className="mj-person",
    )
    return [tongues, views_menu.menu(), moon, printer, person]


def page(name: str, roles: tuple[str, ...], sections: list, conclusion=None) -> html.Div:
    """A page in the frame: top bar, 结论, filter bar and its empty sections; a role that may not, sees whom to ask."""
    allowed = viewer().role in roles
    top = html.Header(
        [html.H1(t(f"page.{name}")), html.Div(id="until", className="mj-until", **{"aria-live": "polite"}), *freeze(_switches())],
        className="mj-top",
    )
    first = [html.Div(conclusion, className="mj-first")] if allowed and conclusion is not None else []
    body = [*first, *filters.bar(name), *(sections if allowed else [states.no_permission(administrators())])]
    return html.Div([top, html.Main(body, id="content", className="mj-content", **{"data-page": name})])


def row(*cells, look: str = "") -> html.Div:
    """A row of the 12-column grid; a cell is a component or (component, columns).

    ``look``: its own class. A page's rows are named so because :has() would restyle the whole page at every change in them.
    """
    return html.Div(
        [html.Div(cell[0], className=f"mj-{cell[1]}") if isinstance(cell, tuple) else html.Div(cell) for cell in cells],
        className=f"mj-row {look}".strip(),
    )

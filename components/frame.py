"""What stands around every page: rail, top bar, bottom bar on a phone."""

import dash
import dash_bootstrap_components as dbc
from dash import html
from flask_login import current_user

from components import filters, states, theme
from components.door import viewer
from components.text import LANGUAGES, language, t

GROUPS = ("watch", "data")  # the rail's two groups, in order


def pages_of(role: str) -> list[dict]:
    """The pages a role may open, in the rail's order."""
    own = [page for page in dash.page_registry.values() if role in page.get("roles", ())]
    return sorted(own, key=lambda page: page["order"])


def _link(page: dict, short: bool = False) -> dbc.NavLink:
    words = t(f"page.{page['name_key']}{'_short' if short else ''}")
    return dbc.NavLink(
        [html.I(className=f"bi {page['icon']}", **{"aria-hidden": "true"}), html.Span(words)], href=page["path"], active="exact"
    )


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
            html.Aside(
                [
                    html.Div(
                        [
                            html.Img(src="/assets/mark.svg", alt=""),
                            html.Div([html.B(t("frame.name")), html.Span(t("frame.subtitle"))]),
                        ],
                        className="mj-brand",
                    ),
                    html.Nav(groups, **{"aria-label": t("frame.navigation")}),
                    html.Footer(t("frame.offline")),
                ],
                className="mj-rail",
            ),
            html.Div(dash.page_container, className="mj-body"),
            html.Nav([_link(page, short=True) for page in own[:5]], className="mj-tabs", **{"aria-label": t("frame.navigation")}),
            filters.address(),
        ]
    )


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
    return [tongues, moon, person]


def page(name: str, roles: tuple[str, ...], sections: list) -> html.Div:
    """A page in the frame: its top bar, the filter bar and its empty sections; a role that may not, sees whom to ask."""
    allowed = viewer().role in roles
    top = html.Header(
        [html.H1(t(f"page.{name}")), html.Div(id="until", className="mj-until", **{"aria-live": "polite"}), *_switches()],
        className="mj-top",
    )
    body = [*filters.bar(), *(sections if allowed else [states.no_permission()])]
    return html.Div([top, html.Main(body, id="content", className="mj-content")])


def row(*cells) -> html.Div:
    """A row of the 12-column grid; a cell is a component or (component, columns)."""
    return html.Div(
        [html.Div(cell[0], className=f"mj-{cell[1]}") if isinstance(cell, tuple) else html.Div(cell) for cell in cells],
        className="mj-row",
    )

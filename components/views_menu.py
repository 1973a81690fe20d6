"""我的视图 in the top bar: the page as it is narrowed now, kept under a name of one's own, and the way back to it."""

from urllib.parse import quote, unquote

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from components import filters
from components.door import guarded, viewer
from components.text import language, t
from data import saved_views
from data.refusal import Refused, sentence


def _icon(name: str) -> html.I:
    return html.I(className=f"bi {name}", **{"aria-hidden": "true"})


def menu() -> html.Details:
    """The button and its popover; the list is filled when the frame stands."""
    button = html.Summary(_icon("bi-bookmark"), title=t("views.title"), className="mj-square", **{"aria-label": t("views.title")})
    form = html.Div([html.Label([t("views.name"), dbc.Input(id="view-name", maxlength=saved_views.NAME, autocomplete="off")]),
                     html.Button([_icon("bi-bookmark-plus"), t("views.save")], id={"view": "save", "of": ""}, type="button", className="mj-button", n_clicks=0),
                     html.P(id="view-said", role="status")], className="mj-view-form")
    return html.Details([button, html.Div([html.B(t("views.title")), html.Div(id="views"), form], className="mj-pop")], className="mj-menu mj-views")


def listed(views: list[tuple[str, str]]):
    """One's views, each with a cross. Its id is ASCII: Dash finds no value of a triggering id that is not."""
    if not views:
        return html.P(t("views.none"), className="mj-measure")
    return html.Ul([html.Li([dcc.Link(name, href=address, className="mj-link"),
                             html.Button(_icon("bi-x"), id={"view": "remove", "of": quote(name)}, type="button", className="mj-square", n_clicks=0,
                                         title=t("views.remove", name=name), **{"aria-label": t("views.remove", name=name)})]) for name, address in views])


def connect() -> None:
    """Registers the callback of the menu."""

    @guarded()(
        Output("views", "children"), Output("view-said", "children"), Output("view-name", "value"),
        Input({"view": ALL, "of": ALL}, "n_clicks"), State("view-name", "value"), State("address", "pathname"), State("address", "search"))
    def views(clicks, name, pathname, search):
        who = viewer()
        if not ctx.triggered or not ctx.triggered[0]["value"] or not isinstance(ctx.triggered_id, dict):
            if len(clicks) > 1:
                raise PreventUpdate  # the list was only drawn
            return listed(saved_views.listed(who)), no_update, no_update
        try:
            if ctx.triggered_id["view"] == "remove":
                saved_views.remove(who, unquote(str(ctx.triggered_id["of"])))
                return listed(saved_views.listed(who)), t("views.removed"), no_update
            page = filters.page_at(pathname)
            if page is None or who.role not in page.get("roles", ()):
                raise PreventUpdate
            saved_views.save(who, name, pathname + (search or ""))
        except Refused as refused:
            return no_update, sentence(refused.code, language(), **refused.details), no_update
        return listed(saved_views.listed(who)), t("views.saved"), ""

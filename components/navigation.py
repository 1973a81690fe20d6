"""The ways to the pages: the rail with its badges; on a phone a bar with the first pages and a sheet with the rest."""

import dash
import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, html

from components import filters
from components.door import guarded, viewer
from components.text import number, t
from data.refusal import Refused

GROUPS = ("watch", "data")  # the rail's groups, in order; a page of no group here would have no way to it
IN_BAR = 5  # places in the bottom bar; with more pages the last is 更多
REST = "rest"  # the badge of 更多


def pages_of(role: str) -> list[dict]:
    """The pages a role may open, in the rail's order."""
    own = [page for page in dash.page_registry.values() if role in page.get("roles", ())]
    return sorted(own, key=lambda page: (GROUPS.index(page["group"]), page["order"]))


def in_bar(own: list[dict]) -> list[dict]:
    """The pages that the bottom bar shows; the others are in the sheet."""
    return own if len(own) <= IN_BAR else own[: IN_BAR - 1]


def _glyph(icon: str) -> html.I:
    return html.I(className=f"bi {icon}", **{"aria-hidden": "true"})


def _link(page: dict, where: str) -> dbc.NavLink:
    words = t(f"page.{page['name_key']}{'_short' if where == 'tabs' else ''}")
    inside = [_glyph(page["icon"]), html.Span(words, className="mj-words")]
    if page.get("badge"):
        inside.append(html.Span(id={"badge": page["name_key"], "in": where}, className="mj-badge"))
    return dbc.NavLink(inside, href=page["path"], active="exact")


def _grouped(pages: list[dict], where: str) -> list:
    """Links under the headings of their groups."""
    found = []
    for group in GROUPS:
        links = [_link(page, where) for page in pages if page["group"] == group]
        found += [html.H2(t(f"frame.group_{group}")), *links] if links else []
    return found


def rail(own: list[dict]) -> html.Nav:
    """Every page, grouped; the list scrolls between brand and foot when the window is low."""
    return html.Nav(_grouped(own, "rail"), **{"aria-label": t("frame.navigation")})


def bar(own: list[dict]) -> list:
    """The bottom bar of a phone and, where it does not hold every page, the sheet that its last button opens (assets/sheet.js)."""
    shown = in_bar(own)
    rest = own[len(shown):]
    links = [_link(page, "tabs") for page in shown]
    named = {"aria-label": t("frame.navigation")}
    if not rest:
        return [html.Nav(links, className="mj-tabs", **named)]
    counted = [html.Span(id={"badge": REST, "in": "tabs"}, className="mj-badge")] if any(page.get("badge") for page in rest) else []
    more = html.Button(
        [_glyph("bi-three-dots"), html.Span(t("frame.more"), className="mj-words"), *counted],
        id="more",
        type="button",
        className="nav-link",
        **{"aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "sheet", "data-paths": " ".join(page["path"] for page in rest)},
    )
    close = html.Button(_glyph("bi-x-lg"), type="button", className="mj-square mj-close", **{"aria-label": t("frame.more_close"), "data-close": ""})
    head = html.Header([html.Span(t("frame.more_pages"), id="sheet-name"), close])
    sheet = html.Dialog(
        [head, html.Nav(_grouped(rest, "sheet"), **{"aria-labelledby": "sheet-name"})], id="sheet", className="mj-sheet", **{"aria-labelledby": "sheet-name"}
    )
    return [html.Nav([*links, more], className="mj-tabs", **named), sheet]


def connect() -> None:
    """Registers the badges: how many things of a page wait for somebody, by the figures that the page opens with.

    A page registers ``badge=function(settled) -> (how many, what they are in words)``; none shows for nothing, or where
    the figure cannot be had. The words are those of the page's 结论.
    """

    @guarded()(Output({"badge": ALL, "in": ALL}, "children"), Input("address", "pathname"), State({"badge": ALL, "in": ALL}, "id"))
    def badges(_pathname, places):
        own = pages_of(viewer().role)
        rest = [page["name_key"] for page in own[len(in_bar(own)):]]
        asked = {place["badge"] for place in places} - {REST}
        counts = {page["name_key"]: count(page) for page in own if page.get("badge") and page["name_key"] in asked}
        waiting = [counts[name][0] for name in rest if name in counts]
        counts[REST] = (sum(waiting), t("frame.more_waiting", count=number(sum(waiting))))
        return [badge(*counts.get(place["badge"], (0, ""))) for place in places]


def count(page: dict) -> tuple[int, str]:
    """What waits on a page."""
    try:
        return page["badge"](filters.settle(page, None)[0])
    except Refused:
        return 0, ""


def badge(waiting: int, said: str):
    """The number, with what it counts on pointing and for who listens."""
    return html.Span([html.Span(number(waiting), **{"aria-hidden": "true"}), html.Span(f" {said}", className="mj-unseen")], title=said) if waiting else None

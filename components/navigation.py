"""The ways to the pages: the rail with its badges; on a phone a bar with the first pages and a sheet with the rest.

They go to the browser as HTML (still.py): assets/navigation.js marks the page that is open and fills the badges.
"""

import dash
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

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


def _badge(name: str) -> html.Span:
    return html.Span(className="mj-badge", **{"data-badge": name})


def _link(page: dict, where: str) -> html.A:
    words = t(f"page.{page['name_key']}{'_short' if where == 'tabs' else ''}")
    inside = [_glyph(page["icon"]), html.Span(words, className="mj-words")]
    if page.get("badge"):
        inside.append(_badge(page["name_key"]))
    return html.A(inside, href=page["path"], className="nav-link", **{"data-way": ""})


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
    counted = [_badge(REST)] if any(page.get("badge") for page in rest) else []
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


def badges() -> dcc.Store:
    """Where assets/navigation.js reads what the badges say."""
    return dcc.Store(id="badges")


def connect() -> None:
    """Registers the badges: how many things of a page wait for somebody, by the figures that the page opens with.

    A page registers ``badge=function(settled) -> (how many, what they are in words)``; none shows for nothing, or where
    the figure cannot be had. The words are those of the page's 结论.
    """

    @guarded()(Output("badges", "data"), Input("address", "pathname"))
    def counts(_pathname):
        own = pages_of(viewer().role)
        counted = {page["name_key"]: count(page) for page in own if page.get("badge")}
        rest = [page["name_key"] for page in own[len(in_bar(own)):]]
        waiting = sum(counted[name][0] for name in rest if name in counted)
        counted[REST] = (waiting, t("frame.more_waiting", count=number(waiting)))
        return {name: badge(*said) for name, said in counted.items()}

    clientside_callback(ClientsideFunction("navigation", "show"), Output("badges", "modified_timestamp"), Input("address", "pathname"), Input("badges", "data"))


def count(page: dict) -> tuple[int, str]:
    """What waits on a page."""
    try:
        return page["badge"](filters.settle(page, None)[0])
    except Refused:
        return 0, ""


def badge(waiting: int, said: str) -> tuple[str, str] | None:
    """The number, and what it counts: said on pointing and to who listens."""
    return (number(waiting), said) if waiting else None

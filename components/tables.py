"""Ledgers: AG Grid in the page's tokens and the reader's language, numbers right, one unit stated."""

import re

import dash_ag_grid
from dash import html

from components import links
from components.card_menu import card_menu
from components.figure_card import heading
from components.still import Ledger
from components.text import catalogue, language, number, t
from components.theme import GRID_THEME

dash_ag_grid._js_dist[0]["dynamic"] = True  # 600 KiB that a page without ledgers in sight needs not: assets/still.js fetches them


def locale_text() -> dict[str, str]:
    """The grid's own words (the tables [grid.*] of text.toml)."""
    return {key.removeprefix("grid."): entry[language()] for key, entry in catalogue().items() if key.startswith("grid.")}


def column(name: str, header: str, kind: str = "words", **more) -> dict:
    """A column. kind: words, whole (counts), two (shares and money: two decimals), day, tag; links: case (opens the drawer),
    way (another page), rows (the rows behind)."""
    base = {"field": name, "headerName": header, "headerTooltip": header}
    if kind in ("whole", "two"):
        base |= {"type": "rightAligned", "valueFormatter": {"function": f"{kind}(params.value)"}, "minWidth": 96}
    elif kind == "tag":
        base |= {
            "cellRenderer": "Tag",
            "valueFormatter": {"function": "params.value ? params.value.text : ''"},
            "minWidth": 136 if language() == "zh" else 192,
            "comparator": {"function": "tagOrder"},
            "filterValueGetter": {"function": f"params.data.{name} ? params.data.{name}.text : ''"},
        }
    elif kind == "case":  # the cell's value is the key of the case
        base |= {"cellRenderer": "Case", "minWidth": 128, "filter": "agTextColumnFilter"}
    elif kind == "way":  # the cell's value is {text, href}: a link to another page
        base |= {
            "cellRenderer": "Way",
            "valueFormatter": {"function": "params.value ? params.value.text : ''"},
            "comparator": {"function": "tagOrder"},
            "filter": "agTextColumnFilter",
            "filterValueGetter": {"function": f"params.data.{name} ? params.data.{name}.text : ''"},
            "minWidth": 128,
        }
    elif kind == "rows":  # the cell's value is {text, said, goto}: what its link puts into the address, and where it leads
        base |= {
            "cellRenderer": "Rows",
            "minWidth": 112,
            "valueFormatter": {"function": "params.value ? params.value.text : ''"},
            "comparator": {"function": "tagOrder"},
            "filter": "agTextColumnFilter",
            "filterValueGetter": {"function": f"params.data.{name} ? params.data.{name}.text : ''"},
        }
    else:
        base |= {"valueFormatter": {"function": "words(params.value)"}, "minWidth": 112, "filter": "agTextColumnFilter"}
        if kind == "words":
            base["tooltipField"] = name
    found = base | more
    return found | {"minWidth": max(found["minWidth"], _whole_words(header, "filter" in found))}


def _whole_words(header: str, filtered: bool) -> int:
    """Pixels in which no word of a Latin header is cut: 7.5 a letter, the cell's padding, the filter's sign."""
    longest = max((len(word) for word in re.findall(r"[A-Za-z-]+", header)), default=0)
    return round(36 + 7.5 * longest + 24 * filtered) if longest else 0


def grid(identity: str, columns: list[dict], rows: list[dict], page_size: int = 20, dense: bool = False) -> Ledger:
    """The grid alone, for a card of another make."""
    tall = len(rows) > page_size
    options = {
        "theme": GRID_THEME,
        "localeText": locale_text(),
        "domLayout": "autoHeight",
        "pagination": tall,
        "paginationPageSize": page_size,
        "paginationPageSizeSelector": False,
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "suppressDragLeaveHidesColumns": True,
        "tooltipShowDelay": 300,
        "animateRows": False,
        "rowHeight": 31 if dense else 40,
        "suppressColumnVirtualisation": True,
    }
    return Ledger(
        id=identity,
        columnDefs=columns,
        rowData=rows,
        dashGridOptions=options,
        columnSize="responsiveSizeToFit",
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
            "suppressHeaderMenuButton": False,
            "suppressMovable": False,
        },
        style={"height": None, "width": "100%"},
    )


def ledger(
    identity: str,
    title: str,
    note: str,
    columns: list[dict],
    rows: list[dict],
    source: str,
    clause: str = "",
    page_size: int = 20,
    tools=None,
    info=None,
    export: str = "",
    chips=None,
    dense: bool = False,
    place: str = "",
) -> html.Section:
    """A table card. ``note`` states the unit of its numbers; rows are JSON-plain (money as text keeps its cents).

    ``chips`` narrow its rows; ``place``: the id that links to these rows scroll to.
    """
    table = grid(identity, columns, rows, page_size, dense)
    return html.Section(
        [
            heading(title, note, [tools, info, card_menu(title, export=export)]),
            chips,
            html.Div(table, className="mj-ledger"),
            html.Footer([html.Span(source), html.Span(clause)]),
        ],
        className="mj-card",
        **({"id": place} if place else {}),
    )


def chips(name: str, chosen: str, choices: list[tuple[str, str, int]], goto: str) -> html.Div:
    """仅看: one of ``choices`` (value, words, how many rows) written into the address as ``name``; '' shows all."""
    return html.Div(
        [
            links.sets([said, html.Small(number(count))], goto, "mj-chip mj-chosen" if value == chosen else "mj-chip", **{name: value})
            for value, said, count in choices
        ],
        className="mj-chips",
        role="group",
        **{"aria-label": t("common.only")},
    )

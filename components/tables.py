"""Ledgers: AG Grid in the page's tokens and the reader's language, numbers right, one unit stated."""

import dash_ag_grid as dag
from dash import html

from components.text import catalogue, language
from components.theme import GRID_THEME


def locale_text() -> dict[str, str]:
    """The grid's own words (the tables [grid.*] of text.toml)."""
    return {key.removeprefix("grid."): entry[language()] for key, entry in catalogue().items() if key.startswith("grid.")}


def column(name: str, header: str, kind: str = "words", **more) -> dict:
    """A column. kind: words, whole (counts), two (shares and money: two decimals), day, tag."""
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
    else:
        base |= {"valueFormatter": {"function": "words(params.value)"}, "minWidth": 112, "filter": "agTextColumnFilter"}
        if kind == "words":
            base["tooltipField"] = name
    return base | more


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
) -> html.Section:
    """A table card. ``note`` states the unit of its numbers; rows are JSON-plain (money as text keeps its cents)."""
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
        "suppressColumnVirtualisation": True,
    }
    grid = dag.AgGrid(
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
    return html.Section(
        [
            html.Header(
                [html.Div([html.H2(title), html.P(note, className="mj-measure")]), *([tools] if tools is not None else [])]
            ),
            html.Div(grid, className="mj-ledger"),
            html.Footer([html.Span(source), html.Span(clause)]),
        ],
        className="mj-card",
    )

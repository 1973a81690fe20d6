"""The card of a chart: title, measure, shape key, picture, the same rows as a table, source with n and clause, ⓘ and ⋮."""

from dash import dcc, html

from components import text
from components.card_menu import card_menu
from components.still import folded
from components.text import t

# the writers whose result stands right in a column
NUMERIC = (text.number, text.share, text.percent, text.money)
TABLED = 300  # rows of the table behind a picture; the workbook has them all
# no modebar, no upload button (plotly.js 4 offers one by default), no link out
CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def right_as_is(written):
    """A cell already written that stands right like a number."""
    return written


def heading(title: str, measure: str, tools: list) -> html.Header:
    """Title and measure of a card, its buttons beside them."""
    inside = [html.Div([html.H2(title), html.P(measure, className="mj-measure")])]
    tools = [tool for tool in tools if tool is not None]
    return html.Header([*inside, html.Div(tools, className="mj-tools")] if tools else inside)


def shape_key(key: tuple) -> html.Div | None:
    """(glyph, token, key of a phrase or what is said itself): only where shapes carry meaning."""
    said = [
        html.Span([html.B(glyph, style={"color": f"var(--mj-{token})"}), t(phrase) if phrase in text.catalogue() else phrase])
        for glyph, token, phrase in key
    ]
    return html.Div(said, className="mj-key") if key else None


def card(
    title: str, measure: str, body, source, clause="", key: tuple = (), info=None, rows_at: str = "", export: str = "", table=None,
    picture: bool = False, identity: str = "",
) -> html.Section:
    """A card around any body. ``info``: its ⓘ; ``rows_at``, ``export``: what ⋮ offers; ``table``: its rows, shown on demand."""
    more = card_menu(title, rows_at, table is not None, export, picture)
    shown = folded(t("common.data_table"), table, "mj-table") if table is not None else None
    foot = html.Footer([html.Span(source), html.Span(clause or t("common.no_clause"))])
    named = {"id": identity} if identity else {}
    return html.Section([heading(title, measure, [info, more]), shape_key(key), body, shown, foot], className="mj-card", **named)


def figure_card(
    title: str,
    measure: str,
    figure: dict,
    rows: list[dict],
    columns: list[tuple[str, str, object]],
    source: str,
    clause="",
    key: tuple = (),
    least_width: int = 0,
    info=None,
    rows_at: str = "",
    export: str = "",
    picks: str = "",
    at_end: bool = False,
) -> html.Section:
    """A figure with everything that belongs to it.

    ``columns`` are (name, header, how to write it) of the data table behind the picture; a picture narrower than
    ``least_width`` pixels scrolls inside its card, from its right end where ``at_end`` (months).
    ``picks``: a name, unique on the page; a picked point then puts its
    customdata into the address and leads to ``rows_at`` (assets/picture.js).
    """
    picture = dcc.Graph(
        **({"id": {"picture": picks, "goto": rows_at}} if picks else {}),
        figure=figure,
        config=CONFIG,
        responsive=True,
        style={"minHeight": f"{figure['layout']['height']}px", "minWidth": f"{least_width}px"},  # fills the card beside a taller one
    )
    body = html.Div(
        picture,
        className=" ".join(["mj-figure", *(["mj-picks"] if picks else []), *(["mj-at-end"] if at_end else [])]),
        role="img",
        tabIndex=0 if least_width or picks else None,
        **{"aria-label": f"{title}. {measure}"},
    )
    cut = t("common.rows_cut", shown=text.number(TABLED), count=text.number(len(rows))) if len(rows) > TABLED else None
    table = html.Div([data_table(rows[:TABLED], columns), html.P(cut, className="mj-measure") if cut else None], className="mj-scroll", tabIndex=0)
    return card(title, measure, body, source, clause, key, info, rows_at, export, table, picture=True)


def data_table(rows: list[dict], columns: list[tuple[str, str, object]]) -> html.Table:
    """The rows behind a picture; what is written by a function of numbers stands right."""
    right = {name: "mj-number" if write in NUMERIC or write is right_as_is else "" for name, _, write in columns}
    head = html.Thead(html.Tr([html.Th(header, className=right[name], scope="col") for name, header, _ in columns]))
    body = html.Tbody([html.Tr([html.Td(write(row[name]), className=right[name]) for name, _, write in columns]) for row in rows])
    return html.Table([head, body], className="mj-data")



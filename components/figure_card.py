"""The card of a chart: title, measure, shape key, picture, the same rows as a table, source with n and clause."""

from dash import dcc, html

from components import text
from components.text import t

# the writers whose result stands right in a column
NUMERIC = (text.number, text.share, text.percent, text.money)
# no modebar, no upload button (plotly.js 4 offers one by default), no link out
CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


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
) -> html.Section:
    """A figure with everything that belongs to it.

    ``columns`` are (name, header, how to write it) of the data table behind the picture; ``key`` explains
    shapes as (glyph, token, phrase), only where shapes carry meaning; a picture
    narrower than ``least_width`` pixels scrolls inside its card.
    """
    picture = dcc.Graph(
        figure=figure,
        config=CONFIG,
        responsive=True,
        style={"height": f"{figure['layout']['height']}px", "minWidth": f"{least_width}px"},
    )
    return html.Section(
        [
            html.Header(html.Div([html.H2(title), html.P(measure, className="mj-measure")])),
            html.Div(
                [html.Span([html.B(glyph, style={"color": f"var(--mj-{token})"}), t(said)]) for glyph, token, said in key],
                className="mj-key",
            )
            if key
            else None,
            html.Div(
                picture,
                className="mj-figure",
                role="img",
                tabIndex=0 if least_width else None,
                **{"aria-label": f"{title}. {measure}"},
            ),
            html.Details(
                [html.Summary(t("common.data_table")), html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)]
            ),
            html.Footer([html.Span(source), html.Span(clause or t("common.no_clause"))]),
        ],
        className="mj-card",
    )


def data_table(rows: list[dict], columns: list[tuple[str, str, object]]) -> html.Table:
    """The rows behind a picture; what is written by a function of numbers stands right."""
    right = {name: "mj-number" if write in NUMERIC else "" for name, _, write in columns}
    head = html.Thead(html.Tr([html.Th(header, className=right[name], scope="col") for name, header, _ in columns]))
    body = html.Tbody([html.Tr([html.Td(write(row[name]), className=right[name]) for name, _, write in columns]) for row in rows])
    return html.Table([head, body], className="mj-data")

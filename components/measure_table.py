"""Every measure of 总览 in one table: value, n, target, verdict, the period before, the year before."""

from dash import dcc, html

from components import tiles
from components.change import written
from components.text import BLANK, contractor, number, t, word

COLUMNS = ("value", "n", "target", "previous", "same_period_last_year")
LOOK = dict.fromkeys(("target", "previous", "same_period_last_year"), "mj-number mj-wide")  # left out on a phone


def measure_table(rows: list[dict], goto: dict[str, str]) -> html.Table:
    """``rows`` of the question overview; ``goto``: measure -> the page that holds its rows."""
    body = []
    for row in rows:
        name = t(f"measure.{row['measure']}")
        if row["subject"]:
            name = contractor(row["subject_name"])
        linked = dcc.Link(name, href=goto[row["measure"]]) if goto.get(row["measure"]) and not row["subject"] else name
        tone = tiles.tone(row["verdict"])
        said = word(row["verdict"])
        glyph = [html.I(className=f"bi {tiles.GLYPHS[tone]}", role="img", title=said, **{"aria-label": said})] if row["verdict"] else []
        shown = {
            "value": [*glyph, _said(row["value"], row["unit"])],
            "n": number(row["n"]),
            "target": BLANK if row["target"] is None else number(row["target"]) + ("%" if row["unit"] == "%" else ""),
            **{column: _said(row[column], row["unit"], row["unit"] != "%") for column in COLUMNS[3:]},
        }
        look = LOOK | ({"value": f"mj-number mj-cell-{tone}"} if glyph else {})
        cells = [html.Td(shown[column], className=look.get(column, "mj-number")) for column in COLUMNS]
        body.append(html.Tr([html.Th(linked, scope="row", className="mj-sub" if row["subject"] else ""), *cells]))
    head = html.Tr(
        [html.Th(t("overview.measure"), scope="col")]
        + [html.Th(t(f"overview.column_{column}"), scope="col", className=LOOK.get(column, "mj-number")) for column in COLUMNS]
    )
    return html.Table([html.Thead(head), html.Tbody(body)], className="mj-data mj-measures")


def _said(value, unit: str, bare: bool = False) -> str:
    return BLANK if value is None else written(value, unit, bare)

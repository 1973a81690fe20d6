"""Towns by measures: values with the glyph of their verdict, the worst first; small samples are shown without a verdict.

On a phone only the towns that need attention stand open; the button under the table shows the rest (assets/expand.js).
"""

from dash import dcc, html

from components import tiles
from components.text import BLANK, share, t, word

WEIGHT = {"bad": 100, "watch": 1}
LOOK = {"photos": "mj-number mj-wide"}  # left out on a phone


def cell(value, verdict: str | None, title: str = "", look: str = "mj-number") -> html.Td:
    """A value; its verdict as glyph and, for ears and pointers, as words."""
    if value is None:
        return html.Td(BLANK, className=look)
    if verdict is None:
        return html.Td(share(value), className=look, title=title)
    tone = tiles.tone(verdict)
    glyph = html.I(className=f"bi {tiles.GLYPHS[tone]}", role="img", **{"aria-label": word(verdict)})
    said = " ".join(part for part in (word(verdict), title) if part)
    return html.Td([glyph, share(value)], className=f"{look} mj-cell-{tone}", title=said)


def severity(row: dict) -> int:
    """How much a town needs a look: misses count before watches."""
    return sum(WEIGHT.get(tiles.tone(row[measure][1]), 0) for measure in row["measures"] if row[measure][1])


def town_table(rows: list[dict], measures: list[str]) -> html.Div:
    """``rows``: name, href, measures, and per measure (value, verdict, title)."""
    ordered = sorted(rows, key=lambda row: (-severity(row), row[measures[0]][0] if row[measures[0]][0] is not None else 101))
    fine = sum(not severity(row) for row in ordered)
    head = html.Tr(
        [html.Th(t("column.town"), scope="col")]
        + [html.Th([t(f"overview.town_{measure}"), html.Small("%")], scope="col", className=LOOK.get(measure, "mj-number")) for measure in measures]
    )
    body = [
        html.Tr(
            [
                html.Th(dcc.Link(row["name"], href=row["href"]) if row["href"] else row["name"], scope="row"),
                *[cell(*row[measure], LOOK.get(measure, "mj-number")) for measure in measures],
            ],
            className="" if severity(row) else "mj-fine",
        )
        for row in ordered
    ]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="mj-data mj-town-table")
    shown = [html.Div(table, className="mj-scroll-x")]
    if fine:
        words = t("overview.show_fine", count=fine) if fine < len(ordered) else t("overview.show_all_towns", count=fine)
        shown.append(
            html.Button(words, type="button", className="mj-expand", **{"data-expand": "mj-open", "aria-expanded": "false"})
        )
    return html.Div(shown, className="mj-expandable")

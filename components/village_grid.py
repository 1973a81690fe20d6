"""Villages by quarter, grouped by town: a glyph a cell that survives grey, the current quarter set apart. An HTML table a town."""

from dash import html

from components import links, text
from components.text import number, t

# state -> glyph; the words stand in the key and in each cell's title
GLYPHS = {"done": "✓", "photo": "▨", "board": "◪", "missed": "–", "late": "✕", "todo": "", "off": ""}
WORST = ("late", "photo", "board", "todo", "missed", "done", "off")
MANY = 150  # villages above which only those with a gap in the current quarter are listed


def state(row: dict | None, current: bool) -> str:
    """What a cell says; ``row`` of the question publicity_grid, None where the village was not due."""
    if row is None:
        return "off"
    if not row["inspections"]:
        return "todo" if not row["closed"] else "late" if current else "missed"
    return "photo" if not row["photo_set"] else "done" if row["board_complete"] else "board"


def key() -> html.Div:
    """What the glyphs mean."""
    return html.Div(
        [html.Span([_glyph(name), t(f"publicity.key_{name}")]) for name in ("done", "photo", "board", "late", "missed", "todo")],
        className="mj-key mj-grid-key",
    )


def _glyph(name: str) -> html.Span:
    return html.Span(GLYPHS[name], className=f"mj-glyph mj-g-{name}", **{"aria-hidden": "true"})


def _cell(name: str, quarter: str, current: bool) -> html.Td:
    said = f"{text.period(quarter)} {t(f'publicity.key_{name}')}"
    return html.Td(
        [_glyph(name), html.Span(t(f"publicity.key_{name}"), className="mj-unseen")], title=said, className="mj-now" if current else None
    )


def _quarters(rows: list[dict]) -> list[str]:
    return sorted({row["quarter"] for row in rows})


def by_town(rows: list[dict]) -> dict[str, dict[str, dict[str, dict]]]:
    """town -> village -> quarter -> row."""
    towns: dict = {}
    for row in rows:
        towns.setdefault(row["town_code"], {}).setdefault(row["village_code"], {})[row["quarter"]] = row
    return towns


def village_grid(rows: list[dict]) -> html.Div:
    """The grid of the rows of publicity_grid; its last quarter is the current one."""
    quarters = _quarters(rows)
    current = quarters[-1] if quarters else ""
    towns = by_town(rows)
    many = sum(len(villages) for villages in towns.values()) > MANY
    tables = [table for villages in towns.values() if (table := _town(villages, quarters, current, many)) is not None]
    whole = html.Button(t("publicity.grid_all"), type="button", className="mj-button mj-unfold", **{"data-expand": "mj-all", "aria-expanded": "false"})
    return html.Div([html.Div(tables, className="mj-towns"), whole], className="mj-expandable mj-grid")


def _town(villages: dict, quarters: list[str], current: str, many: bool) -> html.Table | None:
    now = {code: state(of.get(current), True) for code, of in villages.items()}
    due = [code for code, name in now.items() if name != "off"]
    inspected = sum(now[code] not in ("late", "todo") for code in due)
    shown = [code for code in villages if not many or now[code] not in ("done", "off")]
    if not shown:
        return None
    any_row = next(iter(next(iter(villages.values())).values()))
    caption = html.Caption([html.B(any_row["town_name"] or text.BLANK), html.Span(f"{number(inspected)} / {number(len(due))}")])
    years = [quarter[:4] if i == 0 or quarter[:4] != quarters[i - 1][:4] else "" for i, quarter in enumerate(quarters)]
    head = html.Tr(
        [html.Td()]
        + [
            html.Th([html.Small(year), quarter[4:]], scope="col", className="mj-now" if quarter == current else None)
            for year, quarter in zip(years, quarters, strict=True)
        ]
    )
    lines = []
    for code in shown:
        name = next(iter(villages[code].values()))["village_name"]
        link = links.sets(_short(name), look="mj-link mj-late" if now[code] == "late" else "mj-link", case=code)
        cells = [_cell(state(villages[code].get(quarter), quarter == current), quarter, quarter == current) for quarter in quarters]
        # on a phone what needs nobody is folded away
        lines.append(html.Tr([html.Th(link, scope="row", title=name), *cells], className="mj-fine" if now[code] == "done" else None))
    return html.Table([caption, html.Thead(head), html.Tbody(lines)])


def _short(name: str | None) -> str:
    """A village without the ending that all of them share."""
    return (name or text.BLANK).removesuffix("居委会").removesuffix("委会")

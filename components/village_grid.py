"""Villages by quarter, grouped by town: a glyph a cell that survives grey, the current quarter set apart.

800 villages by eight quarters are 6,500 cells: as Dash components they would be megabytes. The server says one letter a cell,
assets/village_grid.js draws the tables.
"""

import json

from dash import html

from components import text
from components.text import t

# state -> letter on the way to the browser, glyph; the words stand in the key and in each cell's title
LETTERS = {"done": "d", "photo": "p", "board": "b", "missed": "m", "late": "x", "todo": "t", "off": "o"}
GLYPHS = {"done": "✓", "photo": "▨", "board": "◪", "missed": "–", "late": "✕", "todo": "", "off": ""}
MANY = 150  # villages above which those without a gap in the current quarter are folded away


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


def towns_of(rows: list[dict]) -> tuple[list[str], list[dict]]:
    """(quarters, towns); a town is {name, inspected, due, villages}, a village [code, name, a letter a quarter]."""
    quarters = sorted({row["quarter"] for row in rows})
    found: dict[str, dict] = {}
    for row in rows:
        town = found.setdefault(row["town_code"], {"name": row["town_name"] or text.BLANK, "villages": {}})
        town["villages"].setdefault(row["village_code"], (row["village_name"] or text.BLANK, {}))[1][row["quarter"]] = row
    towns = []
    for town in found.values():
        villages = []
        for code, (name, of) in town["villages"].items():
            states = [state(of.get(quarter), quarter == quarters[-1]) for quarter in quarters]
            villages.append([code, name, "".join(LETTERS[one] for one in states)])
        due = [village for village in villages if village[2][-1] != LETTERS["off"]]
        inspected = sum(village[2][-1] not in (LETTERS["late"], LETTERS["todo"]) for village in due)
        towns.append({"name": town["name"], "inspected": inspected, "due": len(due), "villages": villages})
    return quarters, towns


def village_grid(rows: list[dict]) -> html.Div:
    """The grid of the rows of publicity_grid; its last quarter is the current one."""
    quarters, towns = towns_of(rows)
    many = sum(len(town["villages"]) for town in towns) > MANY
    said = {
        "quarters": quarters,
        "names": [text.period(quarter) for quarter in quarters],
        "towns": towns,
        "states": {letter: [name, GLYPHS[name], t(f"publicity.key_{name}")] for name, letter in LETTERS.items()},
        "endings": ["居委会", "委会"],  # shared by all of them
    }
    whole = html.Button(t("publicity.grid_all"), type="button", className="mj-button mj-unfold", **{"data-expand": "mj-all", "aria-expanded": "false"})
    drawn = html.Div(className="mj-towns", **{"data-grid": json.dumps(said, ensure_ascii=False, separators=(",", ":"))})
    return html.Div([drawn, whole], className="mj-expandable mj-grid" + (" mj-many" if many else ""))

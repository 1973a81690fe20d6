"""The design's tokens, read from assets/00-tokens.css, and what Plotly and AG Grid need of them."""

import functools
import re
from pathlib import Path

from flask import has_request_context, request

THEMES = ("light", "dark")
TOKENS = Path(__file__).with_name("assets") / "00-tokens.css"
GAP = "\u2002\u200a"  # seven pixels between a plot and what is said beside it
FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def theme() -> str:
    """The reader's theme: the cookie ``theme``, else light. A cookie is user input, so only known ones count."""
    chosen = request.cookies.get("theme") if has_request_context() else None
    return chosen if chosen in THEMES else "light"


@functools.cache
def tokens(name: str) -> dict[str, str]:
    """Token -> colour of one theme, as the style sheet declares them."""
    css = TOKENS.read_text(encoding="utf-8")
    block = re.search(r'\[data-bs-theme="?' + name + r'"?\]\s*\{(.*?)\}', css, re.DOTALL)[1]
    return {key: value.strip() for key, value in re.findall(r"--mj-([\w-]+):\s*(#[0-9A-Fa-f]{6})", block)}


def colour(token: str) -> str:
    """A token's colour in the reader's theme."""
    return tokens(theme())[token]


def figure(data: list[dict], height: int, **layout) -> dict:
    """A plain figure in the reader's theme: transparent, no title, no legend, hairline grid; ``layout`` refines it."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "linecolor": colour("control"),
        "fixedrange": True,
        "tickfont": {"size": 12, "color": colour("ink-2")},
        "automargin": True,
    }
    base = {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "font": {"family": FONT, "size": 12, "color": colour("ink-2")},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {
            "bgcolor": colour("card"),
            "bordercolor": colour("control"),
            "font": {"family": FONT, "size": 12, "color": colour("ink")},
        },
        "dragmode": False,
        "separators": ".,",
    }
    for name in [key for key in layout if re.fullmatch(r"[xy]axis\d*", key)] or ["xaxis", "yaxis"]:
        layout[name] = axis | layout.get(name, {})
    figure = {"data": list(data), "layout": base | layout}
    if "ticktext" in layout.get("yaxis", ()) and "range" in layout.get("xaxis", ()):
        _write_rows(figure)
    return figure


def _write_rows(figure: dict) -> None:
    """The names of rows and what is said beside them, as text in place of tick labels and annotations.

    A hundred rows are drawn in a fourteenth of the time so: Plotly measures each label, and draws all again when a margin grows.
    """
    layout, axis = figure["layout"], figure["layout"]["yaxis"]
    start, end = layout["xaxis"]["range"]
    beside = [one for one in layout.get("annotations", ()) if (one.get("xref"), one["x"], one.get("xanchor"), one.get("yref")) == ("paper", 1, "left", None)]
    if beside:
        said = [GAP + one["text"].replace("<br>", "<br>" + GAP) for one in beside]
        figure["data"].append(_texts(end, [one["y"] for one in beside], said, "middle right", [one["font"]["color"] for one in beside]))
        layout["annotations"] = [one for one in layout["annotations"] if one not in beside]
    figure["data"].append(_texts(start, axis["tickvals"], [f"{one}{GAP}" for one in axis["ticktext"]], "middle left", colour("ink-2")))
    layout["yaxis"] = axis | {"showticklabels": False, "automargin": False}
    layout["xaxis"] = layout["xaxis"] | {"automargin": False}
    room = max((_width(str(one)) for one in axis["ticktext"]), default=0)
    layout["margin"] = layout["margin"] | {"l": layout["margin"]["l"] + room + 8, "b": layout["margin"]["b"] + 20}


def _texts(x: float, y: list, text: list[str], position: str, ink) -> dict:
    font = {"size": 12, "color": ink}
    return {"type": "scatter", "mode": "text", "x": [x] * len(y), "y": y, "text": text, "textposition": position, "textfont": font,
            "cliponaxis": False, "hoverinfo": "skip"}


def _width(said: str) -> float:
    """Pixels that the longest line takes at 12 px, a little more than less: twelve a Chinese sign, seven and a half any other."""
    return max(sum(12 if ord(one) > 0x2E7F else 7.5 for one in re.sub("<[^>]*>", "", line)) for line in said.split("<br>"))


def label(text: str, x, y, **more) -> dict:
    """A direct label; coordinates beyond the plot take xref="paper", since out-of-range data labels vanish."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": 12, "color": colour("ink-2")}} | more


# what a verdict looks like: tone -> text colour, mark colour, marker symbol
def mark(tone: str) -> dict:
    """The marker of a tone: shape and outline differ as well as colour; 未评 is hollow."""
    symbol = {"good": "circle", "watch": "triangle-up", "bad": "diamond", "none": "circle-open", "plain": "circle"}[tone]
    fill = {"good": "good-mark", "watch": "watch-mark", "bad": "bad-mark", "none": "none-mark", "plain": "point"}[tone]
    edge = {"watch": "watch-text"}.get(tone, fill)
    return {
        "symbol": symbol,
        "color": colour(fill),
        "size": 10 if tone != "plain" else 8,
        "line": {"color": colour(edge), "width": 1.5},
    }


# AG Grid takes the same variables as everything else; parsed by the grid's own reader, not by eval
GRID_THEME = {
    "function": "themeQuartz.withParams({accentColor:'var(--mj-accent)',backgroundColor:'var(--mj-card)',"
    "foregroundColor:'var(--mj-ink)',borderColor:'var(--mj-hairline)',headerBackgroundColor:'var(--mj-card)',"
    "headerTextColor:'var(--mj-ink-3)',fontFamily:'inherit',fontSize:14,headerFontSize:12,headerFontWeight:400,"
    "browserColorScheme:'inherit',wrapperBorder:false,rowHeight:40,headerHeight:40,spacing:8,"
    "rowHoverColor:'var(--mj-accent-weak)',columnBorder:false,headerColumnResizeHandleColor:'transparent'})"
}

"""How far raters agree: one dot a unit, the median as a tick, the range as a line; a rater far off is a diamond, never dropped."""

from components import theme
from components.text import share


def agreement(rows: list[dict]) -> dict:
    """``rows``: unit_name, score, median, lowest, highest, outlying and ``line``, the words of its line (a contractor or an item)."""
    lines = list(dict.fromkeys(row["line"] for row in rows))
    at = {line: len(lines) - place for place, line in enumerate(lines)}
    shapes, labels = [], []
    for line in lines:
        one = next(row for row in rows if row["line"] == line)
        y = at[line]
        shapes.append({"type": "line", "x0": one["lowest"], "x1": one["highest"], "y0": y, "y1": y, "layer": "below",
                       "line": {"width": 1, "color": theme.colour("control")}})
        tick = {"width": 2, "color": theme.colour("ink")}
        shapes.append({"type": "line", "x0": one["median"], "x1": one["median"], "y0": y - 0.3, "y1": y + 0.3, "line": tick})
        labels.append(theme.label(share(one["range"]), 1, y, xref="paper", xanchor="left", xshift=8, font={"size": 12, "color": theme.colour("ink-2")}))
    far = [bool(row["outlying"]) for row in rows]
    dots = {
        "mode": "markers", "x": [row["score"] for row in rows], "y": [at[row["line"]] for row in rows],
        "text": [f"{row['line']}  {row['unit_name'] or ''}  {share(row['score'])}" for row in rows], "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": ["diamond" if one else "circle" for one in far], "size": 8, "line": {"width": 1, "color": theme.colour("card")},
                   "color": [theme.colour("bad-mark" if one else "point") for one in far]},
    }
    low = min((row["lowest"] for row in rows), default=0)
    return theme.figure(
        [dots], 48 + 34 * len(lines), annotations=labels, shapes=shapes, margin={"l": 8, "r": 56, "t": 8, "b": 8}, hovermode="closest",
        xaxis={"range": [low - 3, 101], "nticks": 6},
        yaxis={"tickmode": "array", "tickvals": list(at.values()), "ticktext": list(at), "range": [0.4, len(lines) + 0.6], "showline": False, "showgrid": True,
               "gridcolor": theme.colour("hairline")},
    )

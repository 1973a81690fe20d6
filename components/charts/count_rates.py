"""Counts per thousand with their exact intervals against the rate of all together; few cases stay hollow, last and unranked."""

from components import theme
from components.text import number, t


def count_rates(rows: list[dict], overall: float | None) -> dict:
    """``rows``: name, value, low, high, n, few; those with enough cases are sorted, the highest first."""
    known = [row for row in rows if row["value"] is not None]
    enough = sorted((row for row in known if not row["few"]), key=lambda row: -row["value"])
    ordered = enough + [row for row in known if row["few"]]
    place = [len(ordered) - i for i in range(len(ordered))]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [row["value"] for row in ordered],
        "y": place,
        "marker": {
            "symbol": "circle",
            "size": 10,
            "color": ["rgba(0,0,0,0)" if row["few"] else theme.colour("point") for row in ordered],
            "line": {"width": 1.5, "color": theme.colour("point")},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "thickness": 1.4,
            "width": 4,
            "color": theme.colour("point"),
            "array": [row["high"] - row["value"] for row in ordered],
            "arrayminus": [row["value"] - row["low"] for row in ordered],
        },
        "text": [
            f"{row['name']}  {number(row['value'], 1)}<br>{number(row['low'], 1)}–{number(row['high'], 1)}, n = {number(row['n'])}" for row in ordered
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    labels = [
        theme.label(f"{number(row['value'], 1)}  n {number(row['n'])}", 1, at, xref="paper", xanchor="left", xshift=8, align="left")
        for at, row in zip(place, ordered, strict=True)
    ]
    shapes = []
    if overall is not None:
        line = {"dash": "dash", "width": 1.2, "color": theme.colour("ink")}
        shapes.append({"type": "line", "x0": overall, "x1": overall, "yref": "paper", "y0": 0, "y1": 1, "line": line})
        labels.append(theme.label(t("complaints.chart_all", value=number(overall, 1)), overall, 1, yref="paper", yanchor="bottom", yshift=2))
    highest = max([row["high"] for row in ordered] + [overall or 0], default=1)
    return theme.figure(
        [trace],
        max(260, 56 + 36 * len(ordered)),
        shapes=shapes,
        annotations=labels,
        margin={"l": 8, "r": 84, "t": 26, "b": 8},
        hovermode="closest",
        xaxis={"range": [0, highest * 1.05 or 1], "nticks": 5, "showgrid": True, "gridcolor": theme.colour("hairline")},
        yaxis={"tickmode": "array", "tickvals": place, "ticktext": [row["name"] for row in ordered], "range": [0.4, len(ordered) + 0.6]},
    )

"""Groups against a target: a lollipop from the target line; without a target from zero. The lowest stand last."""

from components import theme
from components.text import number, percent, t


def versus_target(rows: list[dict], target: float | None, full: bool = False) -> dict:
    """``rows``: name, value (None: no value), part, whole. ``full``: the axis runs from 0 to 100."""
    ordered = sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0)))
    place = list(range(len(ordered), 0, -1))
    short = [target is not None and row["value"] is not None and row["value"] < target for row in ordered]
    looks = [theme.mark("watch" if under else "plain") for under in short]
    start = target if target is not None else 0
    stems = {"x": [], "y": []}
    for at, row in zip(place, ordered, strict=True):
        if row["value"] is not None:
            stems["x"] += [start, row["value"], None]
            stems["y"] += [at, at, None]
    data = [
        {**stems, "mode": "lines", "line": {"width": 2, "color": theme.colour("ghost")}, "hoverinfo": "skip"},
        {
            "mode": "markers",
            "x": [row["value"] for row in ordered],
            "y": place,
            "marker": {
                "symbol": [look["symbol"] for look in looks],
                "color": [look["color"] for look in looks],
                "size": [11 if under else 9 for under in short],
                "line": {"width": 1.5, "color": [look["line"]["color"] for look in looks]},
            },
            "text": [f"{row['name']}  {percent(row['value'])}<br>{number(row['part'])} / {number(row['whole'])}" for row in ordered],
            "customdata": [row.get("pick") for row in ordered],
            "hovertemplate": "%{text}<extra></extra>",
        },
    ]
    labels = [
        theme.label(
            percent(row["value"]),
            1,
            at,
            xref="paper",
            xanchor="left",
            xshift=10,
            font={"size": 12, "color": theme.colour("watch-text" if under else "ink-2")},
        )
        for at, row, under in zip(place, ordered, short, strict=True)
    ]
    shapes = []
    if target is not None:
        line = {"dash": "dash", "width": 1.2, "color": theme.colour("ink")}
        shapes.append({"type": "line", "x0": target, "x1": target, "yref": "paper", "y0": 0, "y1": 1, "line": line})
        labels.append(
            theme.label(t("chart.target", value="≥ " + number(target) + "%"), target, 1, yref="paper", yanchor="bottom", yshift=2)
        )
    top = 100 if full else max([row["value"] or 0 for row in ordered] + [1.25 * (target or 0), 1]) * 1.08
    return theme.figure(
        data,
        64 + 29 * max(len(ordered), 3),
        shapes=shapes,
        annotations=labels,
        margin={"l": 8, "r": 64, "t": 24, "b": 8},
        hovermode="closest",
        xaxis={"range": [-0.02 * top, top], "ticksuffix": "%", "nticks": 5, "showgrid": True, "gridcolor": theme.colour("hairline")},
        yaxis={
            "tickmode": "array",
            "tickvals": place,
            "ticktext": [row["name"] for row in ordered],
            "range": [0.3, len(ordered) + 0.7],
            "showline": False,
        },
    )

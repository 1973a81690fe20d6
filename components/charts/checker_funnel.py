"""Re-checkers by how many visits they compared: share found inconsistent within exact limits; who finds too little or too much is named."""

from components import theme
from components.charts.funnel import LIMITS, spread
from components.text import number, percent, t

LOOKS = {"998": ("diamond", "bad-mark", "bad-text", 12), "95": ("triangle-up", "watch-mark", "watch-text", 12)}


def checker_funnel(rows: list[dict], least: float | None, levels: tuple[str, str]) -> dict:
    """``rows`` of the question recheckers that compared anything; ``least``: comparisons below which nobody is judged."""
    rows = [row for row in rows if row["compared"]]
    steps = [row for _, row in sorted({row["compared"]: row for row in rows}.items())]
    data = [
        {
            "x": [row["compared"] for row in steps],
            "y": [row[name] for row in steps],
            "mode": "lines",
            "line": {"width": 1.2, "dash": dash, "color": theme.colour("control")},
            "hoverinfo": "skip",
        }
        for name, dash in LIMITS
    ]
    looks = [_look(row, least) for row in rows]
    data.append(
        {
            "x": [row["compared"] for row in rows],
            "y": [row["inconsistent_pct"] for row in rows],
            "mode": "markers",
            "marker": {
                "symbol": [look[0] for look in looks],
                "color": [theme.colour(look[1]) for look in looks],
                "size": [look[3] for look in looks],
                "line": {"width": 1.4, "color": [theme.colour("watch-text" if look[1] == "watch-mark" else look[1]) for look in looks]},
            },
            "text": [f"{row['checker_id']}  {percent(row['inconsistent_pct'])}<br>{_found(row)}" for row in rows],
            "customdata": [row.get("pick") for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
        }
    )
    labels = [
        theme.label(
            f"{row['checker_id']}  {percent(row['inconsistent_pct'])}  {_found(row)}",
            row["compared"],
            row["inconsistent_pct"],
            yanchor="top" if row["outlier"].startswith("low") else "bottom",
            yshift=-8 if row["outlier"].startswith("low") else 8,
            font={"size": 12, "color": theme.colour(look[2])},
        )
        for row, look in zip(rows, looks, strict=True)
        if look[2]
    ]
    shapes = []
    if steps:
        last = steps[-1]
        line = {"width": 1.2, "color": theme.colour("point")}
        shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": last["center_pct"], "y1": last["center_pct"], "line": line})
        ends = [(last["center_pct"], t("chart.center_mean", value=number(last["center_pct"], 1)))]
        ends += [(last[name], t("chart.limit_high", level=level)) for name, level in zip(("upper95_pct", "upper998_pct"), levels, strict=True)]
        labels += [theme.label(said, 1, y, xref="paper", xanchor="left", xshift=6) for y, said in spread(ends)]
    top = max([row["inconsistent_pct"] for row in rows] + [row["upper998_pct"] for row in steps[-2:]], default=100)
    return theme.figure(
        data,
        340,
        annotations=labels,
        shapes=shapes,
        margin={"l": 8, "r": 84, "t": 12, "b": 36},
        hovermode="closest",
        xaxis={
            "title": {"text": t("chart.compared"), "font": {"size": 12}, "standoff": 6},
            "showline": True,
            "range": [0, max([row["compared"] for row in rows], default=1) * 1.06],
        },
        yaxis={"range": [-4, min(103, top + 8)], "showgrid": True, "gridcolor": theme.colour("hairline"), "nticks": 6, "ticksuffix": "%"},
    )


def _look(row: dict, least: float | None) -> tuple[str, str, str, int]:
    """Symbol, fill, ink of its label ('' for none), size."""
    if least is not None and row["compared"] < least:
        return "circle-open", "point", "", 8
    return LOOKS.get((row["outlier"] or "").removeprefix("low").removeprefix("high")) or ("circle", "point", "", 8)


def _found(row: dict) -> str:
    return t("chart.found_of", found=number(row["inconsistent"]), whole=number(row["compared"]))

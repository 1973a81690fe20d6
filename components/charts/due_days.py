"""Paid days against due dates in working days: left early, right late; what is not paid yet counts to the as-of date."""

from components import theme
from components.text import t


def due_days(rows: list[dict]) -> dict:
    """``rows``: name, off (working days from the due date, negative is early), late, said. The latest first."""
    ordered = sorted(rows, key=lambda row: -row["off"])
    place = list(range(len(ordered), 0, -1))
    reach = _reach(ordered)
    shown = [max(-reach, min(reach, row["off"])) for row in ordered]  # one payment years late would press the others together
    stems = {"x": [], "y": []}
    for at, x in zip(place, shown, strict=True):
        stems["x"] += [0, x, None]
        stems["y"] += [at, at, None]
    tokens = ["bad-mark" if row["late"] else "point" for row in ordered]
    data = [
        {**stems, "mode": "lines", "line": {"width": 2, "color": theme.colour("ghost")}, "hoverinfo": "skip"},
        {
            "mode": "markers",
            "x": shown,
            "y": place,
            "marker": {
                "symbol": ["diamond" if row["late"] else "circle" for row in ordered],
                "size": [12 if row["late"] else 9 for row in ordered],
                "color": [theme.colour(token) for token in tokens],
            },
            "text": [f"{row['name']}  {row['said']}" for row in ordered],
            "hovertemplate": "%{text}<extra></extra>",
        },
    ]
    labels = [
        theme.label(
            row["said"], 1, at, xref="paper", xanchor="left", xshift=8, font={"size": 12, "color": theme.colour("bad-text" if row["late"] else "ink-2")}
        )
        for at, row in zip(place, ordered, strict=True)
    ]
    labels.append(theme.label(t("chart.due_day"), 0, 1, yref="paper", yanchor="bottom", yshift=2))
    zero = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 1.4, "color": theme.colour("ink")}}
    return theme.figure(
        data,
        max(300, 60 + 22 * len(ordered)),
        annotations=labels,
        shapes=[zero],
        margin={"l": 8, "r": 128, "t": 24, "b": 8},
        hovermode="closest",
        xaxis={"range": [-reach * 1.1, reach * 1.1], "nticks": 5},
        yaxis={"tickmode": "array", "tickvals": place, "ticktext": [row["name"] for row in ordered], "range": [0.3, len(ordered) + 0.7], "showline": False},
    )


def _reach(rows: list[dict]) -> int:
    """How far the axis goes: the second greatest distance and a bit, never less than a week; farther ones stand at its edge."""
    distances = sorted((abs(row["off"]) for row in rows), reverse=True)
    return max(distances[1] + 3 if len(distances) > 1 else distances[0] + 3 if distances else 0, 5)

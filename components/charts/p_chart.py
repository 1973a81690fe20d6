"""The monthly p chart: accuracy by month within limits of three sigma by the month's n."""

from components import theme
from components.charts.signals import brackets, said_of_signals
from components.text import number, percent, t

MONTHS_SHOWN = 24  # up to here each month has its tick with its n; a narrow screen scrolls the picture


def p_chart(rows: list[dict], target: float | None) -> dict:
    """``rows`` of the question accuracy_trend; a month without re-checks is a gap. ``target`` in percent, or None."""
    at = list(range(len(rows)))
    value = [row["accuracy_pct"] for row in rows]
    band = {
        "mode": "lines",
        "line": {"shape": "hvh", "width": 1, "dash": "2px,3px", "color": theme.colour("control")},
        "hoverinfo": "skip",
    }
    data = [
        {"x": at, "y": [row["upper_pct"] for row in rows], **band},
        {"x": at, "y": [row["lower_pct"] for row in rows], **band, "fill": "tonexty", "fillcolor": theme.colour("accent-weak")},
        {
            "x": at,
            "y": value,
            "mode": "lines+markers",
            "connectgaps": False,
            "line": {"width": 1.5, "color": theme.colour("point")},
            "marker": _markers(rows),
            "text": [_hover(row) for row in rows],
            "customdata": [row.get("pick") for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
        },
    ]
    center = next((row["center_pct"] for row in rows if row["center_pct"] is not None), None)
    shapes, labels = [], []
    for level, dash, key in ((target, "dash", "chart.target"), (center, "solid", "chart.center")):
        if level is not None:
            shapes.append(
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": level,
                    "y1": level,
                    "line": {"color": theme.colour("ink" if dash == "dash" else "point"), "width": 1.2, "dash": dash},
                }
            )
            labels.append(
                theme.label(
                    t(key, value=number(level, 1)),
                    1,
                    level,
                    xref="paper",
                    xanchor="left",
                    xshift=6,
                    yshift=_apart(level, target, center),
                )
            )
    seen = [x for row in rows for x in (row["accuracy_pct"], row["lower_pct"], target) if x is not None]
    floor = max(0, 10 * ((min(seen, default=0) - 2) // 10))
    labels.append(
        theme.label(
            t("chart.month_and_n"),
            0,
            0,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="top",
            xshift=-8,
            yshift=-2,
            font={"size": 11, "color": theme.colour("ink-3")},
        )
    )
    labels += said_of_signals(rows)
    for shape, label in brackets(rows):
        shapes.append(shape)
        labels.append(label)
    last = next((row for row in reversed(rows) if row["lower_pct"] is not None), None)
    if last is not None:
        near = [level for level in (target, center) if level is not None]
        for key, level in (("chart.upper", last["upper_pct"]), ("chart.lower", last["lower_pct"])):
            if all(abs(level - other) > (102 - floor) / 16 for other in near):
                labels.append(theme.label(t(key, value=number(level, 1)), 1, level, xref="paper", xanchor="left", xshift=6))
    every = 1 if len(rows) <= MONTHS_SHOWN else 3
    ticks = [i for i in at if i % every == 0]
    return theme.figure(
        data,
        340,
        shapes=shapes,
        annotations=labels,
        margin={"l": 8, "r": 76, "t": 12, "b": 8},
        hovermode="closest",
        xaxis={
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [_tick(rows, i, every) for i in ticks],
            "showline": True,
            "tickangle": 0,
            "tickfont": {"size": 11, "color": theme.colour("ink-2")},
            "range": [-0.5, len(rows) - 0.5],
        },
        yaxis={"range": [floor, 102], "tickformat": ".0f", "nticks": 6, "showgrid": True, "gridcolor": theme.colour("hairline")},
    )


def _markers(rows: list[dict]) -> dict:
    """Grey points; a signal for the better is a blue square, one for the worse a red diamond."""
    better, worse = ("above", "run_above"), ("below", "run_below")
    pick = [
        ("square", "accent", 10)
        if row["signal"] in better
        else ("diamond", "bad-mark", 12)
        if row["signal"] in worse
        else ("circle", "point", 8)
        for row in rows
    ]
    return {
        "symbol": [p[0] for p in pick],
        "color": [theme.colour(p[1]) for p in pick],
        "size": [p[2] for p in pick],
        "line": {"width": 1.5, "color": theme.colour("card")},
    }


def _tick(rows: list[dict], i: int, every: int) -> str:
    """Month, n below it, and the year where one begins; bare numbers, so that twelve fit on a phone."""
    year, number_ = rows[i]["month"].split("-")
    begins = i == 0 or number_ == "01"
    return "<br>".join([str(int(number_)), str(rows[i]["rechecked"]) if every == 1 else "", f"<b>{year}</b>" if begins else ""])


def _apart(level: float, target: float | None, center: float | None) -> int:
    """Pixels that keep the two labels from lying on each other."""
    if target is None or center is None or abs(target - center) > 6:
        return 0
    return 8 if level == max(target, center) else -8


def _hover(row: dict) -> str:
    said = [f"{row['month']}  {percent(row['accuracy_pct'])}", t("chart.of", part=row["accurate"], whole=row["rechecked"])]
    if row["lower_pct"] is not None:
        said.append(t("chart.limits", low=number(row["lower_pct"], 1), high=number(row["upper_pct"], 1)))
    if row["signal"]:
        said.append(t(f"signal.{row['signal']}"))
    return "<br>".join(said)

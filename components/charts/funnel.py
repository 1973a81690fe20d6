"""Investigators by how often they were re-checked: exact limits 95 % and 99.8 %, outliers labelled, small samples hollow."""

from components import theme
from components.text import number, percent, t

LIMITS = (("lower95_pct", "6px,4px"), ("upper95_pct", "6px,4px"), ("lower998_pct", "solid"), ("upper998_pct", "solid"))
# fill and ink of a low outlier; its shape stays its group's where groups are told apart, else it is its own
LOOKS = {"low998": ("diamond", "bad-mark", "bad-text", 12), "low95": ("triangle-up", "watch-mark", "watch-text", 12)}
SHAPES = ("circle", "square", "triangle-up", "diamond", "pentagon", "cross")


def group_shapes(names: list) -> dict[object, str]:
    """A shape for each group in the order given; what there are too many of shares the last."""
    return {name: SHAPES[min(i, len(SHAPES) - 1)] for i, name in enumerate(dict.fromkeys(names))}


def funnel(rows: list[dict], least: float | None, levels: tuple[str, str]) -> dict:
    """``rows`` of the question accuracy_funnel; ``least``: re-checks below which nobody is judged; ``levels`` name the limits.

    Rows with ``group`` take the shape of their group; then colour and label alone tell an outlier.
    """
    by_n = {row["rechecked"]: row for row in rows}
    steps = [by_n[n] for n in sorted(by_n)]
    data = [
        {
            "x": [row["rechecked"] for row in steps],
            "y": [row[name] for row in steps],
            "mode": "lines",
            "line": {"width": 1.2, "dash": dash, "color": theme.colour("control")},
            "hoverinfo": "skip",
        }
        for name, dash in LIMITS
    ]
    labels, shapes = [], []
    looks = [_look(row, least) for row in rows]
    if "group" in (rows[0] if rows else {}):
        of = group_shapes([row["group"] for row in rows])
        looks = [(of[row["group"]] + ("-open" if look[0].endswith("-open") else ""), *look[1:]) for row, look in zip(rows, looks, strict=True)]
    data.append(
        {
            "x": [row["rechecked"] for row in rows],
            "y": [row["accuracy_pct"] for row in rows],
            "mode": "markers",
            "marker": {
                "symbol": [look[0] for look in looks],
                "color": [theme.colour(look[1]) for look in looks],
                "size": [look[3] for look in looks],
                "line": {"width": 1.4, "color": [theme.colour("watch-text" if look[1] == "watch-mark" else look[1]) for look in looks]},
            },
            "text": [_hover(row) for row in rows],
            "customdata": [row.get("pick") for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
        }
    )
    for row, look in zip(rows, looks, strict=True):
        if look[2]:
            said = f"{row['staff_id']}  {percent(row['accuracy_pct'])}  {_wrong(row)}"
            labels.append(
                theme.label(
                    said, row["rechecked"], row["accuracy_pct"], yanchor="top", yshift=-8, font={"size": 12, "color": theme.colour(look[2])}
                )
            )
    if steps:
        center, last = steps[-1]["center_pct"], steps[-1]
        line = {"width": 1.2, "color": theme.colour("point")}
        shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": center, "y1": center, "line": line})
        ends = [(center, t("chart.center_mean", value=number(center, 1)))]
        ends += [(last[name], t("chart.limit_low", level=level)) for name, level in zip(("lower95_pct", "lower998_pct"), levels, strict=True)]
        labels += [theme.label(said, 1, y, xref="paper", xanchor="left", xshift=6) for y, said in spread(ends)]
    # limits of a handful of re-checks reach to zero and would press everything else together
    lowest = min([row["accuracy_pct"] for row in rows] + [row["lower998_pct"] for row in steps[-3:]], default=0)
    return theme.figure(
        data,
        340,
        annotations=labels,
        shapes=shapes,
        margin={"l": 8, "r": 84, "t": 8, "b": 36},
        hovermode="closest",
        xaxis={
            "title": {"text": t("chart.rechecks"), "font": {"size": 12}, "standoff": 6},
            "showline": True,
            "range": [0, max([row["rechecked"] for row in rows], default=1) * 1.06],
        },
        yaxis={"range": [max(0, 10 * (lowest // 10) - 4), 103], "showgrid": True, "gridcolor": theme.colour("hairline"), "nticks": 6},
    )


def spread(ends: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Labels far enough apart to be read."""
    placed = []
    for y, said in sorted(ends, reverse=True):
        placed.append((min(y, placed[-1][0] - 7) if placed else y, said))
    return placed


def _look(row: dict, least: float | None) -> tuple[str, str, str, int]:
    """Symbol, fill, ink of its label ('' for none), size; nobody is judged on too few re-checks."""
    if least is not None and row["rechecked"] < least:
        return "circle-open", "point", "", 8
    return LOOKS.get(row["outlier"]) or (("square", "accent", "", 9) if row["outlier"] else ("circle", "point", "", 8))


def _wrong(row: dict) -> str:
    return t("chart.wrong_of", wrong=number(row["rechecked"] - row["accurate"]), whole=number(row["rechecked"]))


def _hover(row: dict) -> str:
    limits = t("chart.limits", low=number(row["lower998_pct"], 1), high=number(row["upper998_pct"], 1))
    return f"{row['staff_id']} {row['staff_name'] or ''}  {percent(row['accuracy_pct'])}<br>{_wrong(row)}<br>{limits}"

"""Errors by item: sorted bars from zero with interval whiskers, the period before as a tick, accent on the two that go wrong most."""

from components import theme
from components.text import number, share, t, word


def error_bars(rows: list[dict], before: dict[str, float]) -> dict:
    """``rows`` of the question accuracy_by_item; ``before``: error rate of the period before by item. Most errors first."""
    ordered = sorted((row for row in rows if row["compared"]), key=lambda row: row["item_accuracy_pct"])
    place = list(range(len(ordered), 0, -1))
    rate = [100 - row["item_accuracy_pct"] for row in ordered]
    low, high = [100 - row["ci_high_pct"] for row in ordered], [100 - row["ci_low_pct"] for row in ordered]
    wrong = [row["compared"] - row["consistent"] for row in ordered]
    hover = [
        f"{word(row['item_name'])}  {share(r)}%<br>{number(k)} / {number(row['compared'])}<br>95%: {number(a, 1)}–{number(b, 1)}%"
        for row, r, k, a, b in zip(ordered, rate, wrong, low, high, strict=True)
    ]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "x": rate,
            "y": place,
            "width": 0.56,
            "marker": {"color": [theme.colour("accent" if i < 2 else "ghost") for i in range(len(ordered))]},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [b - r for b, r in zip(high, rate, strict=True)],
                "arrayminus": [r - a for a, r in zip(low, rate, strict=True)],
                "color": theme.colour("point"),
                "thickness": 1.2,
                "width": 4,
            },
            "hovertext": hover,
            "customdata": [row.get("pick") for row in ordered],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            "mode": "markers",
            "x": [before.get(row["item_name"]) for row in ordered],
            "y": place,
            "marker": {"symbol": "line-ns", "size": 16, "line": {"width": 2.4, "color": theme.colour("ink")}},
            "hoverinfo": "skip",
        },
    ]
    columns = ((36, [number(k) for k in wrong], t("column.wrong")), (92, [share(r) for r in rate], t("chart.per_100")))
    labels = []
    for shift, said, head in columns:
        labels += [theme.label(one, 1, at, xref="paper", xanchor="right", xshift=shift) for at, one in zip(place, said, strict=True)]
        labels.append(theme.label(head, 1, 1, xref="paper", yref="paper", xanchor="right", xshift=shift + 8, yanchor="bottom"))
    return theme.figure(
        data,
        340,
        annotations=labels,
        margin={"l": 8, "r": 104, "t": 24, "b": 8},
        hovermode="closest",
        xaxis={"range": [0, max(high, default=1) * 1.04], "nticks": 5, "showgrid": True, "gridcolor": theme.colour("hairline")},
        yaxis={
            "tickmode": "array",
            "tickvals": place,
            "ticktext": [word(row["item_name"]) for row in ordered],
            "range": [0.3, len(ordered) + 0.7],
        },
    )

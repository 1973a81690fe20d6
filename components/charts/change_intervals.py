"""How much each group changed between two periods: the difference with its interval around zero; small samples stay hollow and last."""

from components import theme
from components.text import number, t, word

LOOKS = {"变好": ("square", "accent"), "变差": ("diamond", "bad-mark"), "正常波动": ("circle", "point")}


def change_intervals(rows: list[dict]) -> dict:
    """``rows`` of the question accuracy_comparison with ``name``; the worst change first, groups that are not judged last."""
    judged = sorted((row for row in rows if row["verdict"] in LOOKS), key=lambda row: row["difference_pct"])
    ordered = judged + [row for row in rows if row["verdict"] not in LOOKS]
    drawn = [row for row in ordered if row["difference_pct"] is not None]
    place = {id(row): len(ordered) - i for i, row in enumerate(ordered)}
    looks = [LOOKS.get(row["verdict"], ("circle-open", "none-mark")) for row in drawn]
    whiskers = [(row["ci_low_pct"], row["ci_high_pct"]) if row["ci_low_pct"] is not None else (row["difference_pct"],) * 2 for row in drawn]
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row["difference_pct"] for row in drawn],
            "y": [place[id(row)] for row in drawn],
            "marker": {"symbol": [look[0] for look in looks], "color": [theme.colour(look[1]) for look in looks], "size": 10, "line": {"width": 1.5}},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "thickness": 1.4,
                "width": 4,
                "color": theme.colour("point"),
                "array": [high - row["difference_pct"] for row, (_, high) in zip(drawn, whiskers, strict=True)],
                "arrayminus": [row["difference_pct"] - low for row, (low, _) in zip(drawn, whiskers, strict=True)],
            },
            "text": [f"{row['name']}  {_signed(row['difference_pct'])}<br>{_both(row)}<br>{word(row['verdict'])}" for row in drawn],
            "customdata": [row.get("pick") for row in drawn],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]
    labels = [
        theme.label(
            f"{_signed(row['difference_pct']) if row['difference_pct'] is not None else ''}<br>{word(row['verdict'])}".removeprefix("<br>"),
            1,
            place[id(row)],
            xref="paper",
            xanchor="left",
            xshift=8,
            align="left",
        )
        for row in ordered
    ]
    zero = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 1.2, "color": theme.colour("ink")}}
    reach = max([abs(edge) for pair in whiskers for edge in pair], default=10) * 1.08
    return theme.figure(
        data,
        max(300, 56 + 44 * len(ordered)),
        shapes=[zero],
        annotations=[*labels, theme.label(t("chart.no_change"), 0, 1, yref="paper", yanchor="bottom", yshift=2)],
        margin={"l": 8, "r": 96, "t": 26, "b": 8},
        hovermode="closest",
        xaxis={"range": [-reach, reach], "nticks": 5, "showgrid": True, "gridcolor": theme.colour("hairline")},
        yaxis={
            "tickmode": "array",
            "tickvals": [place[id(row)] for row in ordered],
            "ticktext": [row["name"] for row in ordered],
            "range": [0.4, len(ordered) + 0.6],
        },
    )


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), 2)


def _both(row: dict) -> str:
    return t(
        "chart.both_periods",
        now=number(row["accuracy_pct"], 2),
        n=number(row["rechecked"]),
        then=number(row["before_pct"], 2),
        m=number(row["before_rechecked"]),
    )

"""Rates of groups with their 95 % intervals against the target; small samples stay hollow, last and unranked."""

from components import theme
from components.text import number, percent, t, word

UNJUDGED = ("样本不足", "无有效抽查", None)


def rate_intervals(rows: list[dict], target: float | None, tones: dict[str, str]) -> dict:
    """``rows``: name, value, low, high, n, verdict. Judged groups are sorted, the lowest first; the others keep their order."""
    judged = sorted((row for row in rows if row["verdict"] not in UNJUDGED), key=lambda row: row["value"])
    ordered = judged + [row for row in rows if row["verdict"] in UNJUDGED]
    drawn = [row for row in ordered if row["value"] is not None]
    place = {id(row): len(ordered) - i for i, row in enumerate(ordered)}
    marks = [theme.mark(tones.get(row["verdict"], "none")) for row in drawn]
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row["value"] for row in drawn],
            "y": [place[id(row)] for row in drawn],
            "marker": {
                "symbol": [m["symbol"] for m in marks],
                "color": [m["color"] for m in marks],
                "size": 10,
                "line": {"width": 1.5, "color": [m["line"]["color"] for m in marks]},
            },
            "error_x": {
                "type": "data",
                "symmetric": False,
                "thickness": 1.4,
                "width": 4,
                "color": theme.colour("point"),
                "array": [row["high"] - row["value"] for row in drawn],
                "arrayminus": [row["value"] - row["low"] for row in drawn],
            },
            "text": [
                f"{row['name']}  {percent(row['value'])}<br>{t('tile.interval', low=number(row['low'], 2), high=number(row['high'], 2), n=row['n'])}"
                f"<br>{word(row['verdict'])}"
                for row in drawn
            ],
            "customdata": [row.get("pick") for row in drawn],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]
    labels = [
        theme.label(
            f"{percent(row['value'])}  n {number(row['n'])}<br>{word(row['verdict'])}"
            if row["value"] is not None
            else word(row["verdict"]),
            1,
            place[id(row)],
            xref="paper",
            xanchor="left",
            xshift=8,
            align="left",
        )
        for row in ordered
    ]
    shapes = []
    if target is not None:
        shapes.append(
            {
                "type": "line",
                "x0": target,
                "x1": target,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"dash": "dash", "width": 1.2, "color": theme.colour("ink")},
            }
        )
        labels.append(
            theme.label(t("chart.target", value=number(target, 0)), target, 1, yref="paper", yanchor="bottom", yshift=2)
        )
    if judged and len(judged) < len(ordered):
        edge = len(ordered) - len(judged) + 0.5
        shapes.append(
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": edge,
                "y1": edge,
                "line": {"width": 1, "color": theme.colour("hairline")},
            }
        )
    lowest = min([row["low"] for row in drawn] + ([target] if target is not None else []), default=0)
    return theme.figure(
        data,
        max(300, 56 + 44 * len(ordered)),
        shapes=shapes,
        annotations=labels,
        margin={"l": 8, "r": 96, "t": 26, "b": 8},
        hovermode="closest",
        xaxis={
            "range": [max(0, 10 * (lowest // 10)), 101],
            "ticksuffix": "%",
            "nticks": 5,
            "showgrid": True,
            "gridcolor": theme.colour("hairline"),
        },
        yaxis={
            "tickmode": "array",
            "tickvals": [place[id(row)] for row in ordered],
            "ticktext": [row["name"] for row in ordered],
            "range": [0.4, len(ordered) + 0.6],
        },
    )

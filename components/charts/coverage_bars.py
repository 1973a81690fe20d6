"""Villages inspected per town: solid inspected, outlined not yet; what is short of all says how many."""

from components import theme
from components.text import number, percent, t, word


def coverage_bars(rows: list[dict], tones: dict[str, str]) -> dict:
    """``rows`` of the question publicity_coverage by town; the least covered stands first."""
    ordered = sorted(rows, key=lambda row: (row["coverage_pct"] is None, row["coverage_pct"] or 0, row["group_key"] or ""))
    names = [row["group_name"] or word(None) for row in ordered]
    place = list(range(len(ordered), 0, -1))
    hover = [
        f"{name}  {percent(row['coverage_pct'])}<br>{t('chart.villages', part=row['inspected'], whole=row['villages'])}<br>{word(row['verdict'])}"
        for name, row in zip(names, ordered, strict=True)
    ]
    done = [100 * row["inspected"] / row["villages"] if row["villages"] else 0 for row in ordered]
    base = {
        "type": "bar",
        "orientation": "h",
        "y": place,
        "width": 0.55,
        "text": hover,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    data = [
        {**base, "x": done, "marker": {"color": theme.colour("accent"), "line": {"width": 0}}},
        {
            **base,
            "x": [100 - x for x in done],
            "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 1, "color": theme.colour("control")}},
        },
    ]
    labels = []
    for at, row in zip(place, ordered, strict=True):
        ink = {"bad": "bad-text", "watch": "watch-text"}.get(tones.get(row["verdict"], "none"), "ink-2")
        glyph = {"bad": "◆ ", "watch": "▲ "}.get(tones.get(row["verdict"], "none"), "")
        labels.append(
            theme.label(
                f"{glyph}{number(row['inspected'])} / {number(row['villages'])}  {percent(row['coverage_pct'])}",
                1,
                at,
                xref="paper",
                xanchor="left",
                xshift=8,
                font={"size": 12, "color": theme.colour(ink)},
            )
        )
    return theme.figure(
        data,
        40 + 30 * max(len(ordered), 3),
        barmode="stack",
        annotations=labels,
        margin={"l": 8, "r": 132, "t": 8, "b": 8},
        hovermode="closest",
        xaxis={"range": [0, 100.5], "ticksuffix": "%", "tickvals": [0, 25, 50, 75, 100]},
        yaxis={"tickmode": "array", "tickvals": place, "ticktext": names, "range": [0.3, len(ordered) + 0.7]},
    )

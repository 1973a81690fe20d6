"""Satisfaction by round: one panel a contractor, the others as ghosts; lows are red diamonds once a threshold holds."""

import math

from components import theme
from components.text import day, number, t, word


def satisfaction_trend(rows: list[dict], threshold: float | None, confirmed: bool) -> dict:
    """``rows`` of the question satisfaction. ``threshold`` is drawn; unconfirmed it is only a suggestion and judges nobody."""
    names = list(dict.fromkeys(row["contractor_name"] for row in rows))
    of = {name: [row for row in rows if row["contractor_name"] == name] for name in names}
    data, layout, labels, shapes = [], {}, [], []
    gap = 0.04
    width = (1 - gap * (len(names) - 1)) / max(len(names), 1)
    scores = [row["score"] for row in rows if row["score"] is not None]
    low = min([*scores, threshold if threshold is not None else 100], default=0)
    reach = [max(0, 10 * ((low - 4) // 10)), min(100, 10 * math.ceil((max(scores, default=100) + 3) / 10))]
    for i, name in enumerate(names):
        end = "" if i == 0 else str(i + 1)
        left = i * (width + gap)
        for other in [*(n for n in names if n != name), name]:
            for contract in dict.fromkeys(row["contract_no"] for row in of[other]):
                data.append(_line([row for row in of[other] if row["contract_no"] == contract], end, other == name))
        days = sorted({str(row["result_date"]) for row in rows})
        layout["xaxis" + end] = {
            "domain": [left, left + width],
            "anchor": "y" + end,
            "type": "date",
            "tickmode": "array",
            "tickvals": days[::max(len(days) - 1, 1)],
            "ticktext": [d[2:7] for d in days[::max(len(days) - 1, 1)]],
            "showline": True,
            "tickangle": 0,
            "tickfont": {"size": 11, "color": theme.colour("ink-2")},
        }
        layout["yaxis" + end] = {
            "anchor": "x" + end,
            "range": reach,
            "showgrid": True,
            "gridcolor": theme.colour("hairline"),
            "showticklabels": i == 0,
            "nticks": 6,
            "matches": None if i == 0 else "y",
        }
        labels.append(
            theme.label(
                name.replace("（", "<br>（"),
                left,
                1,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
                yshift=6,
                align="left",
                font={"size": 14, "color": theme.colour("ink")},
            )
        )
        last = next((row for row in reversed(of[name]) if row["score"] is not None), None)
        if last:
            labels.append(
                theme.label(
                    number(last["score"], 2),
                    str(last["result_date"]),
                    last["score"],
                    xref="x" + end,
                    yref="y" + end,
                    yshift=14,
                    xanchor="right" if len(of[name]) > 1 else "center",
                )
            )
        labels += [
            theme.label(
                word("未完成"),
                str(row["result_date"]),
                reach[0],
                xref="x" + end,
                yref="y" + end,
                yanchor="bottom",
                yshift=4,
                font={"size": 12, "color": theme.colour("none-text")},
            )
            for row in of[name]
            if row["score"] is None
        ]
        if threshold is not None:
            shapes.append(
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": left,
                    "x1": left + width,
                    "yref": "y" + end,
                    "y0": threshold,
                    "y1": threshold,
                    "line": {"dash": "dash", "width": 1.2, "color": theme.colour("ink" if confirmed else "control")},
                }
            )
    return theme.figure(
        data, 320, annotations=labels, shapes=shapes, margin={"l": 8, "r": 8, "t": 52, "b": 8}, hovermode="closest", **layout
    )


def _line(rows: list[dict], end: str, own: bool) -> dict:
    """One contract's rounds; a round without a score is a gap."""
    base = {
        "x": [str(row["result_date"]) for row in rows],
        "y": [row["score"] for row in rows],
        "xaxis": "x" + end,
        "yaxis": "y" + end,
    }
    if not own:
        return base | {"mode": "lines", "line": {"width": 1.2, "color": theme.colour("ghost")}, "hoverinfo": "skip"}
    low = [row["low"] is True for row in rows]
    return base | {
        "mode": "lines+markers",
        "line": {"width": 2, "color": theme.colour("accent")},
        "marker": {
            "symbol": ["diamond" if x else "circle" for x in low],
            "size": [11 if x else 8 for x in low],
            "color": [theme.colour("bad-mark" if x else "accent") for x in low],
        },
        "text": [
            f"{t('column.round_no')} {row['round_no']}  {day(row['result_date'])}<br>{number(row['score'], 2)}"
            f"<br>{t('chart.units', part=row['units_returned'], whole=row['units_due'])}"
            for row in rows
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }

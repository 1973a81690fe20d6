"""Money needed month by month: due solid, expected pale and outlined, overdue in the first month hatched; bars start at zero."""

from components import theme
from components.text import large_money, number, t

PARTS = (("overdue", "bad-mark", "/"), ("due", "accent", ""), ("expected", "accent-weak", ""))


def money_forecast(rows: list[dict]) -> dict:
    """``rows`` of payment_forecast with a month, in order."""
    months = [row["month"] for row in rows]
    data = []
    for name, token, pattern in PARTS:
        amounts = [float(row[f"{name}_amount"]) for row in rows]
        said = [f"{row['month']}  {t(f'chart.forecast_{name}')} {large_money(row[f'{name}_amount'])}  n = {number(row[f'{name}_n'])}" for row in rows]
        data.append({
            "type": "bar",
            "x": months,
            "y": amounts,
            "marker": {
                "color": theme.colour("card" if pattern else token),
                "line": {"color": theme.colour("bad-mark" if pattern else "accent"), "width": 1},
                "pattern": {"shape": pattern, "fgcolor": theme.colour(token), "size": 6} if pattern else {"shape": ""},
            },
            "text": said,
            "textposition": "none",
            "hovertemplate": "%{text}<extra></extra>",
        })
    tops = [sum(float(row[f"{name}_amount"]) for name, *_ in PARTS) for row in rows]
    said = [large_money(top) + ("*" if row["provisional_n"] else "") for row, top in zip(rows, tops, strict=True)]
    turned = {"textangle": -40} if max(map(len, said), default=0) > 7 else {}  # plain yuan are longer than a month is wide
    labels = [theme.label(words, row["month"], top, yanchor="bottom", yshift=2, **turned)
              for words, row, top in zip(said, rows, tops, strict=True) if top]
    return theme.figure(
        data,
        260,
        annotations=labels,
        barmode="stack",
        bargap=0.4,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={"type": "category", "showline": True, "tickangle": 0 if len(months) < 7 else -45},
        yaxis={"range": [0, max(tops, default=0) * 1.25 or 1], "showticklabels": False},
    )

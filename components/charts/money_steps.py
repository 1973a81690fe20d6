"""Running totals as steps: what has fallen due, dashed, against what was paid, solid; the gap on the as-of day is named."""

from itertools import accumulate

from components import theme
from components.text import day, large_money, t

MONTHS = 6  # over fewer the axis would repeat a month


def _months_later(day_: str) -> str:
    year, month = divmod(int(day_[:4]) * 12 + int(day_[5:7]) - 1 + MONTHS, 12)
    return f"{year:04}-{month + 1:02}{day_[7:]}"


def money_steps(due: list[tuple], paid: list[tuple], total, as_of: str) -> dict:
    """``due``, ``paid``: (day, amount) in any order, days up to and beyond ``as_of``; ``total``: the contracts together."""
    due, paid = sorted(due, key=lambda one: one[0]), sorted(paid, key=lambda one: one[0])
    first = min([str(one[0]) for one in due + paid], default=as_of)
    last = max([str(one[0]) for one in due + paid] + [as_of])
    until = [one for one in due if str(one[0]) < as_of]  # paying on the due day is still in time (F5)
    data = [
        _steps(due, first, last, "dash", "ink-2", 1.5),
        _steps(paid, first, as_of, "solid", "accent", 2),
    ]
    due_sum, paid_sum = (float(sum(amount for _, amount in one)) for one in (until, paid))
    line = {"width": 1.2, "color": theme.colour("ink-3")}
    shapes = [{"type": "line", "x0": as_of, "x1": as_of, "yref": "paper", "y0": 0, "y1": 1, "line": line | {"dash": "dot"}}]
    labels = [theme.label(t("chart.today", day=day(as_of)), as_of, 1, yref="paper", yanchor="bottom", yshift=2)]
    for value, key, anchor, token in ((due_sum, "due_sum", "bottom", "ink"), (paid_sum, "paid_sum", "top", "accent")):
        said = t(f"chart.{key}", value=large_money(value))
        font = {"size": 12, "color": theme.colour(token)}
        labels.append(theme.label(said, as_of, value, xanchor="right", xshift=-8, yanchor=anchor, yshift=6 if anchor == "bottom" else -6, font=font))
    if total is not None:
        shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": float(total), "y1": float(total), "line": line})
        labels.append(
            theme.label(t("chart.contract_sum", value=large_money(total)), 0, float(total), xref="paper", xanchor="left", xshift=6, yanchor="bottom")
        )
    top = max([due_sum, paid_sum, float(total or 0)]) * 1.1 or 1
    ticks = [top * i / 4 for i in range(4)]
    unit = _round(ticks[1])
    return theme.figure(
        data,
        300,
        annotations=labels,
        shapes=shapes,
        margin={"l": 8, "r": 12, "t": 24, "b": 8},
        hovermode="closest",
        xaxis={"type": "date", "showline": True, "nticks": 7, "tickformat": "%Y-%m" if last > _months_later(first) else "%m-%d", "tickangle": 0},
        yaxis={
            "range": [0, top],
            "tickmode": "array",
            "tickvals": [unit * i for i in range(int(top // unit) + 1)],
            "ticktext": [large_money(unit * i).removesuffix(".00") for i in range(int(top // unit) + 1)],
            "showgrid": True,
            "gridcolor": theme.colour("hairline"),
        },
    )


def _round(value: float) -> float:
    """A step of 1, 2 or 5 times a power of ten."""
    power = 10 ** (len(str(int(max(value, 1)))) - 1)
    return next((step * power for step in (1, 2, 5, 10) if step * power >= value), value)


def _steps(moves: list[tuple], first: str, last: str, dash: str, token: str, width: float) -> dict:
    """One step line from nothing; drawn on to the ``last`` day."""
    sums = list(accumulate(float(amount) for _, amount in moves))
    days = [str(when) for when, _ in moves]
    return {
        "x": [first, *days, max([last, *days])],
        "y": [0, *sums, sums[-1] if sums else 0],
        "mode": "lines",
        "line": {"shape": "hv", "width": width, "dash": dash, "color": theme.colour(token)},
        "text": [large_money(value) for value in [0, *sums, sums[-1] if sums else 0]],
        "hovertemplate": "%{x|%Y-%m-%d}  %{text}<extra></extra>",
    }

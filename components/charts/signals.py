"""What a control chart says beside its points: month and rate of those outside, a bracket over each run."""

from components import theme
from components.text import percent, t


def said_of_signals(rows: list[dict]) -> list[dict]:
    """Month and rate beside each point outside its limits."""
    return [
        theme.label(
            f"{row['month']}  {percent(row['accuracy_pct'])}",
            i,
            row["accuracy_pct"],
            xanchor="left" if i < len(rows) * 0.7 else "right",
            xshift=12 if i < len(rows) * 0.7 else -12,
            font={"size": 12, "color": theme.colour("bad-text" if row["signal"] == "below" else "accent")},
        )
        for i, row in enumerate(rows)
        if row["signal"] in ("above", "below")
    ]


def brackets(rows: list[dict]) -> list[tuple[dict, dict]]:
    """A bracket with its words over every run on one side of the centre that is long enough to be a signal."""
    found, at = [], 0
    side = [_side(row) for row in rows]
    seen = [i for i, one in enumerate(side) if one is not None]
    while at < len(seen):
        end = at
        while end + 1 < len(seen) and side[seen[end + 1]] == side[seen[at]] != 0:
            end += 1
        run = seen[at : end + 1]
        above = side[run[0]] == 1
        if any(rows[i]["signal"] in ("run_above", "run_below") for i in run):
            values = [rows[i]["accuracy_pct"] for i in run]
            y = min(101.5, max(values) + 2.5) if above else min(values) - 2.5
            hook = -0.8 if above else 0.8
            ink = theme.colour("accent" if above else "bad-text")
            path = f"M {run[0]},{y + hook} L {run[0]},{y} L {run[-1]},{y} L {run[-1]},{y + hook}"
            said = t("chart.run_above" if above else "chart.run_below", count=len(run))
            middle = (run[0] + run[-1]) / 2
            shape = {"type": "path", "path": path, "line": {"width": 1.2, "color": ink}}
            words = theme.label(said, middle, y, yanchor="bottom" if above else "top", font={"size": 12, "color": ink})
            found.append((shape, words))
        at = end + 1
    return found


def _side(row: dict) -> int | None:
    """1 above the centre, -1 below, 0 on it, None without re-checks."""
    if row["accuracy_pct"] is None:
        return None
    return (row["accuracy_pct"] > row["center_pct"]) - (row["accuracy_pct"] < row["center_pct"])

"""What the three groups of raters gave each contractor: one dot a group, the score beside the name, the bound dashed."""

from components import theme
from components.text import number, share, word

GROUPS = (("bureau_mean", "民政局"), ("town_mean", "乡镇"), ("street_mean", "街道"))


def group_means(rows: list[dict], threshold: float | None, confirmed: bool) -> dict:
    """``rows``: each contractor's last round, with contractor_name already short. A mean below a confirmed bound is a diamond."""
    data, labels, ticks = {"x": [], "y": [], "symbol": [], "color": [], "text": []}, [], []
    at = len(rows) * (len(GROUPS) + 1)
    height = 40 + 26 * at
    for row in rows:
        ticks.append((at, f"<b>{row['contractor_name']}</b>"))
        labels.append(theme.label(share(row["score"]), 1, at, xref="paper", xanchor="left", xshift=8, font=_ink("ink")))
        for name, group in GROUPS:
            at -= 1
            value = row[name]
            low = confirmed and threshold is not None and value is not None and value < threshold
            ticks.append((at, word(group)))
            data["x"].append(value)
            data["y"].append(at)
            data["symbol"].append("diamond" if low else "circle")
            data["color"].append(theme.colour("bad-mark" if low else "point"))
            data["text"].append(f"{row['contractor_name']}  {word(group)}  {share(value)}")
            labels.append(theme.label(share(value), 1, at, xref="paper", xanchor="left", xshift=8, font=_ink("bad-text" if low else "ink-2")))
        at -= 1
    known = [x for x in [*data["x"], threshold] if x is not None]
    shapes = []
    if threshold is not None:
        line = {"dash": "dash", "width": 1.2, "color": theme.colour("ink" if confirmed else "control")}
        shapes.append({"type": "line", "x0": threshold, "x1": threshold, "yref": "paper", "y0": 0, "y1": 1, "line": line})
        labels.append(theme.label(number(threshold), threshold, 1, yref="paper", yanchor="bottom", yshift=2))
    marks = {"mode": "markers", "x": data["x"], "y": data["y"], "text": data["text"], "hovertemplate": "%{text}<extra></extra>"}
    marks["marker"] = {"symbol": data["symbol"], "color": data["color"], "size": 9, "line": {"width": 1, "color": theme.colour("card")}}
    return theme.figure(
        [marks],
        height,
        annotations=labels,
        shapes=shapes,
        margin={"l": 8, "r": 56, "t": 22, "b": 8},
        hovermode="closest",
        xaxis={"range": [min(known, default=0) - 3, 101], "nticks": 5},
        yaxis={
            "tickmode": "array",
            "tickvals": [y for y, _ in ticks],
            "ticktext": [name for _, name in ticks],
            "range": [0.4, len(rows) * (len(GROUPS) + 1) + 0.6],
            "showline": False,
            "showgrid": True,
            "gridcolor": theme.colour("hairline"),
        },
    )


def _ink(token: str) -> dict:
    return {"size": 13 if token == "ink" else 12, "color": theme.colour(token)}  # nosec B105: a colour

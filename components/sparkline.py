"""A series in a corner: static SVG, sized in pixels, no chart library behind it."""

from urllib.parse import quote

from dash import html

from components import theme

PAD = 5  # pixels around the line, so that its end dot is not cut


def points(values: list[float | None], low: float, high: float, width: int, height: int) -> list[tuple[float, float] | None]:
    """Where each value lies; an unknown one is a gap."""
    step = (width - 2 * PAD) / max(len(values) - 1, 1)
    reach = (high - low) or 1
    return [
        None if value is None else (round(PAD + i * step, 1), round(height - PAD - (value - low) / reach * (height - 2 * PAD), 1))
        for i, value in enumerate(values)
    ]


def _runs(places: list) -> list[list]:
    """The stretches between gaps."""
    runs = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def sparkline(
    values: list[float | None], said: str, target: float | None = None, worse: tuple[int, ...] = (), width: int = 184, height: int = 44
) -> html.Img | None:
    """The series as a picture, its last point a dot, points ``worse`` red diamonds, ``target`` dashed. ``said`` is read aloud."""
    known = [value for value in [*values, target] if value is not None]
    if len([value for value in values if value is not None]) < 2:
        return None
    places = points(values, min(known), max(known), width, height)
    accent, bad = theme.colour("accent"), theme.colour("bad-mark")
    parts = []
    if target is not None:
        y = points([target], min(known), max(known), width, height)[0][1]
        parts.append(f'<path d="M0 {y}H{width}" stroke="{theme.colour("ink-3")}" stroke-dasharray="4 3" fill="none"/>')
    for run in _runs(places):
        line = "L".join(f"{x} {y}" for x, y in run)
        if len(run) == 1:
            parts.append(f'<circle cx="{run[0][0]}" cy="{run[0][1]}" r="1.6" fill="{accent}"/>')
        else:
            parts.append(f'<path d="M{line}" stroke="{accent}" stroke-width="1.6" stroke-linejoin="round" fill="none"/>')
    for i in worse:
        if places[i]:
            x, y = places[i]
            parts.append(f'<path d="M{x} {y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z" fill="{bad}"/>')
    last = max(i for i, place in enumerate(places) if place)
    if last not in worse:
        x, y = places[last]
        parts.append(f'<circle cx="{x}" cy="{y}" r="3.2" fill="{accent}"/>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    return html.Img(src="data:image/svg+xml," + quote(svg), alt=said, className="mj-spark", width=width, height=height)

"""A rate with its interval against a target, on one line: static SVG, only numbers go into the drawing."""

from urllib.parse import quote

from dash import html

from components import theme

PAD = 6  # pixels at both ends, so that the mark is not cut


def interval_mark(
    value: float, low: float, high: float, target: float | None, said: str, tone: str = "plain", start: float = 0,
    width: int = 136, height: int = 20,
) -> html.Img:
    """From ``start`` to 100; the target a dashed upright; a diamond in red when ``tone`` is bad, pale when none. ``said`` is read aloud."""

    def x(share: float) -> float:
        return round(PAD + (min(max(share, start), 100) - start) / ((100 - start) or 1) * (width - 2 * PAD), 1)

    def line(x1: float, y1: float, x2: float, y2: float, colour: str, look: str = 'stroke-width="1.6"') -> str:
        return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{colour}" {look}/>'

    middle = height / 2
    ink = theme.colour({"bad": "bad-mark", "none": "none-mark"}.get(tone, "ink"))
    parts = [line(PAD, middle, width - PAD, middle, theme.colour("hairline"), 'stroke-width="1"')]
    if target is not None:
        parts.append(line(x(target), 1, x(target), height - 1, theme.colour("ink-2"), 'stroke-width="1.2" stroke-dasharray="3 2"'))
    parts.append(line(x(low), middle, x(high), middle, ink))
    parts += [line(x(edge), middle - 4, x(edge), middle + 4, ink) for edge in (low, high)]
    if tone == "bad":
        parts.append(f'<path d="M{x(value)} {middle - 5}l5 5l-5 5l-5 -5z" fill="{ink}"/>')
    else:
        parts.append(f'<circle cx="{x(value)}" cy="{middle}" r="4" fill="{ink}"/>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    return html.Img(src="data:image/svg+xml," + quote(svg), alt=said, className="mj-spark", width=width, height=height)

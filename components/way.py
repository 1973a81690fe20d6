"""The way of one case in steps: each with its day and how long it took; a step without a day stays hollow."""

from dash import html

from components.text import day


def way(steps: list[tuple]) -> html.Ol:
    """``steps``: (name, day or None, what else is said, tone: done, open, bad)."""
    glyphs = {"done": "bi-check-circle-fill", "open": "bi-circle", "bad": "bi-x-diamond-fill"}
    inside = []
    for name, when, said, tone in steps:
        glyph = html.I(className=f"bi {glyphs[tone]}", **{"aria-hidden": "true"})
        inside.append(html.Li([glyph, html.B(name), html.Span(day(when)), html.Small(said)], className=f"mj-way-{tone}"))
    return html.Ol(inside, className="mj-way")

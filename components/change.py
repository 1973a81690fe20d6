"""环比 and 同比 of a figure: the difference, and whether it says more than usual variation. Pure."""

from dash import html

from components.text import number, t

# how a difference and a value of each unit are written: shares differ by percentage points
DIFFERENCES = {"%": "change.points", "分": "change.score", "元": "change.yuan"}
VALUES = {"分": "unit.points", "元": "unit.yuan"}


def judged(now: float, then: float, bounds: tuple = (), better: str = "up") -> str:
    """same, better, worse, or usual: with intervals a difference counts only where the two do not meet.

    ``bounds``: (low, high, earlier low, earlier high), empty where everything was counted.
    """
    if now == then:
        return "same"
    if bounds:
        if None in bounds:
            return "unknown"
        low, high, then_low, then_high = bounds
        if low <= then_high and then_low <= high:
            return "usual"
    return "better" if (now > then) == (better == "up") else "worse"


def change(kind: str, now, then, unit: str, bounds: tuple = (), better: str = "up", running: bool = False) -> html.Span:
    """One line. ``kind``: previous or last_year; a running period is not compared, only its forerunner's value is told."""
    label = html.Span(t(f"change.{kind}"))
    if now is None or then is None:
        return html.Span([label, html.Span(t("change.none"))], className="mj-change")
    if running:
        return html.Span([label, html.Span(t("change.running", value=written(then, unit)))], className="mj-change")
    gap = now - then
    arrow = "▲" if gap > 0 else "▼" if gap < 0 else "–"
    said = t(DIFFERENCES[unit], value=("+" if gap > 0 else "−" if gap < 0 else "") + written(abs(gap), unit, bare=True))
    verdict = judged(now, then, bounds, better)
    return html.Span(
        [label, html.Span([html.I(arrow, **{"aria-hidden": "true"}), " ", said]), html.Em(t(f"change.is_{verdict}"))],
        className="mj-change",
    )


def written(value, unit: str, bare: bool = False) -> str:
    """A value of a measure as the page writes it; ``bare`` without its unit."""
    said = number(value, 2)
    return said if bare else said + ("%" if unit == "%" else " " + t(VALUES[unit]))

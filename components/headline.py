"""A headline figure of 总览: value, interval, n, target, verdict, trend, 环比 and 同比. ``row`` is a row of the question overview."""

from dash import dcc, html

from components import tiles
from components.change import change
from components.sparkline import sparkline
from components.text import number, share, t

LESS_IS_BETTER = ("overdue_amount", "substantiated")


def changes(row: dict) -> list:
    """The two lines of comparison."""
    better = "down" if row["measure"] in LESS_IS_BETTER else "up"
    running = row["verdict"] == "进行中"
    with_interval = row["ci_low"] is not None
    return [
        change(
            kind,
            row["value"],
            row[then],
            row["unit"],
            (row["ci_low"], row["ci_high"], row[f"{bounds}_low"], row[f"{bounds}_high"]) if with_interval else (),
            better,
            running,
        )
        for kind, then, bounds in (("previous", "previous", "previous"), ("last_year", "same_period_last_year", "last_year"))
    ]


def trend(values: list, first: str, last: str, alt: str, target: float | None = None, bad=(), target_text: str = "") -> html.Div | None:
    """A sparkline with its two ends in words; nothing below two points, since one makes no trend."""
    if sum(value is not None for value in values) < 2:
        return html.Div(html.P(t("overview.no_trend")), className="mj-trend")
    picture = html.Div([sparkline(values, alt, target, tuple(bad)), html.Span(target_text)], className="mj-trend-line")
    return html.Div([picture, html.Div([html.Span(first), html.Span(last)], className="mj-trend-ends")], className="mj-trend")


def status(row: dict) -> html.Span:
    """The verdict as a tag; 关注 of an interval says why; without a verdict it says that there is none."""
    if row["verdict"] is None:
        return tiles.tag("", t("tile.not_judged"), "none")
    if row["verdict"] == "关注" and row["ci_low"] is not None:
        return tiles.tag("关注", t("overview.crossing"))
    return tiles.tag(row["verdict"])


def headline(
    row: dict, label: str, period: str, lines: tuple, goto: str, as_of: str, clause="", tag=None, spark=None, info=None, unit: str = "%"
) -> html.Article:
    """The card; its value leads to the page that holds its rows."""
    return tiles.tile(
        label,
        share(row["value"]),
        unit,
        period,
        lines,
        tag if tag is not None else status(row),
        as_of,
        clause,
        info=info,
        rows=lambda shown: dcc.Link(shown, href=goto, title=t("overview.open_rows"), className="mj-value-link"),
        spark=html.Div([spark, *changes(row)]),
    )


def target_text(row: dict) -> str:
    """The target in words; one that is silent or unconfirmed says so."""
    return t("tile.target_at_least", value=number(row["target"])) if row["target"] is not None else t("tile.no_target")

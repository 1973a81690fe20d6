"""Contractors side by side: visits, accuracy with its interval, satisfaction with its rounds, forms, money. Cards on a phone."""

from dash import dcc, html

from components import tiles
from components.interval_mark import interval_mark
from components.sparkline import sparkline
from components.text import BLANK, large_money, number, percent, share, t

PARTS = ("visits", "accuracy", "satisfaction", "forms", "paid", "verdict")


def _accuracy(one: dict, start: float) -> list:
    if one["accuracy_pct"] is None:
        return [html.Span(BLANK), html.Small(t("accuracy.no_recheck"))]
    tone = tiles.tone(one["verdict"])
    said = t("tile.interval", low=share(one["ci_low_pct"]), high=share(one["ci_high_pct"]), n=number(one["rechecked"]))
    picture = interval_mark(one["accuracy_pct"], one["ci_low_pct"], one["ci_high_pct"], one["target_pct"], said, tone, start)
    short = t("overview.interval", low=share(one["ci_low_pct"]), high=share(one["ci_high_pct"]), n=number(one["rechecked"]))
    return [html.Span([percent(one["accuracy_pct"]), picture], className="mj-beside"), html.Small(short)]


def _satisfaction(one: dict) -> list:
    rounds = one["rounds"]
    if not rounds:
        return [html.Span(BLANK)]
    scores = [row["score"] for row in rounds]
    last = rounds[-1]
    shown = [share(last["score"]) + " " + t("unit.points") if last["score"] is not None else t("overview.round_invalid")]
    if len([score for score in scores if score is not None]) > 1:
        said = t("overview.rounds_alt", scores=t("common.list").join(share(score) for score in scores))
        low = [i for i, row in enumerate(rounds) if row["low"]]
        shown.append(sparkline(scores, said, one["bound"], tuple(low), width=88, height=24))
    note = t("overview.round_of", number=last["round_no"], part=number(last["units_returned"]), whole=number(last["units_due"]))
    return [html.Span(shown, className="mj-beside"), html.Small(note)]


def _paid(one: dict) -> list:
    if one["total"] is None:
        return [html.Span(BLANK)]
    filled = float(100 * one["net_paid"] / one["total"]) if one["total"] else 0.0
    bar = html.Span(html.Span(style={"width": f"{min(filled, 100):.1f}%"}), className="mj-paid-bar", **{"aria-hidden": "true"})
    said = t("payments.paid_of", part=large_money(one["net_paid"]), whole=large_money(one["total"]), unit=t("unit.large_money"))
    late = html.Small(
        t("overview.overdue_amount", amount=large_money(one["overdue_amount"]), unit=t("unit.large_money")), className="mj-overdue"
    )
    return [bar, html.Small(said), *([late] if one["overdue_amount"] else [])]


def contractor_table(rows: list[dict]) -> html.Div:
    """``rows``: name, href, contracts, the row of accuracy by contractor, rounds and bound, satisfied_pct and forms_valid,
    net_paid, total and overdue_amount (total None: no contract in sight)."""
    lows = [one["ci_low_pct"] for one in rows if one["ci_low_pct"] is not None]
    start = max(0, 10 * (min(lows, default=0) // 10))
    head = html.Tr(
        [html.Th(t("column.contractor_name"), scope="col")]
        + [html.Th(t(f"overview.by_{part}", start=number(start)), scope="col") for part in PARTS],
        role="row",
    )
    body = []
    for one in rows:
        inside = {
            "visits": [html.Span(number(one["visited"])), html.Small(t("overview.rechecked", n=number(one["rechecked"])))],
            "accuracy": _accuracy(one, start),
            "satisfaction": _satisfaction(one),
            "forms": [html.Span(percent(one["satisfied_pct"])), html.Small(t("tile.n", n=number(one["forms_valid"])))],
            "paid": _paid(one),
            "verdict": [tiles.tag(one["verdict"]), html.Small(t("overview.verdict_of"))],
        }
        name = dcc.Link(one["name"], href=one["href"]) if one["href"] else one["name"]
        cells = [html.Td(shown, role="cell", className=f"mj-by-{part}", **{"data-label": t(f"overview.by_{part}", start=number(start))})
                 for part, shown in inside.items()]
        body.append(html.Tr([html.Th([name, html.Small(one["contracts"])], scope="row", role="rowheader"), *cells], role="row"))
    table = html.Table(
        [html.Thead(head, role="rowgroup"), html.Tbody(body, role="rowgroup")], className="mj-data mj-contractors", role="table"
    )
    return html.Div(table, className="mj-scroll-x")

"""What the four cards and the contractor rows of 总览 are put together from. Pure: rows of questions in, components out."""

import datetime
from decimal import Decimal

from components import basis, filters, text, tiles
from components.conclusion_facts import latest_rounds
from components.explain import explain
from components.headline import headline, target_text, trend
from components.text import contractor, large_money, number, share, t
from queries.parameters import day as day_of
from queries.parameters import days_of

# a row of accuracy by contractor for one without visits
NOT_VISITED = {"visited": 0, "rechecked": 0, "verdict": "无有效抽查", "target_pct": None}
NOT_VISITED |= dict.fromkeys(("accuracy_pct", "ci_low_pct", "ci_high_pct"))


def of(rows: list[dict], measure: str) -> dict | None:
    """The county's row of a measure."""
    return next((row for row in rows if row["measure"] == measure and row["subject"] is None), None)


def quarter(rows: list[dict]) -> str:
    """The quarter of the question's inspections; '' when there are none."""
    found = of(rows, "coverage")
    return filters.period_of(found["first_day"], "quarter") if found else ""


def quarter_of(settled: dict) -> str:
    """The quarter in or at the end of the period, as the question overview takes it."""
    first, last = days_of(settled["period"])
    return filters.period_of(max(first, min(last, day_of(settled["as_of"]))), "quarter")


def quarters_before(rows: list[dict], count: int = 4) -> list[str]:
    """The quarters before the one shown, oldest first."""
    found = of(rows, "coverage")
    if not found:
        return []
    at = found["first_day"].year * 4 + found["first_day"].month // 3
    return [f"{place // 4}Q{place % 4 + 1}" for place in range(at - count, at)]


def year_to(rows: list[dict], settled: dict) -> str:
    """The twelve months that end with the period."""
    last = days_of(settled["period"])[1]
    first = datetime.date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    return f"{first}..{last}"


def cards(rows, settled, goto, policy, months, rounds, quarters, tranches) -> list:
    """The four headline cards; a measure without data is left out."""
    as_of = t("frame.until", day=text.day(settled["as_of"]))
    makers = (
        ("accuracy", _accuracy, months, "accuracy_rate"),
        ("satisfaction", _satisfaction, rounds, "satisfaction_score"),
        ("coverage", _coverage, quarters, "publicity_coverage"),
        ("on_time", _money, tranches, "payment_due"),
    )
    shown = []
    for name, make, more, definition in makers:
        if row := of(rows, name):
            taken = t("overview.taken", part=number(row["part"]), n=number(row["n"])) if row["unit"] == "%" else ""
            if name == "accuracy" and (rechecked := of(rows, "recheck_share")):
                taken += t("overview.left_out", rest=number(rechecked["n"] - row["n"]))
            around = {
                "goto": goto[name], "as_of": as_of, "clause": basis.clause(policy, row["param"]),
                "info": explain(definition, policy, taken, ("overview", f"first(value) filter (measure = '{name}' and subject is null)"),
                                {"coverage": {"period": quarter(rows)}, "satisfaction": {"evaluation": "last valid"}}.get(name)),
            }
            shown.append(make(row, rows, settled, more, around))
    return shown


def _accuracy(row, rows, settled, months, around):
    known = [one for one in months if one["month"] <= settled["as_of"][:7]]
    bad = [i for i, one in enumerate(known) if one["signal"] in ("below", "run_below")]
    values = [one["accuracy_pct"] for one in known]
    if row["ci_low"] is None:
        interval = t("accuracy.no_recheck")
    else:
        interval = t("tile.interval", low=share(row["ci_low"]), high=share(row["ci_high"]), n=number(row["n"]))
    goal = t("chart.target", value=number(row["target"])) if row["target"] is not None else ""
    spark = trend(values, text.period(known[0]["month"]), text.period(known[-1]["month"]), t("overview.trend_accuracy"), row["target"], bad, goal) \
        if known else None
    return headline(row, t("measure.accuracy"), filters.period_text(settled), (interval, target_text(row)), spark=spark, **around)


def _satisfaction(row, rows, settled, rounds, around):
    each = [one for one in rows if one["measure"] == "satisfaction" and one["subject"]]
    low = [one for one in each if one["verdict"] == "较低"]
    tag = tiles.tag("阈值未确认") if row["verdict"] is None else tiles.tag("较低", t("overview.low_count", count=len(low))) if low else None
    lowest = min(each, key=lambda one: one["value"])
    lines = (
        t("overview.mean_of", count=number(len(each)), n=number(row["n"])),
        t("overview.lowest", name=contractor(lowest["subject_name"]), value=share(lowest["value"])) if len(each) > 1 else "",
        t("satisfaction.bound", value=number(row["target"])) if row["target"] is not None else t("overview.bound_unconfirmed"),
    )
    # at each day on which a result came, the mean of the last valid scores by then
    days = sorted({one["result_date"] for one in rounds if one["valid"]})
    means = []
    for day in days:
        scores = [one["score"] for one in latest_rounds([one for one in rounds if one["result_date"] <= day], valid=True)]
        means.append(sum(scores) / len(scores))
    spark = trend(means, text.day(days[0]), text.day(days[-1]), t("overview.trend_satisfaction"), row["target"],
                  target_text=t("chart.target", value=number(row["target"])) if row["target"] is not None else "") if days else None
    period = t("overview.rounds_of", first=text.day(row["first_day"]), last=text.day(row["last_day"]))
    return headline(row, t("measure.satisfaction"), period, lines, tag=tag, spark=spark, unit=t("unit.points"), **around)


def _coverage(row, rows, settled, quarters, around):
    now = quarter(rows)
    values = [one["coverage_pct"] if one and one["inspected"] else None for _, one in quarters] + [row["value"]]
    goal = t("chart.target", value=number(row["target"])) if row["target"] is not None else ""
    first = quarters[0][0] if quarters else ""
    last = t("period.running", name=now) if row["verdict"] == "进行中" else now
    spark = trend(values, first, last, t("overview.trend_coverage"), row["target"], target_text=goal)
    lines = (t("publicity.villages_of", part=number(row["part"]), whole=number(row["n"])), target_text(row), t("publicity.full_count"))
    period = t("period.running", name=text.period(now)) if row["verdict"] == "进行中" else text.period(now)
    return headline(row, t("measure.coverage"), period, lines, spark=spark, **around)


def _money(row, rows, settled, tranches, around):
    late = of(rows, "overdue_amount")
    due = sorted((one for one in tranches if one["on_time"] is not None), key=lambda one: one["due_date"])
    kept = [100 * sum(one["on_time"] for one in due[: i + 1]) / (i + 1) for i in range(len(due))]
    spark = trend(kept, text.day(due[0]["due_date"]), text.day(due[-1]["due_date"]), t("overview.trend_money")) if due else None
    if late["value"]:
        tag = tiles.tag("逾期未拨", t("overview.late_count", count=late["part"]))
        owed = t("overview.owed", count=number(late["part"]), amount=large_money(late["value"]), unit=t("unit.large_money"))
    else:
        tag, owed = tiles.tag("达标", t("payments.no_overdue")), t("payments.no_overdue")
    lines = (t("payments.on_time_of", part=number(row["part"]), whole=number(row["n"])), owed, t("tile.no_target"))
    return headline(row, t("measure.on_time"), t("overview.all_contracts"), lines, tag=tag, spark=spark, **around)


def contractors(rates: list[dict], rounds: list[dict], forms: list[dict], summary: list[dict], bound: float | None) -> list[dict]:
    """One row a contractor for contractor_table; those judged off target first, the unnamed last."""
    said = {one["group_key"]: one for one in forms}
    # a contractor without a visit in the period still has its rounds and its money
    idle = {one["contractor_code"]: NOT_VISITED | {"group_key": one["contractor_code"], "group_name": one["contractor_name"]}
            for one in (*summary, *rounds)}
    shown = []
    for one in [*rates, *(one for code, one in idle.items() if code not in {rate["group_key"] for rate in rates})]:
        code = one["group_key"]
        mine = [contract for contract in summary if contract["contractor_code"] == code]
        whole = [contract["total_amount"] if contract["adjusted_total"] is None else contract["adjusted_total"] for contract in mine]
        shown.append(
            one
            | {
                "name": contractor(one["group_name"]),
                "contracts": t("payments.contracts", n=number(len(mine))) if code else "",
                "rounds": sorted((round_ for round_ in rounds if round_["contractor_code"] == code), key=lambda round_: round_["result_date"]),
                "bound": bound,
                **{name: said.get(code, {}).get(name) for name in ("satisfied_pct", "forms_valid")},
                **{name: sum((contract[name] or 0 for contract in mine), Decimal(0)) for name in ("net_paid", "overdue_amount")},
                "total": sum(whole, Decimal(0)) if mine else None,
            }
        )
    worst = {"bad": 0, "watch": 1, "good": 2, "none": 3}
    return sorted(shown, key=lambda one: (one["group_key"] is None, worst[tiles.tone(one["verdict"])], str(one["group_key"])))

"""The facts of each page's 结论, worked out from the rows of its own questions. Pure: rows in, one dict out.

conclusion.sentence("accuracy", conclusion_facts.accuracy(settled["period"], county_row, trend_rows, contractor_rows, town_rows))

Facts a rule may use (None where unknown; names are lists of organisations, worst first):
overview      what ``overview`` below returns
accuracy      period rechecked verdict accuracy low high target pending signal signal_month off_contractors off_towns outliers
              changed change change_low change_high worst_item worst_wrong worst_beside
satisfaction  rated lowest highest confirmed bound low_contractors removal incomplete forms satisfied_pct
publicity     period verdict villages inspected missing coverage off_towns behind without_photos last_day days_left
payments      contracts due on_time overdue overdue_amount overdue_days overdue_name overdue_tranche early over
              next_due next_left next_name next_tranche next_amount provisional
No person is named but investigators outside the funnel's outer limit, and these only with at least ``least`` re-checks.
"""

import datetime
from decimal import Decimal

from components.text import contractor

WORSE = ("below", "run_below")  # signals in the direction that a leader must hear of


def _off(rows: list[dict], value: str, name=lambda row: row["group_name"]) -> list[str]:
    """Names of the groups that are off target, the lowest first; rows without a name have nobody to name."""
    off = sorted((row for row in rows if row["verdict"] == "未达标" and row["group_key"]), key=lambda row: row[value])
    return [name(row) for row in off]


def worst_item(rows, least: float | None) -> dict:
    """The item with the largest share of errors among those compared ``least`` times, and how many more its interval cannot be told from."""
    judged = [row for row in rows if least is not None and row["compared"] >= least]
    worst = min(judged, key=lambda row: (row["item_accuracy_pct"], row["item_name"]), default=None)
    if worst is None or worst["compared"] == worst["consistent"]:
        return dict.fromkeys(("worst_item", "worst_wrong", "worst_beside"))
    beside = sum(row is not worst and row["ci_low_pct"] <= worst["ci_high_pct"] for row in judged)
    return {"worst_item": [worst["item_name"]], "worst_wrong": worst["compared"] - worst["consistent"], "worst_beside": beside}


def accuracy(
    period: str, county: dict | None, trend=(), contractors=(), towns=(), funnel=(), least: float | None = None, changed: dict | None = None, items=()
) -> dict:
    """``county``: the one row of accuracy by county; ``funnel``: rows of accuracy_funnel with ``least`` = policy min_sample.

    ``changed``: the row of accuracy_comparison with the period before (Newcombe's interval decides its verdict); ``items``: of accuracy_by_item.
    """
    county, changed = county or {}, changed or {}
    signal = next((row for row in reversed(list(trend)) if row["signal"] in WORSE), {})
    people = [row for row in funnel if least is not None and row["rechecked"] >= least and row["outlier"] == "low998"]
    return {
        "period": period,
        **{name: county.get(name) for name in ("rechecked", "verdict", "pending")},
        "accuracy": county.get("accuracy_pct"),
        "low": county.get("ci_low_pct"),
        "high": county.get("ci_high_pct"),
        "target": county.get("target_pct"),
        "signal": signal.get("signal"),
        "signal_month": signal.get("month"),
        "off_contractors": _off(contractors, "accuracy_pct", lambda row: contractor(row["group_name"])),
        "off_towns": _off(towns, "accuracy_pct"),
        "outliers": [row["staff_id"] for row in sorted(people, key=lambda row: row["accuracy_pct"])],
        "changed": changed.get("verdict"),
        "change": changed.get("difference_pct"),
        "change_low": changed.get("ci_low_pct"),
        "change_high": changed.get("ci_high_pct"),
        **worst_item(items, least),
    }


def latest_rounds(rows: list[dict], valid: bool = False) -> list[dict]:
    """Each contractor's last round, or its last valid one; ``rows`` of the question satisfaction."""
    last = {}
    for row in sorted(rows, key=lambda row: (row["result_date"], row["contract_no"], row["round_no"] or 0)):
        if row["valid"] or not valid:
            last[row["contractor_code"]] = row
    return [last[code] for code in sorted(last, key=str)]


def satisfaction(rows: list[dict], bound: float | None, feedback=()) -> dict:
    """``bound``: the confirmed satisfaction_low, None while it is unconfirmed; ``feedback``: service_feedback by contractor."""
    scored = latest_rounds(rows, valid=True)
    scores = [row["score"] for row in scored]
    forms, satisfied = (sum(row[name] or 0 for row in feedback) for name in ("forms_valid", "satisfied"))
    names = {
        "low_contractors": [row for row in sorted(scored, key=lambda row: row["score"]) if row["low"]],
        "removal": [row for row in scored if row["proposal"]],
        "incomplete": [row for row in latest_rounds(rows) if row["valid"] is False],
    }
    return {
        "rated": len(scored),
        "lowest": min(scores, default=None),
        "highest": max(scores, default=None),
        "confirmed": bound is not None,
        "bound": bound,
        **{fact: [contractor(row["contractor_name"]) for row in found] for fact, found in names.items()},
        "forms": forms,
        "satisfied_pct": 100 * satisfied / forms if forms else None,
    }


def publicity(period: str, county: dict | None, towns=(), last_day: datetime.date | None = None, as_of: datetime.date | None = None) -> dict:
    """``county`` and ``towns``: rows of publicity_coverage; ``last_day`` of the quarter."""
    county = county or {}
    running = county.get("verdict") == "进行中"
    # inspected is null where the profile prescribes no inspections
    missed = (row for row in towns if row["inspected"] is not None and row["villages"] > row["inspected"])
    gaps = sorted(missed, key=lambda row: row["inspected"] - row["villages"])
    return {
        "period": period,
        **{name: county.get(name) for name in ("verdict", "villages", "inspected")},
        "coverage": county.get("coverage_pct"),
        "missing": county["villages"] - county["inspected"] if county.get("inspected") is not None else None,
        "off_towns": _off(towns, "coverage_pct"),
        "behind": [row["group_name"] for row in gaps] if running else [],
        "without_photos": county["villages"] - county["photo_sets"] if county.get("photo_sets") is not None else None,
        "last_day": last_day,
        "days_left": (last_day - as_of).days if last_day and as_of else None,
    }


def payments(summary: list[dict], tranches: list[dict]) -> dict:
    """Rows of payment_summary and payment_tranches, of the contracts that the page shows."""
    overdue = sorted((row for row in tranches if row["overdue_amount"]), key=lambda row: row["due_date"])
    coming = sorted((row for row in tranches if row["status"] in ("临期", "待拨付") and row["due_date"]), key=lambda row: row["due_date"])
    first, late = coming[0] if coming else {}, overdue[0] if overdue else {}
    return {
        "contracts": len(summary),
        "due": sum(row["tranches_due"] for row in summary),
        "on_time": sum(row["tranches_on_time"] for row in summary),
        "overdue": len(overdue),
        "overdue_amount": sum((row["overdue_amount"] for row in overdue), Decimal(0)),
        "overdue_days": max((row["working_days_late"] for row in overdue), default=None),
        "overdue_name": [contractor(late["contractor_name"])] if late else [],
        "overdue_tranche": late.get("tranche_no"),
        "early": sum(row["status"] == "未评先拨" for row in tranches),
        "over": sum(row["status"] == "超拨" for row in tranches),
        "next_due": first.get("due_date"),
        "next_left": first.get("working_days_left"),
        "next_name": [contractor(first["contractor_name"])] if first else [],
        "next_tranche": first.get("tranche_no"),
        "next_amount": first.get("planned_amount"),
        "provisional": first.get("provisional"),
    }


def overview(period: str, measures: list[dict], rounds: list[dict], towns: list[dict], summary: list[dict], tranches: list[dict],
             alerts: list[dict] = ()) -> dict:
    """``measures``: the rows of the question overview; the others as above, towns of accuracy, ``alerts`` the gravest first."""
    red = [one for one in alerts if one["severity"] == "red"]
    of = {row["measure"]: row for row in measures if row["subject"] is None}
    rate, cover = of.get("accuracy", {}), of.get("coverage", {})
    rated, paid = satisfaction(rounds, None), payments(summary, tranches)
    return {
        "period": period,
        "rechecked": rate.get("n"),
        "accuracy": rate.get("value"),
        "low": rate.get("ci_low"),
        "high": rate.get("ci_high"),
        "target": rate.get("target"),
        "verdict": rate.get("verdict"),
        "quarter": cover and f"{cover['first_day'].year}Q{(cover['first_day'].month + 2) // 3}",
        "coverage": cover.get("value"),
        "coverage_verdict": cover.get("verdict"),
        "missing": cover["n"] - cover["part"] if cover.get("part") is not None else None,
        "off_towns": _off(towns, "accuracy_pct"),
        **{name: rated[name] for name in ("low_contractors", "removal")},
        "red": len(red),
        "worst": {"zh": red[0]["matter"], "en": red[0]["matter_en"]} if red else None,
        **{name: value for name, value in paid.items() if name.startswith(("overdue", "next"))},
    }

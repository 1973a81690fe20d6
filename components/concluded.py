"""The facts of each page's 结论, asked from its own questions: the page, its badge and the bulletin say the same.

``answer(question, settled, **more)`` asks: ``section.answer`` for a page, a bulletin's own for a bulletin. ``settled``: the page's filters.
"""

import datetime
from collections.abc import Callable

from components import alert_table, basis, conclusion_facts, supervision_facts
from queries import Answer
from queries.parameters import day, days_of

LOOK_BACK = 18  # months on a control chart: enough of them to see one stand out
Asking = Callable[..., Answer]


def before(settled: dict) -> str:
    """The period of the same length that ended the day before this one began."""
    first, last = days_of(settled["period"])
    month = first.year * 12 + first.month - 1 - ((last.year - first.year) * 12 + last.month - first.month + 1)
    return f"{month // 12}-{month % 12 + 1:02d}-01..{(first - datetime.timedelta(days=1)).isoformat()}"


def months(settled: dict) -> str:
    """The eighteen months up to the period's end, or to the as-of month while it runs."""
    last = min(days_of(settled["period"])[1], day(settled["as_of"]))
    month = last.year * 12 + last.month - LOOK_BACK
    return f"{month // 12}-{month % 12 + 1:02d}-01..{last.isoformat()}"


def policy(answer: Asking) -> dict[str, dict]:
    """Every parameter by name."""
    return {row["param"]: row for row in answer("policy_values", {}).dicts()}


def overview(answer: Asking, settled: dict) -> dict:
    def rows(question: str, **more) -> list[dict]:
        return answer(question, settled, **more).dicts()

    alerts = alert_table.urgent(answer("alerts", {}, as_of=settled["as_of"]).dicts())
    return conclusion_facts.overview(settled["period"], rows("overview"), rows("satisfaction"), rows("accuracy", by="town"),
                                     rows("payment_summary"), rows("payment_tranches"), alerts)


def accuracy(answer: Asking, settled: dict, people: bool = True) -> dict:
    """``people``: investigators may be named."""
    def rows(question: str, **more) -> list[dict]:
        return answer(question, settled, **more).dicts()

    county, changed = rows("accuracy", by="county"), rows("accuracy_comparison", before=before(settled))
    return conclusion_facts.accuracy(
        settled["period"],
        county[0] if county else None,
        rows("accuracy_trend", period=months(settled)),
        rows("accuracy", by="contractor"),
        rows("accuracy", by="town"),
        rows("accuracy_funnel") if people else (),
        basis.value(policy(answer), "min_sample", only_usable=True),
        changed[0] if changed else None,
        rows("accuracy_by_item"),
    )


def satisfaction(answer: Asking, settled: dict) -> dict:
    bound = basis.value(policy(answer), "satisfaction_low", only_usable=True)
    forms = answer("service_feedback", settled, by="contractor").dicts()
    return conclusion_facts.satisfaction(answer("satisfaction", settled).dicts(), bound, forms)


def publicity(answer: Asking, settled: dict) -> dict:
    """``settled["period"]``: a quarter."""
    town, towns = settled.get("region"), answer("publicity_coverage", settled, by="town").dicts()
    towns = [one for one in towns if not town or one["group_key"] == town]
    county = towns if town else answer("publicity_coverage", settled, by="county").dicts()
    return conclusion_facts.publicity(settled["period"], county[0] if county else None, towns, days_of(settled["period"])[1], day(settled["as_of"]))


def payments(answer: Asking, settled: dict) -> dict:
    return conclusion_facts.payments(answer("payment_summary", settled).dicts(), answer("payment_tranches", settled).dicts())


def complaints(answer: Asking, settled: dict) -> dict:
    return supervision_facts.complaints(settled["period"], complaints_summed(answer, settled), answer("complaint_path", settled).dicts())


def complaints_summed(answer: Asking, settled: dict) -> dict:
    """The county's figures under the filters; rows without a county, which another store may hold, are added."""
    rows = answer("complaints", settled, by="county").dicts()
    return {name: sum(one[name] for one in rows) for name in ("received", "closed", "open", "overdue", "verified", "substantiated")} if rows else {}


def violations(answer: Asking, settled: dict) -> dict:
    return supervision_facts.violations(settled["period"], answer("violation_cases", settled).dicts())


def rectifications(answer: Asking, settled: dict) -> dict:
    return supervision_facts.rectifications(answer("rectification_cases", settled).dicts())

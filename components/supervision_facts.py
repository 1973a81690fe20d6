"""The facts of the 结论 of 投诉举报, 违规处理 and 问题整改, worked out from the rows of their own questions. Pure: rows in, one dict out.

complaints      period received closed verified substantiated overdue_open overdue_days self_handled next_due next_count
violations      period found decided waiting waiting_days gaps terminate recover_due recovered short
rectifications  total completed open overdue overdue_days overdue_names failed next_due next_count
No person is named.
"""

from decimal import Decimal


def _next(rows: list[dict], due: str, left: str) -> dict:
    """The nearest day that is still to come, and how many fall on it."""
    coming = sorted(row[due] for row in rows if row[due] and row[left] is not None and row[left] >= 0)
    return {"next_due": coming[0] if coming else None, "next_count": coming.count(coming[0]) if coming else 0}


def complaints(period: str, county: dict | None, path: list[dict]) -> dict:
    """``county``: the sums of the question complaints; ``path``: rows of complaint_path."""
    county, late = county or {}, [row for row in path if row["state"] == "超期未结"]
    return {
        "period": period,
        **{name: county.get(name) or 0 for name in ("received", "closed", "verified", "substantiated")},
        "overdue_open": len(late),
        "overdue_days": max((row["working_days_late"] or 0 for row in late), default=None),
        "self_handled": sum(row["self_handled"] for row in path),
        **_next([row for row in path if row["closed_date"] is None and row["state"] != "超期未结"], "due_date", "working_days_left"),
    }


def violations(period: str, rows: list[dict]) -> dict:
    """``rows`` of violation_cases."""
    waiting = [row for row in rows if row["decision_date"] is None]
    due, got = (sum((row[name] for row in rows), Decimal(0)) for name in ("recover_due", "recovered"))
    return {
        "period": period,
        "found": len(rows),
        "decided": len(rows) - len(waiting),
        "waiting": len(waiting),
        "waiting_days": max((row["waiting_days"] or 0 for row in waiting), default=None),
        "terminate": sum("情节严重未终止劳动合同" in (row["gaps"] or "") for row in rows),
        "recover_due": due,
        "recovered": got,
        "short": due - got,
    }


def rectifications(rows: list[dict]) -> dict:
    """``rows`` of rectification_cases."""
    late = [row for row in rows if row["state"] == "逾期未改"]
    open_ones = [row for row in rows if row["complete_date"] is None]
    return {
        "total": len(rows),
        "completed": len(rows) - len(open_ones),
        "open": len(open_ones),
        "overdue": len(late),
        "overdue_days": max((row["working_days_late"] or 0 for row in late), default=None),
        "overdue_names": list(dict.fromkeys(row["resp_name"] for row in late if row["resp_name"])),
        "failed": sum(row["lookback_state"] == "未通过" for row in rows),
        **_next([row for row in open_ones if row["state"] != "逾期未改"], "deadline", "working_days_left"),
    }

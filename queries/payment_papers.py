"""The approval form of one application: its values for Word, for the printer and for the page, from the questions' own answers."""

import datetime
from decimal import Decimal

from data.database import today
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, papers

DIGITS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("仟", "佰", "拾", ""), ("亿", "万", "")
BLANK = "—"


def amount_in_words(amount: Decimal) -> str:
    """人民币大写: 192000.50 is 壹拾玖万贰仟元伍角."""
    yuan, cents = divmod(int(amount * 100), 100)
    said, digits, gap = "", f"{yuan:012d}", False
    for start, group in zip((0, 4, 8), GROUPS, strict=True):
        four = digits[start:start + 4]
        for digit, place in zip(four, PLACES, strict=True):
            if digit == "0":
                gap = gap or bool(said)
            else:
                said += ("零" if gap else "") + DIGITS[int(digit)] + place
                gap = False
        if int(four):
            said += group
    said = f"{said}元" if said else ""
    ten, one = divmod(cents, 10)
    if not cents:
        return (said or "零元") + "整"
    zero = "零" if said and not ten else ""
    return said + zero + (f"{DIGITS[ten]}角" if ten else "") + (f"{DIGITS[one]}分" if one else "")


def _money(value) -> str:
    return BLANK if value is None else f"{value:,.2f}"


def _day(value) -> str:
    return BLANK if value is None else str(value.date() if isinstance(value, datetime.datetime) else value)


def approval(viewer: Viewer, number: int) -> dict:
    """The values of the form 拨付审批单; Refused when there is no such application in the viewer's scope."""
    asked = next((row for row in ask("payment_applications", viewer).dicts() if row["application_id"] == number), None)
    if asked is None:
        raise Refused("payment_application", number=number)
    of = {"contract": asked["contract_no"]}
    tranche = next(row for row in ask("payment_tranches", viewer, **of).dicts() if row["tranche_no"] == asked["tranche_no"])
    summary = ask("payment_summary", viewer, **of).dicts()[0]
    tested = [row for row in ask("performance", viewer).dicts() if row["contract_no"] == asked["contract_no"] and row["passed"] == "合格"
              and row["result_date"] == tranche["trigger_date"]]
    policy = next((row for row in ask("policy_values", viewer).dicts() if row["param"] == f"tranche_{asked['tranche_no']}_limit_wd"), {})
    steps = [row for row in ask("tranche_bridge", viewer, **of).dicts() if row["tranche_no"] == asked["tranche_no"] and row["amount"]]
    decided = {"已退回": f"退回（{asked['reason']}）", "已审核": "同意", "已拨付": "同意"}.get(asked["state"], BLANK)
    needs_evaluation = tranche["trigger_type"] != "合同生效"
    return {
        "number": f"BF-{number:05d}",
        "printed": str(today()),
        **{name: asked[name] for name in ("contract_no", "tranche_no", "contractor_code")},
        "contractor_name": asked["contractor_name"] or BLANK,
        "state": asked["state"],
        "total_amount": _money(summary["total_amount"]),
        "adjusted_total": _money(summary["adjusted_total"]),
        "trigger_type": tranche["trigger_type"] or BLANK,
        "trigger_date": _day(tranche["trigger_date"]),
        "evaluation": "、".join(f"{row['eval_id']} {row['passed']}" for row in tested) if needs_evaluation and tested else BLANK,
        "due_date": _day(tranche["due_date"]) + ("（暂定）" if tranche["provisional"] else ""),
        "provisional": "暂定：该年度放假安排尚未公布。" if tranche["provisional"] else "",
        "planned_amount": _money(tranche["planned_amount"]),
        "net_paid": _money(tranche["net_paid"]),
        "amount": _money(asked["amount"]),
        "amount_words": amount_in_words(asked["amount"]),
        "steps": [{"name": row["step"] + (f" {row['pct']:g}%" if row["pct"] is not None else ""), "amount": _money(row["amount"]),
                   "basis": row["basis"] or ""} for row in steps],
        "clause": " ".join(part for part in (policy.get("document"), policy.get("clause")) if part) or BLANK,
        "quotation": f"“{policy['quotation']}”" if policy.get("quotation") else "",
        "applied_by": asked["applied_by"],
        "applied_on": _day(asked["applied_at"]),
        "decision": decided,
        "decided_by": asked["decided_by"] or BLANK,
        "decided_on": _day(asked["decided_at"]),
        "txn_id": asked["txn_id"] or BLANK,
        "pay_date": _day(next((row["pay_date"] for row in ask("payment_transactions", viewer, **of).dicts() if row["txn_id"] == asked["txn_id"]), None)),
        "registered_by": asked["registered_by"] or BLANK,
    }


def approval_in_word(viewer: Viewer, number: int) -> bytes:
    """The same as a document."""
    return papers.render("payment_approval", approval(viewer, number))

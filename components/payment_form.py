"""拨付审批单 of one application, in the language spoken: its values for Word and for the printer, from the questions' own answers."""

import datetime
from decimal import Decimal

from components.text import BLANK, day, language, money, t, word
from data.database import today
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, papers

DIGITS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("仟", "佰", "拾", ""), ("亿", "万", "")
TEMPLATES = {"zh": "payment_approval", "en": "payment_approval_en"}


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


def _day(value) -> str:
    return day(value.date() if isinstance(value, datetime.datetime) else value)


def approval(viewer: Viewer, application: int) -> dict:
    """The values of the form 拨付审批单; Refused when there is no such application in the viewer's scope."""
    asked = next((row for row in ask("payment_applications", viewer).dicts() if row["application_id"] == application), None)
    if asked is None:
        raise Refused("payment_application", number=application)
    of = {"contract": asked["contract_no"]}
    tranche = next(row for row in ask("payment_tranches", viewer, **of).dicts() if row["tranche_no"] == asked["tranche_no"])
    summary = ask("payment_summary", viewer, **of).dicts()[0]
    tested = [row for row in ask("performance", viewer).dicts() if row["contract_no"] == asked["contract_no"] and row["passed"] == "合格"
              and row["result_date"] == tranche["trigger_date"]]
    policy = next((row for row in ask("policy_values", viewer).dicts() if row["param"] == f"tranche_{asked['tranche_no']}_limit_wd"), {})
    steps = [row for row in ask("tranche_bridge", viewer, **of).dicts() if row["tranche_no"] == asked["tranche_no"] and row["amount"]]
    decided = {"已退回": t("payment_form.sent_back", reason=asked["reason"])} | dict.fromkeys(("已审核", "已拨付"), t("payment_form.agreed"))
    needs_evaluation = tranche["trigger_type"] != "合同生效"
    return {
        "number": f"BF-{application:05d}",
        "printed": day(today()),
        **{name: asked[name] for name in ("contract_no", "tranche_no", "contractor_code")},
        "contractor_name": asked["contractor_name"] or BLANK,
        "state": word(asked["state"]),
        "total_amount": money(summary["total_amount"]),
        "adjusted_total": money(summary["adjusted_total"]),
        "trigger_type": word(tranche["trigger_type"]),
        "trigger_date": _day(tranche["trigger_date"]),
        "evaluation": t("common.list").join(f"{row['eval_id']} {word(row['passed'])}" for row in tested) if needs_evaluation and tested else BLANK,
        "due_date": _day(tranche["due_date"]) + (t("payment_form.provisional") if tranche["provisional"] else ""),
        "provisional": t("payment_form.provisional_why") if tranche["provisional"] else "",
        "planned_amount": money(tranche["planned_amount"]),
        "net_paid": money(tranche["net_paid"]),
        "amount": money(asked["amount"]),
        "amount_words": amount_in_words(asked["amount"]),
        "steps": [{"name": word(row["step"]) + (f" {row['pct']:g}%" if row["pct"] is not None else ""), "amount": money(row["amount"]),
                   "basis": row["basis"] or ""} for row in steps],
        "clause": " ".join(part for part in (policy.get("document"), policy.get("clause")) if part) or BLANK,
        "quotation": f"“{policy['quotation']}”" if policy.get("quotation") else "",
        "applied_by": asked["applied_by"],
        "applied_on": _day(asked["applied_at"]),
        "decision": decided.get(asked["state"], BLANK),
        "decided_by": asked["decided_by"] or BLANK,
        "decided_on": _day(asked["decided_at"]),
        "txn_id": asked["txn_id"] or BLANK,
        "pay_date": _day(next((row["pay_date"] for row in ask("payment_transactions", viewer, **of).dicts() if row["txn_id"] == asked["txn_id"]), None)),
        "registered_by": asked["registered_by"] or BLANK,
    }


def approval_in_word(viewer: Viewer, application: int) -> bytes:
    """The same as a document."""
    return papers.render(TEMPLATES[language()], approval(viewer, application))

"""The tranches as the office files them, in official form; in Chinese under the headers of the form."""

from decimal import Decimal

from components.text import day, language, t, word
from data.database import today
from data.viewer import Viewer
from queries import ask
from queries.ledger_form import Sheet, Words, workbook

# column -> header of the form
FORM = {"contract_no": "合同编号", "contractor_name": "承接主体", "tranche_no": "期次", "trigger_type": "拨付条件", "trigger_date": "条件成就日期",
        "due_date": "应拨付日期", "planned_amount": "应拨金额", "deduction": "扣减金额", "net_paid": "已拨净额", "rest": "未拨金额", "paid_date": "付清日期",
        "working_days_late": "逾期（工作日）", "status": "状态", "provisional": "备注"}


def ledger(viewer: Viewer, **given) -> bytes:
    """``given``: the parameters of payment_tranches."""
    rows = ask("payment_tranches", viewer, **given).dicts()
    for row in rows:
        row |= {name: word(row[name]) for name in ("trigger_type", "status")}
        row |= {"rest": max((row["planned_amount"] or 0) - row["net_paid"], Decimal(0)),
                "provisional": t("payment_form.note") if row["provisional"] else None}
    columns = [(name, header if language() == "zh" else t(f"column.{name}")) for name, header in FORM.items()]
    words = Words("", t("ledger.as_of", day=day(given.get("as_of") or today())), t("payment_form.yuan"), t("ledger.total"),
                  tuple(t(f"ledger.{who}") for who in ("made_by", "checked_by", "head")))
    return workbook([Sheet(t("payment_form.ledger"), columns, [tuple(row[name] for name in FORM) for row in rows])], words)

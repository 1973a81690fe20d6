"""The tranches as the office files them; the official form is in Chinese whatever the reader's language."""

from decimal import Decimal

from data.viewer import Viewer
from queries import ask
from queries.ledger_form import Sheet, Words, workbook

# column -> header
FORM = {"contract_no": "合同编号", "contractor_name": "承接主体", "tranche_no": "期次", "trigger_type": "拨付条件", "trigger_date": "条件成就日期",
        "due_date": "应拨付日期", "planned_amount": "应拨金额", "deduction": "扣减金额", "net_paid": "已拨净额", "rest": "未拨金额", "paid_date": "付清日期",
        "working_days_late": "逾期（工作日）", "status": "状态", "provisional": "备注"}


def ledger(viewer: Viewer, **given) -> bytes:
    """``given``: the parameters of payment_tranches."""
    rows = ask("payment_tranches", viewer, **given).dicts()
    for row in rows:
        row |= {"rest": max((row["planned_amount"] or 0) - row["net_paid"], Decimal(0)), "provisional": "应拨付日期暂定" if row["provisional"] else None}
    words = Words("", f"数据截至：{given.get('as_of') or '今日'}", "单位：元", "合计", ("制表人：", "审核人：", "负责人："))
    return workbook([Sheet("购买服务经费分期拨付台账", list(FORM.items()), [tuple(row[name] for name in FORM) for row in rows])], words)

"""The pictures of 资金拨付 and its alarms."""

from dash import html

from components import basis, links, section, states, tiles
from components.charts.due_days import due_days
from components.charts.money_steps import money_steps
from components.explain import explain
from components.figure_card import figure_card
from components.section import COUNTY as ROLES
from components.text import contractor, day, large_money, money, number, t, word

USES = ("page", "as_of", "contract", "done")
PAID_OR_LATE = ("按期拨付", "逾期拨付", "逾期未拨", "部分拨付", "超拨", "未评先拨")


def name_of(row: dict) -> str:
    """A tranche on an axis: contractor, last digits of the contract, number."""
    return f"{contractor(row['contractor_name']).partition('（')[0]} {row['contract_no'].rpartition('-')[2]}-{row['tranche_no']}"


def key_of(row: dict) -> str:
    return f"{row['contract_no']}.{row['tranche_no']}"


def alarm(kind: str, rows: list[dict]) -> html.Article:
    """One kind of exception: how many, the first of them in words, and where to see it. Part paid and overdue is overdue too."""
    found = [one for one in rows if one["status"] == kind or (kind == "逾期未拨" and one["status"] == "部分拨付")]
    if rows and all(one["status"] == "未规定" for one in rows):
        return html.Article([html.Div([tiles.tag("未规定"), html.B(word(kind))]), html.P(t("state.silent"))], className="mj-card mj-alarm")
    if not found:
        inside = [html.Div([tiles.tag("达标", word(kind)), html.B(t("payments.exceptions", count=0))]), html.P(t("payments.exception_none"))]
        return html.Article(inside, className="mj-card mj-alarm")
    one = max(found, key=lambda row: (row["working_days_late"] or 0, row["planned_amount"]))
    words = {"name": contractor(one["contractor_name"]), "number": one["tranche_no"]}
    amount = {"amount": large_money(one["planned_amount"]), "unit": t("unit.large_money")}
    said = {
        "逾期未拨": lambda: t("payments.exception_late", **words, **amount, due=day(one["due_date"]), days=number(one["working_days_late"])),
        "未评先拨": lambda: t("payments.exception_early", **words, **amount, gate=word(one["trigger_type"])),
        "超拨": lambda: t("payments.exception_over", **words, amount=money(one["net_paid"] - one["planned_amount"])),
    }[kind]()
    head = html.Div([tiles.tag(kind), html.B(t("payments.exceptions", count=number(len(found)))), links.sets(t("payments.see"), case=key_of(one))])
    more = html.P(t("payments.more_such", count=number(len(found) - 1))) if len(found) > 1 else html.P(one["contract_no"])
    return html.Article([head, html.P(said), more], className="mj-card mj-alarm")


@section.fill("payments", "steps", *ROLES, uses=USES)
def steps(settled):
    rows = section.answer("payment_tranches", settled).dicts()
    moves = section.answer("payment_transactions", settled).dicts()
    contracts = section.answer("payment_summary", settled).dicts()
    due = [(one["due_date"], one["planned_amount"]) for one in rows if one["due_date"]]
    paid = [(one["pay_date"].date() if hasattr(one["pay_date"], "date") else one["pay_date"], one["counted_amount"]) for one in moves]
    if not due and not paid:
        return states.empty(t("payments.none"), t("payments.none_next"))
    total = sum((one["adjusted_total"] if one["adjusted_total"] is not None else one["total_amount"]) for one in contracts)
    behind = sum(one["overdue_amount"] or 0 for one in rows)
    columns = [("contract_no", t("column.contract_no"), str), ("tranche_no", t("column.tranche_no"), number), ("pay_date", t("column.pay_date"), day)]
    columns += [("amount", t("column.amount"), money), ("txn_status", t("column.txn_status"), word), ("counted_amount", t("column.counted_amount"), money)]
    return figure_card(
        t("payments.steps_behind", amount=large_money(behind), unit=t("unit.large_money")) if behind else t("payments.steps_even"),
        t("payments.steps_measure", unit=t("unit.large_money")),
        money_steps(due, paid, total, settled["as_of"]),
        moves,
        columns,
        t("payments.source", n=number(len(rows))),
        basis.clause(basis.policy(), "tranche_1_limit_wd"),
        info=explain("payment_due", basis.policy()),
        rows_at="payments-tranches-card",
        export=section.export("payment_transactions", settled),
    )


def apart(row: dict) -> str:
    """How far from its due date a tranche was paid, or is."""
    off = row["working_days_off"]
    if row["paid_date"] is None:
        return t("payments.unpaid_short", days=number(off))
    return t("payments.on_day") if not off else t("payments.late_short" if off > 0 else "payments.early_short", days=number(abs(off)))


@section.fill("payments", "days", *ROLES, uses=USES)
def days(settled):
    rows = [
        one
        for one in section.answer("payment_tranches", settled).dicts()
        if one["working_days_off"] is not None and (one["paid_date"] or one["working_days_off"] > 0) and one["status"] in PAID_OR_LATE
    ]
    if not rows:
        return states.empty(t("payments.days_none"), t("payments.days_none_next"))
    shown = [one | {"name": name_of(one), "off": one["working_days_off"], "late": one["working_days_off"] > 0, "said": apart(one)} for one in rows]
    columns = [("name", t("column.contract_no"), str), ("due_date", t("column.due_date"), day), ("paid_date", t("column.paid_date"), day)]
    columns += [("off", t("column.working_days_off"), number), ("status", t("column.status"), word)]
    return figure_card(
        t("payments.days_title", due=number(len(shown)), late=number(sum(one["late"] for one in shown))),
        t("payments.days_measure"),
        due_days(shown),
        shown,
        columns,
        t("payments.days_source", n=number(len(shown))),
        basis.clause(basis.policy(), "tranche_1_limit_wd"),
        (("●", "point", "chart.key_in_time"), ("◆", "bad-mark", "chart.key_too_late")),
        info=explain("payment_due", basis.policy()),
        rows_at="payments-tranches-card",
        export=section.export("payment_tranches", settled),
    )

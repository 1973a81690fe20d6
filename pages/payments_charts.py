"""The pictures of 资金拨付, its alarms, and one tranche in the drawer: how its amount and its day come, and its transactions."""

from dash import html

from components import basis, drawer, links, section, states, tiles
from components.charts.due_days import due_days
from components.charts.money_steps import money_steps
from components.explain import explain
from components.figure_card import data_table, figure_card
from components.section import COUNTY as ROLES
from components.text import contractor, day, large_money, money, number, percent, t, word

USES = ("page", "as_of", "contract")
PAID_OR_LATE = ("按期拨付", "逾期拨付", "逾期未拨", "部分拨付", "超拨", "未评先拨")


def name_of(row: dict) -> str:
    """A tranche on an axis: contractor, last digits of the contract, number."""
    return f"{contractor(row['contractor_name']).partition('（')[0]} {row['contract_no'].rpartition('-')[2]}-{row['tranche_no']}"


def key_of(row: dict) -> str:
    return f"{row['contract_no']}.{row['tranche_no']}"


def alarm(kind: str, rows: list[dict]) -> html.Article:
    """One kind of exception: how many, the first of them in words, and where to see it. Part paid and overdue is overdue too."""
    found = [one for one in rows if one["status"] == kind or (kind == "逾期未拨" and one["status"] == "部分拨付")]
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
    behind = sum(one["overdue_amount"] for one in rows)
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


@drawer.fill("payments", *ROLES)
def case(settled, key):
    rows = section.answer("payment_tranches", settled).dicts()
    one = next((row for row in rows if key_of(row) == key), None)
    if one is None:
        return drawer.missing(key)
    policy = basis.policy()
    limit = policy[f"tranche_{one['tranche_no']}_limit_wd"]["value"]
    total = sum(row["planned_amount"] for row in rows if row["contract_no"] == one["contract_no"])
    head = drawer.facts(
        (t("column.contractor_name"), contractor(one["contractor_name"])),
        (t("column.tranche_no"), number(one["tranche_no"])),
        (t("column.planned_amount"), money(one["planned_amount"])),
        (t("column.net_paid"), money(one["net_paid"])),
        (t("column.trigger_type"), word(one["trigger_type"])),
        (t("column.trigger_date"), day(one["trigger_date"])),
        (t("column.due_date"), day(one["due_date"]) + (f" {t('payments.provisional')}" if one["provisional"] else "")),
        (t("column.paid_date"), day(one["paid_date"])),
        (t("column.working_days_late"), number(one["working_days_late"])),
        (t("column.deduction"), money(one["deduction"])),
        (t("column.hold_reason"), word(one["hold_reason"])),
        (t("column.total_amount"), f"{money(total)}  ({percent(100 * float(one['planned_amount']) / float(total) if total else None)})"),
    )
    moves = [row for row in section.answer("payment_transactions", settled, contract=one["contract_no"]).dicts() if row["tranche_no"] == one["tranche_no"]]
    columns = [("txn_id", t("column.txn_id"), str), ("pay_date", t("column.pay_date"), day), ("txn_status", t("column.txn_status"), word)]
    columns += [("amount", t("column.amount"), money), ("counted_amount", t("column.counted_amount"), money)]
    body = [
        html.H3(t("payments.dates_how")),
        html.P([t("payments.limit", gate=word(one["trigger_type"]), days=limit), "  ", basis.clause(policy, f"tranche_{one['tranche_no']}_limit_wd")]),
        html.H3(t("payments.transactions")),
        html.Div(data_table(moves, columns), className="mj-scroll", tabIndex=0) if moves else states.nothing(t("drawer.none")),
    ]
    title = f"{one['contract_no']} {t('pay.tranche', number=one['tranche_no'])}"
    return drawer.drawer(title, tiles.tag(one["status"]), [head], body, key, [key_of(row) for row in rows])

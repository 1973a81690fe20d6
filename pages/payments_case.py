"""One tranche in the drawer: how its amount and its day come, both clocks, its transactions, its approval."""

from dash import html

from components import basis, drawer, section, states, tiles
from components.figure_card import data_table
from components.section import COUNTY as ROLES
from components.text import BLANK, contractor, day, money, number, percent, share, t, word
from pages.payments_charts import key_of
from pages.payments_steps import approval

OFF = ("节假日", "周末")


@drawer.fill("payments", *ROLES)
def case(settled, key):
    rows = section.answer("payment_tranches", settled).dicts()
    one = next((row for row in rows if key_of(row) == key), None)
    if one is None:
        return drawer.missing(key)
    total = sum(row["planned_amount"] or 0 for row in rows if row["contract_no"] == one["contract_no"])
    part = percent(100 * float(one["planned_amount"]) / float(total)) if total and one["planned_amount"] is not None else BLANK
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
        (t("column.total_amount"), f"{money(total)}  ({part})"),
    )
    moves = [row for row in section.answer("payment_transactions", settled, contract=one["contract_no"]).dicts() if row["tranche_no"] == one["tranche_no"]]
    columns = [("txn_id", t("column.txn_id"), str), ("pay_date", t("column.pay_date"), day), ("txn_status", t("column.txn_status"), word)]
    columns += [("amount", t("column.amount"), money), ("counted_amount", t("column.counted_amount"), money)]
    columns += [("reverse_of", t("column.reverse_of"), lambda value: value or BLANK)]
    body = [
        *bridge(settled, one),
        *dates(settled, one),
        html.H3(t("payments.transactions")),
        html.Div(data_table(moves, columns), className="mj-scroll", tabIndex=0) if moves else states.nothing(t("drawer.none")),
        *approval(settled, one, moves),
    ]
    title = f"{one['contract_no']} {t('pay.tranche', number=one['tranche_no'])}"
    return drawer.drawer(title, tiles.tag(one["status"]), [head], body, key, [key_of(row) for row in rows])


def bridge(settled: dict, one: dict) -> list:
    """From the share of the contract to the planned amount, step by step; steps of nothing are left out."""
    steps = [row for row in section.answer("tranche_bridge", settled, contract=one["contract_no"]).dicts() if row["tranche_no"] == one["tranche_no"]]
    shown = [row for row in steps if row["amount"] or row["step_no"] == 1]
    for row in shown:
        row["said"] = word(row["step"]) + (f" {share(row['pct'])}%" if row["pct"] is not None else "") + (f" {row['basis']}" if row["basis"] else "")
    columns = [("said", t("column.step"), str), ("amount", t("column.amount"), money), ("running", t("column.running"), money)]
    return [html.H3(t("payments.bridge")), html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0)] if shown else []


def dates(settled: dict, one: dict) -> list:
    """The rule, the days counted out on demand, and the second clock where it runs."""
    policy = basis.policy()
    name = f"tranche_{one['tranche_no']}_limit_wd"
    limit = policy.get(name, {}).get("value") or BLANK
    found = [html.H3(t("payments.dates_how")),
             html.P([t("payments.limit", gate=word(one["trigger_type"]), days=limit), "  ", basis.clause(policy, name)])]
    days = [row for row in section.answer("due_days", settled, contract=one["contract_no"]).dicts() if row["tranche_no"] == one["tranche_no"]]
    if days:
        count = number(max(row["nth_wd"] or 0 for row in days))
        found.append(html.Details([html.Summary([html.I(className="bi bi-info-circle", **{"aria-hidden": "true"}), t("payments.counted_out", days=count)]),
                                   counted_out(days)], className="mj-counted"))
    if one["sme_due_date"]:
        said = t("payments.second_clock", due=day(one["sme_due_date"]), last=day(one["sme_last_date"]))
        tone = {"期限内": "达标", "超过一般期限": "关注"}.get(one["sme_status"], "未达标")
        found.append(html.P([tiles.tag(tone, word(one["sme_status"])), " ", said, "  ", basis.clause(policy, "sme_limit_days")]))
    return found


def counted_out(days: list[dict]) -> html.Ol:
    """Every day from the condition to the due date: counted ones with their number, holidays and make-up days with their name."""
    cells = []
    for row in days:
        kind = {"调休上班": "made-up", "当日不计": "start"}.get(row["kind"], "off" if row["kind"] in OFF else "work")
        more = row["note"] if row["kind"] in ("节假日", "调休上班") and row["note"] else ""
        said = " ".join(part for part in (word(row["kind"]), word(more) if more else "", "" if row["published"] else word("暂定")) if part)
        count = html.B(number(row["nth_wd"]) if row["nth_wd"] else "·")
        cells.append(html.Li([html.Span(day(row["day"])), count, html.Small(said)], className=f"mj-day-{kind}"))
    return html.Ol(cells, className="mj-days")

"""资金拨付: what each contract's three tranches are worth, when they fall due, and what was paid in time, late or too early."""

from urllib.parse import urlencode

from dash import html, register_page

from components import basis, concluded, conclusion, drawer, links, section, states, tables, text, tiles
from components.explain import explain
from components.figure_card import card
from components.frame import page, row
from components.section import COUNTY as ROLES
from components.text import large_money, money, number, percent, t, word
from components.timeline import timeline
from pages import payments_case, payments_charts, payments_plan  # noqa: F401  (their sections and the drawer register themselves)


def badge(settled) -> tuple[int, str]:
    """Tranches overdue, as the 结论 counts them."""
    overdue = facts(settled)["overdue"]
    return overdue, t("payments.badge", count=number(overdue))


register_page(
    __name__,
    path="/payments",
    name_key="payments",
    order=4,
    icon="bi-cash-stack",
    group="watch",
    roles=ROLES,
    filters=("as_of", "contract"),
    also=("only",),
    dataset="payment_transactions",
    badge=badge,
)
USES = ("page", "as_of", "contract", "done")


def layout(**_):
    return page(
        "payments",
        ROLES,
        [
            row(section.shell("payments", "figures", 120)),
            row(section.shell("payments", "alarms", 148)),
            row(section.shell("payments", "track", 560)),
            row((section.shell("payments", "steps", 420), 7), (section.shell("payments", "days", 420), 5)),
            row((section.shell("payments", "forecast", 420), 6), (section.shell("payments", "stages", 420), 6)),
            row(section.shell("payments", "tranches", 760)),
            row(section.shell("payments", "cap", 240)),
            row(section.shell("payments", "calendar", 240)),
            drawer.shell("payments"),
        ],
        section.shell("payments", "conclusion", 0),
    )


@section.fill("payments", "conclusion", *ROLES, uses=USES)
def conclude(settled):
    return conclusion.sentence("payments", facts(settled))


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.payments(section.answer, settled)


@section.fill("payments", "figures", *ROLES, uses=USES)
def figures(settled):
    rows, contracts = section.answer("payment_tranches", settled).dicts(), section.answer("payment_summary", settled).dicts()
    if not rows:
        return states.empty(t("payments.none"), t("payments.none_next"))
    policy = basis.policy()
    total = sum((one["adjusted_total"] if one["adjusted_total"] is not None else one["total_amount"]) for one in contracts)
    due = [one for one in rows if one["on_time"] is not None]
    late = [one for one in rows if one["overdue_amount"]]
    held = [one for one in rows if one["status"] == "暂缓"]
    coming = [one for one in rows if one["status"] in ("临期", "待拨付", "未到条件")]
    paid = sum(one["net_paid"] for one in contracts)

    def of_total(amount):
        return t("payments.of_total", value=percent(100 * float(amount) / float(total) if total else None))

    def planned(some):
        return sum(one["planned_amount"] for one in some)

    on_time = sum(one["on_time"] for one in due)
    rate = percent(100 * on_time / len(due) if due else None)
    cells = [
        ("total", total, t("payments.count_of", n=number(len(contracts))), "", "payment_progress", "",
         ("payment_summary", "sum(coalesce(adjusted_total, total_amount))")),
        ("due_total", planned(due), of_total(planned(due)), "", "payment_due", "",
         ("payment_tranches", "coalesce(sum(planned_amount) filter (on_time is not null), 0)")),
        ("paid", paid, of_total(paid) + " · " + t("payments.on_time") + " " + rate, "", "payment_progress", "",
         ("payment_summary", "sum(net_paid)")),
        ("late", sum(one["overdue_amount"] for one in late), t("payments.tranches", n=number(len(late))), "bad" if late else "good", "payment_due",
         "逾期未拨", ("payment_tranches", "coalesce(sum(overdue_amount), 0)")),
        ("held", planned(held), t("payments.tranches", n=number(len(held))), "none", "payment_gate", "暂缓",
         ("payment_tranches", "coalesce(sum(planned_amount) filter (status = '暂缓'), 0)")),
        ("coming", planned(coming), t("payments.tranches", n=number(len(coming))), "none", "payment_due", "",
         ("payment_tranches", "coalesce(sum(planned_amount) filter (status in ('临期', '待拨付', '未到条件')), 0)")),
    ]
    inside = []
    for key, amount, note, tone, definition, only, figure in cells:
        glyph = [html.I(className=f"bi {tiles.GLYPHS[tone]} mj-tone-{tone}", **{"aria-hidden": "true"})] if tone else []
        value = links.sets([large_money(amount), html.Small(t("unit.large_money"))], "payments-tranches-card", only=only)
        name = html.Div([*glyph, html.H2(t(f"payments.{key}")), explain(definition, policy, figure=figure)], className="mj-named")
        inside.append(html.Div([name, html.P(value, className="mj-value"), html.P(note)]))
    return html.Section(inside, className="mj-card mj-strip")


@section.fill("payments", "alarms", *ROLES, uses=USES)
def alarms(settled):
    rows = section.answer("payment_tranches", settled).dicts()
    return html.Div([payments_charts.alarm(kind, rows) for kind in ("逾期未拨", "未评先拨", "超拨")], className="mj-alarms")


@section.fill("payments", "track", *ROLES, uses=USES)
def track(settled):
    rows = section.answer("payment_tranches", settled).dicts()
    if not rows:
        return states.empty(t("payments.none"), t("payments.none_next"))
    policy = basis.policy()
    return card(
        t("payments.track_title", count=number(len({one["contract_no"] for one in rows}))),
        t("payments.track_measure", unit=t("unit.large_money")),
        timeline(rows),
        t("payments.source", n=number(len(rows))),
        basis.clause(policy, "tranche_1_pct"),
        (
            ("■", "accent", "chart.key_paid"),
            ("▨", "bad-mark", "chart.key_late"),
            ("┄", "none-mark", "chart.key_held"),
            ("□", "control", "chart.key_not_due"),
        ),
        info=explain("payment_gate", policy),
        rows_at="payments-tranches-card",
        export=section.export("payment_tranches", settled),
    )


@section.fill("payments", "tranches", *ROLES)
def tranches(settled):
    rows = section.answer("payment_tranches", settled).plain()
    statuses = list(dict.fromkeys(one["status"] for one in rows))
    choices = [("", t("accuracy.all_rows"), len(rows)), *[(name, word(name), sum(one["status"] == name for one in rows)) for name in statuses]]
    shown = [one for one in rows if settled.get("only") in ("", None, one["status"])]
    sums = {name: money(sum(float(one[name] or 0) for one in shown)) for name in ("planned_amount", "net_paid")}
    for one in shown:
        one |= {
            "case": f"{one['contract_no']}.{one['tranche_no']}",
            "status": tiles.tag_value(one["status"]),
            "contractor_name": text.contractor(one["contractor_name"]),
            "trigger_type": word(one["trigger_type"]),
            "provisional": word("暂定") if one["provisional"] else text.BLANK,
        }
    columns = [
        tables.column("case", t("column.contract_no"), "case", pinned="left", minWidth=184),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=144),
        tables.column("status", t("column.status"), "tag"),
        *[tables.column(name, t(f"column.{name}"), "two", minWidth=120) for name in ("planned_amount", "net_paid")],
        *[tables.column(name, t(f"column.{name}"), "day") for name in ("due_date", "paid_date")],
        tables.column("working_days_late", t("column.working_days_late"), "whole"),
        tables.column("trigger_type", t("column.trigger_type"), minWidth=128),
        tables.column("trigger_date", t("column.trigger_date"), "day"),
        tables.column("deduction", t("column.deduction"), "two", minWidth=120),
        tables.column("provisional", t("column.provisional")),
        *([tables.column("sme_due_date", t("column.sme_due_date"), "day")] if any(one["sme_due_date"] for one in shown) else []),
    ]
    asked = urlencode({name: settled[name] for name in ("as_of", "contract") if settled.get(name)})
    tools = [html.A([html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), t(f"payments.take_{name}")], href=f"/papers/payments.{name}?{asked}",
                    download="", className="mj-button") for name, icon in (("xlsx", "bi-file-earmark-spreadsheet"), ("ics", "bi-calendar-plus"))]
    return tables.ledger(
        "payments-ledger",
        t("payments.ledger"),
        t("payments.ledger_note"),
        columns,
        shown,
        f"{t('payments.totals')}  {t('column.planned_amount')} {sums['planned_amount']}  {t('column.net_paid')} {sums['net_paid']}",
        basis.clause(basis.policy(), "tranche_1_limit_wd"),
        30,
        info=explain("payment_due", basis.policy()),
        export=section.export("payment_tranches", settled),
        tools=html.Div(tools, className="mj-deed-row"),
        chips=tables.chips("only", settled.get("only", ""), choices, "payments-tranches-card"),
        place="payments-tranches-card",
        dense=True,
    )

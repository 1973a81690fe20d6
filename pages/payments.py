"""资金拨付: what each contract's three tranches are worth, when they fall due, and what was paid in time, late or too early."""

from collections import Counter
from decimal import Decimal

from dash import register_page

from components import basis, section, states, tables, text, tiles
from components.charts.payment_track import payment_track
from components.figure_card import figure_card
from components.frame import page, row
from components.text import large_money, money, number, share, t, word
from components.tiles import tile

ROLES = ("leader", "panel", "finance", "auditor", "admin")
register_page(
    __name__,
    path="/payments",
    name_key="payments",
    order=4,
    icon="bi-cash-stack",
    group="watch",
    roles=ROLES,
    filters=("as_of", "contract"),
    dataset="payment_transactions",
)


def layout(**_):
    return page(
        "payments",
        ROLES,
        [
            row(section.shell("payments", "figures", 208)),
            row(section.shell("payments", "track", 560)),
            row(section.shell("payments", "tranches", 760)),
        ],
    )


@section.fill("payments", "figures", *ROLES)
def figures(settled):
    # payment_summary lists every contract; the page's filter keeps one
    rows = [one for one in section.answer("payment_summary", settled).dicts() if settled.get("contract") in (None, one["contract_no"])]
    if not rows:
        return states.empty(t("payments.none"), t("payments.none_next"))
    policy = basis.policy()
    as_of = t("frame.until", day=text.day(settled["as_of"]))
    whole = sum((one["adjusted_total"] if one["adjusted_total"] is not None else one["total_amount"] for one in rows), Decimal(0))
    paid, overdue = (sum((one[name] for one in rows), Decimal(0)) for name in ("net_paid", "overdue_amount"))
    due, on_time = (sum(one[name] for one in rows) for name in ("tranches_due", "tranches_on_time"))
    status = Counter(one["status"] for one in section.answer("payment_tranches", settled).dicts())
    wrong = status["未评先拨"] + status["超拨"]
    limits, none = ("tranche_1_limit_wd", "tranche_2_limit_wd", "tranche_3_limit_wd"), tiles.tag("", t("tile.not_judged"), "none")
    return tiles.tiles(
        tile(
            t("payments.progress"),
            share(100 * paid / whole if whole else None),
            "%",
            "",
            (
                t("payments.paid_of", part=large_money(paid), whole=large_money(whole), unit=t("unit.large_money")),
                t("payments.contracts", n=number(len(rows))),
                t("tile.no_target"),
            ),
            none,
            as_of,
            basis.clause(policy, "tranche_1_pct"),
        ),
        tile(
            t("payments.on_time"),
            share(100 * on_time / due if due else None),
            "%",
            "",
            (t("payments.on_time_of", part=number(on_time), whole=number(due)), t("tile.no_target")),
            none,
            as_of,
            basis.clause(policy, *limits),
        ),
        tile(
            t("payments.overdue"),
            large_money(overdue),
            t("unit.large_money"),
            "",
            (t("payments.overdue_count", late=number(status["逾期未拨"]), partly=number(status["部分拨付"])), t("payments.overdue_target")),
            tiles.tag("逾期未拨") if overdue else tiles.tag("达标", t("payments.no_overdue")),
            as_of,
            basis.clause(policy, *limits),
        ),
        tile(
            t("payments.wrong"),
            number(wrong),
            t("unit.tranches"),
            "",
            (t("payments.wrong_count", early=number(status["未评先拨"]), over=number(status["超拨"])), t("payments.wrong_target")),
            tiles.tag("未评先拨" if status["未评先拨"] else "超拨") if wrong else tiles.tag("达标", t("payments.no_wrong")),
            as_of,
            basis.clause(policy, "tranche_triggers"),
        ),
        tile(
            t("payments.near_due"),
            number(status["临期"]),
            t("unit.tranches"),
            "",
            (
                t("payments.near_count", waiting=number(status["待拨付"]), held=number(status["暂缓"]), locked=number(status["未到条件"])),
                t("tile.no_target"),
            ),
            tiles.tag("临期") if status["临期"] else none,
            as_of,
            basis.clause(policy, "near_due_1_wd", *limits),
        ),
    )


@section.fill("payments", "track", *ROLES)
def track(settled):
    rows = section.answer("payment_tranches", settled).dicts()
    if not rows:
        return states.empty(t("payments.none"), t("payments.none_next"))
    columns = [
        ("contract_no", t("column.contract_no"), str),
        ("tranche_no", t("column.tranche_no"), number),
        ("planned_amount", t("column.planned_amount"), money),
        ("net_paid", t("column.net_paid"), money),
        ("due_date", t("column.due_date"), text.day),
        ("status", t("column.status"), word),
    ]
    return figure_card(
        t("payments.track"),
        t("payments.track_measure", unit=t("unit.large_money")),
        payment_track(rows),
        rows,
        columns,
        t("payments.source", n=number(len(rows))),
        basis.clause(basis.policy(), "tranche_1_pct"),
        (
            ("■", "accent", "chart.key_paid"),
            ("▨", "bad-mark", "chart.key_late"),
            ("▩", "none-mark", "chart.key_held"),
            ("□", "control", "chart.key_not_due"),
        ),
        0 if text.language() == "zh" else 640,
    )


@section.fill("payments", "tranches", *ROLES)
def tranches(settled):
    rows = section.answer("payment_tranches", settled).plain()
    for one in rows:
        one |= {
            "status": tiles.tag_value(one["status"]),
            "contractor_name": text.contractor(one["contractor_name"]),
            "trigger_type": word(one["trigger_type"]),
            "provisional": word("暂定") if one["provisional"] else text.BLANK,
        }
    columns = [
        tables.column("contract_no", t("column.contract_no"), pinned="left", minWidth=176),
        tables.column("tranche_no", t("column.tranche_no"), "whole", minWidth=72),
        tables.column("status", t("column.status"), "tag"),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=144),
        *[tables.column(name, t(f"column.{name}"), "two", minWidth=120) for name in ("planned_amount", "net_paid")],
        *[tables.column(name, t(f"column.{name}"), "day") for name in ("due_date", "paid_date")],
        tables.column("working_days_late", t("column.working_days_late"), "whole"),
        tables.column("trigger_type", t("column.trigger_type"), minWidth=128),
        tables.column("trigger_date", t("column.trigger_date"), "day"),
        tables.column("deduction", t("column.deduction"), "two", minWidth=120),
        tables.column("provisional", t("column.provisional")),
    ]
    return tables.ledger(
        "payments-ledger",
        t("payments.ledger"),
        t("payments.ledger_note"),
        columns,
        rows,
        t("payments.source", n=number(len(rows))),
        basis.clause(basis.policy(), "tranche_1_limit_wd"),
        30,
    )

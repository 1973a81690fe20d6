"""What comes and who holds it, on 资金拨付: twelve months ahead, stages, the cap, the calendar with what is 暂定."""

import datetime

from dash import html

from components import basis, downloads, section, states, tiles
from components.charts.money_forecast import money_forecast
from components.explain import explain
from components.figure_card import card, data_table, figure_card
from components.section import COUNTY as ROLES
from components.text import BLANK, actor, contractor, day, large_money, moment, money, number, percent, t, word
from data.database import today

USES = ("page", "as_of", "contract", "done")
WAITING = ("待申请", "待审核", "待拨付")


def tranche_name(row: dict) -> str:
    return f"{row['contract_no']} {t('pay.tranche', number=row['tranche_no'])}"


@section.fill("payments", "forecast", *ROLES, uses=USES)
def forecast(settled):
    rows = section.answer("payment_forecast", settled).dicts()
    months, undated = [row for row in rows if row["month"]], next((row for row in rows if not row["month"]), None)
    total = {name: sum(row[name] for row in months) for name in ("due_amount", "expected_amount", "overdue_amount", "n", "provisional_n")}
    columns = [("month", t("column.month"), str)]
    columns += [(name, t(f"column.{name}"), number if name.endswith("_n") else money) for name in (
        "overdue_amount", "overdue_n", "due_amount", "due_n", "expected_amount", "expected_n", "provisional_amount", "provisional_n")]
    source = [t("payments.forecast_source", n=number(total["n"]), provisional=number(total["provisional_n"]))]
    if undated:
        source.append(t("payments.forecast_undated", n=number(undated["n"]), amount=large_money(undated["expected_amount"]), unit=t("unit.large_money")))
    whole = total["due_amount"] + total["expected_amount"] + total["overdue_amount"]
    return figure_card(
        t("payments.forecast_title", amount=large_money(whole), unit=t("unit.large_money")),
        t("payments.forecast_measure", unit=t("unit.large_money")),
        money_forecast(months),
        months,
        columns,
        "  ".join(source),
        basis.clause(basis.policy(), "forecast_gate_pct"),
        (("▨", "bad-mark", "chart.forecast_overdue"), ("■", "accent", "chart.forecast_due"), ("□", "accent", "chart.forecast_expected")),
        info=explain("payment_forecast", basis.policy()),
        export=section.export("payment_forecast", settled),
    )


@section.fill("payments", "stages", *ROLES, uses=USES)
def stages(settled):
    rows = section.answer("payment_stages", settled).dicts()
    shown = sorted((row for row in rows if row["stage"] in WAITING), key=lambda row: -(row["waiting_wd"] or 0))
    if not shown:
        return states.empty(t("payments.stages_none"), t("payments.stages_none_next"))
    policy = basis.policy()
    for row in shown:
        row["tranche"] = [tranche_name(row), html.Small(contractor(row["contractor_name"]))]
        row["mark"] = tiles.tag("关注", word(row["stage"])) if row["slow"] else tiles.tag("待拨付", word(row["stage"]))
    columns = [("tranche", t("column.contract_no"), lambda said: said), ("mark", t("column.stage"), lambda tag: tag),
               ("holder", t("column.holder"), word), ("waiting_wd", t("column.waiting_wd"), number), ("request_wd", t("column.request_wd"), number),
               ("approve_wd", t("column.approve_wd"), number), ("pay_wd", t("column.pay_wd"), number)]
    bureau = sum(row["holder"] == "民政局" for row in shown)
    return card(
        t("payments.stages_title", count=number(len(shown)), bureau=number(bureau), finance=number(len(shown) - bureau)),
        t("payments.stages_measure", days=number(basis.value(policy, "finance_stage_wd"))),
        html.Div(data_table(shown, columns), className="mj-scroll mj-figure", tabIndex=0),
        t("payments.stages_source", n=number(len(rows))),
        basis.clause(policy, "finance_stage_wd"),
        info=explain("payment_stages", policy),
        rows_at="payments-tranches-card",
        export=section.export("payment_stages", settled),
    )


@section.fill("payments", "cap", *ROLES, uses=USES)
def cap(settled):
    rows = section.answer("fund_cap", settled).dicts()
    if not rows:
        return states.empty(t("payments.cap_none"), t("payments.cap_none_next"))
    policy, latest = basis.policy(), rows[0]
    asked = datetime.date.fromisoformat(settled["as_of"]).year
    if latest["year"] < asked:
        title = t("payments.cap_missing", year=asked, last=latest["year"])
    elif latest["cap_pct"] is None:
        title = t("payments.cap_silent", state=word(latest["cap_state"]))
    elif latest["room"] is None:
        title = t("payments.cap_unknown", year=latest["year"])
    else:
        title = t("payments.cap_room" if latest["room"] >= 0 else "payments.cap_over", year=latest["year"], amount=money(abs(latest["room"])))
    columns = [("year", t("column.year"), str), ("unit_name", t("column.unit_name"), str), ("special_fund_total", t("column.special_fund_total"), money),
               ("purchase_from_fund", t("column.purchase_from_fund"), money), ("purchase_local", t("column.purchase_local"), money),
               ("ratio_pct", t("column.ratio_pct"), percent), ("cap_amount", t("column.cap_amount"), money), ("room", t("column.room"), money),
               ("verdict", t("column.verdict"), lambda verdict: tiles.tag(verdict) if verdict else BLANK)]
    return card(
        title,
        t("payments.cap_measure", cap=percent(latest["cap_pct"])),
        html.Div(data_table(rows, columns), className="mj-scroll mj-figure", tabIndex=0),
        t("payments.cap_source", n=number(len(rows))),
        basis.clause(policy, "fund_cap_pct"),
        info=explain("fund_cap", policy),
        export=section.export("fund_cap", settled),
    )


@section.fill("payments", "calendar", *ROLES, uses=USES)
def calendar(settled):
    """Due dates that no notice covers yet, and what a newer calendar moved."""
    doubtful = [row for row in section.answer("payment_tranches", settled).dicts() if row["provisional"]]
    changes = section.answer("calendar_changes", settled).dicts()
    year = today().year + 1  # the notice that an office waits for now, whatever day it looks at
    days = section.answer("work_calendar", settled, period=str(year)).dicts()
    known = bool(days) and all(row["published"] for row in days)
    for row in doubtful + changes:
        row["tranche"] = tranche_name(row) if row["contract_no"] else t("payments.no_due_moved", days=number(row.get("days")))
    inside = [html.P(t("payments.year_known" if known else "payments.year_unknown", year=year), className="mj-calendar-note"),
              html.P(html.A([html.I(className="bi bi-download", **{"aria-hidden": "true"}), t("payments.year_sheet", year=year)],
                            href=downloads.address("work_calendar", {"period": str(year)}), download="", className="mj-link"))]
    if doubtful:
        inside.append(data_table(doubtful, [("tranche", t("column.contract_no"), str), ("due_date", t("column.due_date"), day),
                                            ("planned_amount", t("column.planned_amount"), money)]))
    if changes:
        inside += [html.H3(t("payments.changes")), data_table(changes, [
            ("changed_at", t("column.changed_at"), moment), ("who", t("column.changed_by"), actor), ("tranche", t("column.contract_no"), str),
            ("old_due", t("column.old_due"), day), ("new_due", t("column.new_due"), day)])]
    return card(
        t("payments.calendar_title", count=number(len(doubtful))) if doubtful else t("payments.calendar_even"),
        t("payments.calendar_measure"),
        html.Div(inside, className="mj-scroll mj-figure mj-calendar", tabIndex=0),
        t("payments.calendar_source", n=number(len(changes))),
        basis.clause(basis.policy(), "tranche_1_limit_wd"),
        info=explain("payment_due", basis.policy()),
        export=section.export("calendar_changes", settled),
    )

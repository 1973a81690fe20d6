"""The lists of 投诉举报: by type and channel, ageing of the open ones, days of each step, self-handling, the ledger."""

import statistics

from dash import html

from components import basis, filters, links, section, states, tables, text, tiles
from components.explain import explain
from components.figure_card import card, data_table, right_as_is
from components.text import day, number, percent, t, word
from queries import questions

ROLES = questions()["complaint_path"].roles
USES = ("page", "period", "as_of", "region", "contractor")
LEDGER = "complaints-cases-card"
SHOWN = 500  # rows that go to the browser; the workbook has them all
BANDS = ("超期未结", "临期", "办理中", "未写明期限")
STEPS = ("transfer", "verify", "reply", "close")
# how 复核 has the numbers of the two tables out of the path
STILL_OPEN = "state, count(*) filter (closed_date is null), max(age_days) filter (closed_date is null), max(working_days_late) filter (closed_date is null)"
TAKEN = "count({0}_days), median({0}_days), max({0}_days), count(*) filter ({0}_days < 0)"
# what the chips and the headline figures narrow the ledger to
CHIPS = {
    "open": lambda one: one["closed_date"] is None,
    "overdue": lambda one: one["state"] in ("超期未结", "逾期办结"),
    "substantiated": lambda one: one["verify_result"] in ("属实", "部分属实"),
    "self": lambda one: one["self_handled"],
}


def path(settled) -> list[dict]:
    """Every complaint under the filters with its way."""
    return section.answer("complaint_path", settled).dicts()


def scrolled(rows: list[dict], columns: list[tuple]) -> html.Div:
    return html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)


def _grouped(settled, by: str, title: str, measure: str):
    rows = section.answer("complaints", settled, by=by).dicts()
    if not rows:
        return None
    rates = {one["group_key"]: one for one in section.answer("complaint_rates", settled, by=by).dicts()}
    policy = basis.policy()
    rows.sort(key=lambda one: (-one["received"], str(one["group_key"])))
    for one in rows:
        rate = rates[one["group_key"]]
        one["share"] = percent(one["substantiated_pct"]) if one["verified"] else text.BLANK
        few = "○ " if rate["few"] else ""
        one["per"] = f"{few}{number(rate['per_1000_visits'], 1)} ({number(rate['per_1000_low'], 1)}–{number(rate['per_1000_high'], 1)})"
    columns = [("group_name", t(f"column.{by}"), word)]
    columns += [(name, t(f"column.{name}"), number) for name in ("received", "open")]
    columns += [("overdue", t("column.overdue_count"), number), ("verified", t("column.verified"), number)]
    columns += [("substantiated", t("column.substantiated"), number), ("share", t("column.substantiated_pct"), right_as_is)]
    columns += [("per", t("column.per_1000_visits"), right_as_is)]
    name, most = word(rows[0]["group_name"]), number(rows[0]["received"])
    said = t(measure, period=filters.period_text(settled))
    source = t("complaints.source", n=number(sum(one["received"] for one in rows)))
    return card(t(title, name=name, count=most), said, scrolled(rows, columns), source, basis.clause(policy, "complaint_register_body"),
                info=explain("complaints_received", policy), key=(("○", "point", t("complaints.few_key", least=number(basis.value(policy, "min_events")))),),
                rows_at=LEDGER, export=section.export("complaint_rates", settled, by=by))


@section.fill("complaints", "kinds", *ROLES, uses=USES)
def kinds(settled):
    return _grouped(settled, "complaint_type", "complaints.kinds", "complaints.kinds_measure")


@section.fill("complaints", "channels", *ROLES, uses=USES)
def channels(settled):
    return _grouped(settled, "channel", "complaints.channels", "complaints.channels_measure")


@section.fill("complaints", "ageing", *ROLES, uses=USES)
def ageing(settled):
    rows = [one for one in path(settled) if one["closed_date"] is None]
    policy, shown = basis.policy(), []
    for band in BANDS:
        mine = [one for one in rows if one["state"] == band]
        late = max((one["working_days_late"] for one in mine if one["working_days_late"]), default=None)
        shown.append({"band": tiles.tag(band), "count": len(mine), "age": max((one["age_days"] for one in mine), default=None), "late": late})
    columns = [("band", t("complaints.band"), lambda said: said), ("count", t("column.open"), number)]
    columns += [("age", t("complaints.longest_age"), number), ("late", t("complaints.longest_late"), number)]
    return card(t("complaints.ageing", count=number(len(rows))) if rows else t("complaints.ageing_none"),
                t("complaints.ageing_measure", day=day(settled["as_of"])), scrolled(shown, columns), t("complaints.source", n=number(len(rows))),
                basis.clause(policy, "complaint_reply_wd"),
                info=explain("complaints_open", policy, figure=("complaint_path", STILL_OPEN)), rows_at=LEDGER,
                export=section.export("complaint_path", settled))


@section.fill("complaints", "steps", *ROLES, uses=USES)
def steps(settled):
    rows, policy, shown = path(settled), basis.policy(), []
    for step in STEPS:
        taken = [one[f"{step}_days"] for one in rows if one[f"{step}_days"] is not None]
        shown.append({"step": t(f"complaints.step_{step}"), "n": len(taken), "median": statistics.median(taken) if taken else None,
                      "longest": max(taken, default=None), "backward": sum(days < 0 for days in taken)})
    whole = [one["days_to_reply"] for one in rows if one["days_to_reply"] is not None]
    columns = [("step", t("complaints.step"), str), ("n", t("complaints.step_n"), number), ("median", t("complaints.step_median"), right_as_is)]
    columns += [("longest", t("complaints.step_longest"), number), ("backward", t("complaints.step_backward"), number)]
    for one in shown:
        one["median"] = number(one["median"], 1)
    return card(t("complaints.steps", days=number(statistics.median(whole), 1)) if whole else t("complaints.steps_none"),
                t("complaints.steps_measure", period=filters.period_text(settled)), scrolled(shown, columns), t("complaints.source", n=number(len(rows))),
                basis.clause(policy, "complaint_reply_wd"),
                info=explain("complaint_steps", policy, figure=("complaint_path", ", ".join(map(TAKEN.format, STEPS)))), rows_at=LEDGER,
                export=section.export("complaint_path", settled))


@section.fill("complaints", "self", *ROLES, uses=USES)
def self_handled(settled):
    rows, policy = path(settled), basis.policy()
    mine = [one for one in rows if one["self_handled"]]
    columns = [("case", t("column.complaint_id"), lambda said: said), ("receive_date", t("column.receive_date"), day)]
    columns += [("target_type", t("column.target_type"), word)]
    columns += [("handler_name", t("column.handler_name"), word), ("complaint_type", t("column.complaint_type"), word)]
    columns += [("verify_result", t("column.verify_result"), word), ("state", t("column.state"), tiles.tag)]
    shown = [one | {"case": links.sets(one["complaint_id"], case=one["complaint_id"])} for one in mine]
    body = scrolled(shown, columns) if shown else states.nothing(t("complaints.self_none"))
    return card(t("complaints.self", count=number(len(mine))) if mine else t("complaints.self_none"),
                t("complaints.self_measure", period=filters.period_text(settled), count=number(sum(one["self_registered"] for one in rows))), body,
                t("complaints.source", n=number(len(rows))), basis.clause(policy, "complaint_register_body"), info=explain("complaint_self", policy),
                rows_at=LEDGER, export=section.export("complaint_path", settled))


def chosen(settled) -> list[dict]:
    """The rows that the chip of the address leaves, in the ledger's order."""
    keep = CHIPS.get(settled.get("only"))
    return [one for one in path(settled) if keep is None or keep(one)]


@section.fill("complaints", "cases", *ROLES)
def cases(settled):
    every, found = path(settled), chosen(settled)
    choices = [("", t("complaints.all_rows"), len(every))]
    choices += [(name, t("complaints.self_tag") if name == "self" else t(f"column.{'overdue_count' if name == 'overdue' else name}"), sum(map(keep, every)))
                for name, keep in CHIPS.items()]
    shown = [one | {name: str(one[name]) for name in ("receive_date", "due_date", "reply_date", "closed_date") if one[name]} for one in found[:SHOWN]]
    for one in shown:
        one |= {name: word(one[name]) for name in ("complaint_type", "channel", "target_type", "verify_result") if one[name]}
        one |= {"state": tiles.tag_value(one["state"]), "contractor_name": text.contractor(one["contractor_name"]) if one["contractor_name"] else None,
                "own": t("complaints.self_tag") if one["self_handled"] else None, "transfer_date": None, "verify_date": None, "supervise_date": None,
                "register_date": None}
    columns = [
        tables.column("complaint_id", t("column.complaint_id"), "case", pinned="left", minWidth=136),
        tables.column("state", t("column.state"), "tag"),
        tables.column("receive_date", t("column.receive_date"), "day"),
        tables.column("complaint_type", t("column.complaint_type"), minWidth=112),
        tables.column("channel", t("column.channel"), minWidth=96),
        tables.column("target_type", t("column.target_type"), minWidth=104),
        tables.column("town_name", t("column.town"), minWidth=112),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("handler_name", t("column.handler_name"), minWidth=128),
        tables.column("own", t("column.self_handled"), minWidth=104),
        tables.column("due_date", t("column.reply_due_date"), "day"),
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("working_days_late", "verify_days", "reply_days", "close_days")],
        tables.column("verify_result", t("column.verify_result"), minWidth=104),
    ]  # fmt: skip
    note = t("complaints.cases_note", period=filters.period_text(settled))
    if len(found) > SHOWN:
        note = t("complaints.cases_cut", shown=number(SHOWN), count=number(len(found)))
    policy = basis.policy()
    return tables.ledger(
        "complaints-ledger", t("complaints.cases", count=number(len(found))), note, columns, shown, t("complaints.source", n=number(len(every))),
        basis.clause(policy, "complaint_register_body"), 12, info=explain("complaint_steps", policy), export=section.export("complaint_path", settled),
        chips=tables.chips("only", settled.get("only", ""), choices, LEDGER), place=LEDGER,
    )  # fmt: skip

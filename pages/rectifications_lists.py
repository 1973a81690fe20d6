"""The lists of 问题整改: the ladder, the three answers, by source and owner, the problem list itself."""

from dash import html

from components import basis, links, section, tables, tiles
from components.explain import explain
from components.figure_card import card, data_table, right_as_is
from components.text import BLANK, number, percent, t, word
from data.viewer import ROLES

USES = ("page", "as_of", "region", "contractor", "done")
LEDGER = "rectifications-cases-card"
SHOWN = 500  # rows that go to the browser; the workbook has them all
LEVELS = ("立行立改", "整改提醒函", "联席会议通报", "反映纪检监察")
ANSWERS = ("lookback_measures", "lookback_ontime", "lookback_public")
# what the chips narrow the list to: (words, test)
CHIPS = {
    "open": ("rectifications.open", lambda one: one["complete_date"] is None),
    "逾期未改": ("rectifications.overdue", lambda one: one["state"] == "逾期未改"),
    "next": ("rectifications.next_chip", lambda one: one["next_rung"] is not None),
    "completed": ("column.completed", lambda one: one["complete_date"] is not None),
    "look_back": ("rectifications.waits_look_back", lambda one: one["lookback_state"] in ("待回头看", "回头看逾期")),
    "未通过": ("rectifications.failed", lambda one: one["lookback_state"] == "未通过"),
    "gaps": ("rectifications.incomplete", lambda one: one["list_gaps"] is not None),
}


# how 复核 has the numbers of the two tables out of the list
BY_LEVEL = "level, count(*), count(*) filter (complete_date is null), count(*) filter (state = '逾期未改')"
ANSWERED = ("count(*) filter ({0} = '是'), count(*) filter ({0} = '否'), count(*) filter ({0} = '未查'), "
            "100 * count(*) filter ({0} = '是') / nullif(count(*) filter ({0} in ('是', '否')), 0)")


def listed(settled) -> list[dict]:
    """The problem list under the filters."""
    return section.answer("rectification_cases", settled).dicts()


def chosen(settled) -> list[dict]:
    """Those that the chip of the address leaves."""
    keep = CHIPS.get(settled.get("only"), ("", lambda one: True))[1]
    return [one for one in listed(settled) if keep(one)]


def scrolled(rows: list[dict], columns: list[tuple]) -> html.Div:
    return html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)


@section.fill("rectifications", "ladder", *ROLES, uses=USES)
def ladder(settled):
    rows, policy = listed(settled), basis.policy()
    if not rows:
        return None
    shown = []
    for level in (*LEVELS, None):
        mine = [one for one in rows if one["level"] == level]
        if level is None and not mine:
            continue
        hints = [one["next_rung"] for one in mine if one["next_rung"]]
        hint = t("common.list").join(f"{word(name)} {number(hints.count(name))}" for name in dict.fromkeys(hints))
        shown.append({"level": word(level) if level else t("rectifications.rung_none"), "total": len(mine),
                      "open": sum(one["complete_date"] is None for one in mine), "overdue": sum(one["state"] == "逾期未改" for one in mine),
                      "next": links.sets(hint, LEDGER, only="next") if hint else BLANK})
    count = sum(one["next_rung"] is not None for one in rows)
    columns = [("level", t("rectifications.rung"), str), ("total", t("column.total"), number), ("open", t("rectifications.open"), number)]
    columns += [("overdue", t("rectifications.overdue"), number), ("next", t("rectifications.next"), lambda said: said)]
    return card(t("rectifications.ladder", count=number(count)) if count else t("rectifications.ladder_even"), t("rectifications.ladder_measure"),
                scrolled(shown, columns), t("rectifications.source", n=number(len(rows))), basis.clause(policy, "rectification_form"),
                info=explain("rectification_ladder", policy, figure=("rectification_cases", BY_LEVEL)), rows_at=LEDGER,
                export=section.export("rectification_cases", settled))


@section.fill("rectifications", "answers", *ROLES, uses=USES)
def answers(settled):
    rows, policy = [one for one in listed(settled) if one["lookback_date"] is not None], basis.policy()
    shown = []
    for name in ANSWERS:
        said = [one[name] for one in rows]
        known = said.count("是") + said.count("否")
        shown.append({"question": t(f"column.{name}"), **{answer: said.count(answer) for answer in ("是", "否", "未查")},
                      "share": percent(100 * said.count("是") / known if known else None)})
    columns = [("question", t("rectifications.answers"), str), *[(answer, word(answer), number) for answer in ("是", "否", "未查")]]
    columns += [("share", f"{word('是')} %", right_as_is)]
    return card(t("rectifications.answers"), t("rectifications.answers_measure", n=number(len(rows))), scrolled(shown, columns),
                t("rectifications.source", n=number(len(rows))), basis.clause(policy, "lookback_days"),
                info=explain("rectification_look_back", policy, figure=("rectification_cases", ", ".join(map(ANSWERED.format, ANSWERS)))),
                rows_at=LEDGER, export=section.export("rectification_cases", settled))


def _grouped(settled, by: str, title: str, first: str):
    rows = section.answer("rectifications", settled, by=by).dicts()
    if by == "town":  # what no town answers for is the contractor's, else the bureau's
        rows = [one for one in rows if one["group_key"]]
        rows += [one for one in section.answer("rectifications", settled, by="contractor").dicts() if one["group_key"]]
    if not rows:
        return None
    rows.sort(key=lambda one: (-one["overdue"], -one["open"], -one["total"], str(one["group_key"])))
    columns = [("group_name", first, word), ("total", t("column.total"), number), ("open", t("rectifications.open"), number)]
    columns += [("overdue", t("rectifications.overdue"), number), ("on_time", t("column.on_time_count"), number)]
    columns += [("lookback_done", t("column.lookback_done"), number), ("public_accept_pct", t("column.public_accept_pct"), percent)]
    policy = basis.policy()
    return card(title, t("rectifications.groups_measure"), scrolled(rows, columns), t("rectifications.source", n=number(sum(one["total"] for one in rows))),
                basis.clause(policy, "rectification_form"), info=explain("rectification_state", policy), rows_at=LEDGER,
                export=section.export("rectifications", settled, by=by))


@section.fill("rectifications", "sources", *ROLES, uses=USES)
def sources(settled):
    return _grouped(settled, "source_type", t("rectifications.by_source"), t("column.source_type"))


@section.fill("rectifications", "owners", *ROLES, uses=USES)
def owners(settled):
    return _grouped(settled, "town", t("rectifications.by_owner"), t("column.resp_name"))


@section.fill("rectifications", "cases", *ROLES, uses=(*USES, "only"))
def cases(settled):
    every, rows = listed(settled), chosen(settled)
    if not every:
        return None
    choices = [("", t("rectifications.all_rows"), len(every)), *[(name, t(said), sum(map(keep, every))) for name, (said, keep) in CHIPS.items()]]
    shown = []
    for one in rows[:SHOWN]:
        days = {name: one[name] and str(one[name]) for name in ("issue_date", "deadline", "complete_date", "lookback_date")}
        gaps = t("common.list").join(word(part) for part in one["list_gaps"].split("、")) if one["list_gaps"] else None
        more = {"state": tiles.tag_value(one["state"]), "lookback": tiles.tag_value(one["lookback_state"]), "gaps": gaps}
        words = {name: word(one[name]) for name in ("source_type", "level", "next_rung") if one[name]}
        shown.append({name: one[name] for name in ("rect_id", "source_id", "issue", "resp_name", "resp_person", "working_days_left",
                                                   "working_days_late", "next_rung", "level", "source_type", "reminder_count")} | days | more | words)
    columns = [
        tables.column("rect_id", t("column.rect_id"), "case", pinned="left", minWidth=152),
        tables.column("state", t("column.state"), "tag"),
        tables.column("issue", t("column.issue"), minWidth=208),
        tables.column("source_type", t("column.source_type"), minWidth=104),
        tables.column("level", t("column.rect_level"), minWidth=112),
        tables.column("resp_name", t("column.resp_name"), minWidth=160),
        tables.column("resp_person", t("column.resp_person"), minWidth=96),
        tables.column("deadline", t("column.deadline"), "day"),
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("working_days_left", "working_days_late")],
        tables.column("complete_date", t("column.complete_date"), "day"),
        tables.column("lookback", t("column.lookback_state"), "tag"),
        tables.column("next_rung", t("column.next_rung"), minWidth=152),
        tables.column("reminder_count", t("column.reminder_count"), "whole"),
        tables.column("gaps", t("column.list_gaps"), minWidth=112),
    ]
    policy = basis.policy()
    note = t("rectifications.list_note")
    if len(rows) > SHOWN:
        note = t("complaints.cases_cut", shown=number(SHOWN), count=number(len(rows)))
    return tables.ledger(
        "rectifications-ledger", t("rectifications.list", count=number(len(rows))), note, columns, shown, t("rectifications.source", n=number(len(every))),
        basis.clause(policy, "rectification_form"), 15, info=explain("rectification_state", policy), export=section.export("rectification_cases", settled),
        chips=tables.chips("only", settled.get("only", ""), choices, LEDGER), place=LEDGER,
    )  # fmt: skip

"""The pictures of 公示检查 and the grid of villages by quarter."""

from dash import html

from components import basis, filters, section, states, text, tiles, village_grid
from components.charts.coverage_bars import coverage_bars
from components.charts.versus_target import versus_target
from components.explain import explain
from components.figure_card import card, figure_card
from components.text import number, percent, t, word
from data.viewer import ROLES


def of_town(rows: list[dict], settled: dict, key: str = "group_key") -> list[dict]:
    """The rows of the town asked for; the questions about villages know no region."""
    return [one for one in rows if settled.get("region") in (None, one[key])]


def coverage_rows(settled: dict) -> list[dict]:
    """Coverage by town, of the town asked for."""
    return of_town(section.answer("publicity_coverage", settled, by="town").dicts(), settled)


def title_of(rows: list[dict]) -> str:
    """What the grid says first: who was not inspected, else how many lack something."""
    quarter = max(one["quarter"] for one in rows)
    now = [one for one in rows if one["quarter"] == quarter]
    state = {one["village_code"]: village_grid.state(one, True) for one in now}
    late = [one["village_name"] for one in now if state[one["village_code"]] == "late"]
    todo, flaws = (sum(name in wanted for name in state.values()) for wanted in (("todo",), ("photo", "board")))
    if late:
        names = t("common.list").join(late[:3])
        return t("publicity.grid_missing", count=number(len(late)), names=t("publicity.grid_more", names=names) if len(late) > 3 else names)
    if todo:
        return t("publicity.grid_todo", count=number(todo))
    return t("publicity.grid_flaws", count=number(flaws)) if flaws else t("publicity.grid_fine")


@section.fill("publicity", "grid", *ROLES)
def grid(settled):
    rows = of_town(section.answer("publicity_grid", settled).dicts(), settled, "town_code")
    if not rows:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    if all(one["inspections"] is None for one in rows):
        return states.empty(t("state.silent"), t("state.silent_next"))
    policy = basis.policy()
    quarters = sorted({one["quarter"] for one in rows})
    villages = len({one["village_code"] for one in rows})
    return card(
        title_of(rows),
        t("publicity.grid_measure", count=number(villages), first=text.period(quarters[0]), last=text.period(quarters[-1])),
        html.Div([village_grid.key(), village_grid.village_grid(rows)]),
        t("publicity.grid_source", n=number(villages)) + (" · " + t("publicity.grid_some") if villages > village_grid.MANY else ""),
        basis.clause(policy, "inspections_per_period", "inspection_period"),
        info=explain("publicity_coverage", policy),
        rows_at="publicity-villages-card",
        export=section.export("publicity_grid", settled),
    )


@section.fill("publicity", "coverage", *ROLES)
def coverage(settled):
    rows = coverage_rows(settled)
    if not rows:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    if all(one["inspected"] is None for one in rows):
        return states.empty(t("state.silent"), t("state.silent_next"))
    columns = [("group_name", t("column.town"), word), ("villages", t("column.villages"), number), ("inspected", t("column.inspected"), number)]
    columns += [(name, t(f"column.{name}"), percent) for name in ("coverage_pct", "bureau_pct", "town_pct", "board_complete_pct", "photo_set_pct")]
    columns += [("verdict", t("column.verdict"), word)]
    short = sorted((one for one in rows if one["inspected"] < one["villages"]), key=lambda one: one["coverage_pct"])
    names = t("common.list").join(one["group_name"] or text.BLANK for one in short[:2])
    return figure_card(
        t("publicity.coverage_low", names=names) if short else t("publicity.coverage_all"),
        t("publicity.measure", period=filters.period_text(settled)),
        coverage_bars(rows, tiles.TONES),
        rows,
        columns,
        t("publicity.source", n=number(sum(one["villages"] for one in rows))),
        basis.clause(basis.policy(), "inspections_per_period", "inspection_period"),
        (("■", "accent", "chart.key_inspected"), ("□", "control", "chart.key_not_inspected")),
        info=explain("publicity_coverage", basis.policy()),
        rows_at="publicity-villages-card",
        export=section.export("publicity_coverage", settled, by="town"),
    )


@section.fill("publicity", "postings", *ROLES)
def postings(settled):
    rows = of_town(section.answer("posting_compliance", settled, by="town").dicts(), settled)
    if not rows:
        return states.empty(t("publicity.posting_none"), t("publicity.posting_none_next"))
    names = {"value": "compliant_pct", "part": "compliant", "whole": "ended"}
    shown = [{"name": one["group_name"] or text.BLANK} | {key: one[name] for key, name in names.items()} for one in rows]
    lowest = min((one for one in shown if one["value"] is not None), key=lambda one: one["value"], default=None)
    columns = [("group_name", t("column.town"), word)]
    columns += [(name, t(f"column.{name}"), number) for name in ("ended", "full_days", "four_elements", "no_privacy_issue", "compliant")]
    columns += [("compliant_pct", t("column.compliant_pct"), percent)]
    named = lowest and len(shown) > 1
    return figure_card(
        t("publicity.posting_title", name=lowest["name"], value=percent(lowest["value"])) if named else t("publicity.posting_plain"),
        t("publicity.posting_measure", period=filters.period_text(settled)),
        versus_target(shown, None, full=True),
        rows,
        columns,
        t("publicity.posting_source", n=number(sum(one["whole"] for one in shown))),
        basis.clause(basis.policy(), "posting_audit_days"),
        info=explain("posting_compliance", basis.policy()),
        export=section.export("posting_compliance", settled, by="town"),
    )

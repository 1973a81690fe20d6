"""The rows behind 调查准确率: every re-checked case, and one of them in the drawer with its items as found and as re-checked."""

from dash import html

from components import basis, drawer, filters, section, states, tables, text, tiles
from components.explain import explain
from components.figure_card import data_table
from components.text import day, number, t, word
from data.viewer import ROLES

OUTCOMES = ("有差错", "待定", "准确", "不计入")


def chosen(settled: dict) -> list[dict]:
    """The cases under the filters and under what the ledger shows only."""
    rows = section.answer("accuracy_cases", settled).plain()
    if item := settled.get("item"):
        rows = [one for one in rows if item in (one["wrong_items"] or "").split("、")]
    if person := settled.get("investigator"):
        rows = [one for one in rows if person in (one["investigator_ids"] or [])]
    return rows


def only(rows: list[dict], settled: dict) -> list[dict]:
    """The rows of the outcome asked for."""
    return [one for one in rows if settled.get("only") in ("", None, one["outcome"])]


@section.fill("accuracy", "cases", *ROLES)
def cases(settled):
    rows = chosen(settled)
    shown = only(rows, settled)
    counts = {name: sum(one["outcome"] == name for one in rows) for name in OUTCOMES}
    choices = [("", t("accuracy.all_rows"), len(rows)), *[(name, word(name), counts[name]) for name in OUTCOMES]]
    for one in shown:
        one |= {
            "outcome": tiles.tag_value(one["outcome"]),
            "contractor_name": text.contractor(one["contractor_name"]),
            "wrong_items": t("common.list").join(word(item) for item in (one["wrong_items"] or "").split("、")) if one["wrong_items"] else None,
        }
        one |= {name: word(one[name]) for name in ("assistance_type", "case_type", "sample_method", "why_not", "targeting_error") if one[name]}
    columns = [
        tables.column("check_id", t("column.check_id"), "case", pinned="left"),
        tables.column("outcome", t("column.outcome"), "tag", minWidth=112),
        tables.column("wrong_items", t("column.wrong_items"), minWidth=136),
        tables.column("town_name", t("column.town_name"), minWidth=104),
        tables.column("village_name", t("column.village_name"), minWidth=128),
        tables.column("assistance_type", t("column.assistance_type"), minWidth=104),
        tables.column("investigators", t("column.investigators"), minWidth=168),
        tables.column("visit_date", t("column.visit_date"), "day"),
        tables.column("check_date", t("column.check_date"), "day"),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("sample_method", t("column.sample_method"), minWidth=88),
        tables.column("targeting_error", t("column.targeting_error"), minWidth=112),
        tables.column("why_not", t("column.why_not"), minWidth=152),
    ]
    policy = basis.policy()
    return tables.ledger(
        "accuracy-cases-ledger",
        t("accuracy.cases_count", count=number(len(shown))),
        t("accuracy.cases_note", period=filters.period_text(settled)),
        columns,
        shown,
        t("accuracy.cases_source", n=number(len(rows)), counted=number(counts["准确"] + counts["有差错"])),
        basis.clause(policy, "counted_samples"),
        10,
        info=explain("accuracy_cases", policy),
        export=section.export("accuracy_cases", settled),
        chips=tables.chips("only", settled.get("only", ""), choices, "accuracy-cases-card"),
        place="accuracy-cases-card",
    )


@drawer.fill("accuracy", *ROLES)
def case(settled, key):
    rows = only(chosen(settled), settled)
    one = next((row for row in rows if row["check_id"] == key), None)
    if one is None:
        return drawer.missing(key)
    items = section.answer("accuracy_items", settled, check=key).dicts()
    head = drawer.facts(
        (t("column.case_no"), one["case_no"]),
        (t("column.town_name"), f"{one['town_name'] or text.BLANK} {one['village_name'] or ''}"),
        (t("column.assistance_type"), f"{word(one['assistance_type'])} {word(one['case_type'])}"),
        (t("column.contractor_name"), text.contractor(one["contractor_name"])),
        (t("column.investigators"), one["investigators"] or text.BLANK),
        (t("column.visit_date"), day(one["visit_date"])),
        (t("column.check_date"), day(one["check_date"])),
        (t("column.sample_method"), word(one["sample_method"])),
        (t("column.conclusion"), word(one["conclusion"])),
        (t("column.conclusion_recheck"), word(one["conclusion_recheck"])),
        (t("column.targeting_error"), word(one["targeting_error"])),
        (t("column.why_not"), word(one["why_not"])),
    )
    body = [html.H3(t("accuracy.items_of")), _items(items) if items else states.nothing(t("drawer.none"))]
    body.append(html.P(t("accuracy.masked_note"), className="mj-measure"))
    return drawer.drawer(t("drawer.case", name=key), tiles.tag(one["outcome"]), [head], body, key, [row["check_id"] for row in rows])


def _items(items: list[dict]) -> html.Div:
    """Each item as first found, as re-checked, and what that makes; a difference is tinted and has its glyph."""
    columns = [
        ("item", t("column.item_name"), lambda said: said),
        ("original_value", t("column.original_value"), word),
        ("recheck_value", t("column.recheck_value"), word),
        ("result", t("column.difference"), lambda said: said),
        ("unit", t("column.unit"), word),
        ("tolerance", t("column.tolerance"), text.share),
    ]
    rows = [
        one
        | {
            "item": [word(one["item_name"]), html.Small(t("accuracy.critical")) if one["critical"] else None],
            "result": tiles.tag(one["item_result"]),
        }
        for one in items
    ]
    table = data_table(rows, columns)
    for line, one in zip(table.children[1].children, items, strict=True):
        if one["item_result"] == "不一致":
            line.className = "mj-differs"
    return html.Div(table, className="mj-scroll", tabIndex=0)

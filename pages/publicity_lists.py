"""The lists of 公示检查: villages and what they lack, failing postings with their clause; tables of items, rosters, kinds."""

from dash import dcc, html

from components import basis, filters, inspection_routes, rectify, remembered, replay, section, states, tables, text, tiles
from components.door import viewer
from components.explain import explain
from components.figure_card import card, data_table
from components.text import number, percent, t, word
from data.inspections import may
from data.viewer import ROLES
from pages.publicity_charts import of_town

LEDGER = "publicity-villages-card"
GAPS = ("未检查", "缺近景", "缺远景", "要件不全")
ORDER = {"未检查": 0, "待检查": 0, "关注": 1, "齐全": 2}


def _words(said: str | None) -> str:
    return t("common.list").join(word(part) for part in (said or "").split("、") if part) or text.BLANK


@section.fill("publicity", "villages", *ROLES)
def villages(settled):
    rows = of_town(section.answer("publicity_villages", settled).plain(), settled, "town_code")
    counts = {gap: sum(gap in (one["missing"] or "").split("、") for one in rows) for gap in GAPS}
    only, still = settled.get("only", ""), filters.running(settled)
    shown = [one for one in rows if not only or only in (one["missing"] or "").split("、")]
    for one in shown:
        # a running quarter still leaves time: not yet inspected is no finding
        one["order"] = ("待检查" if still else "未检查") if not one["inspections"] else "关注" if one["missing"] else "齐全"
        one |= {
            "status": tiles.tag_value(one["order"]),
            "missing": _words(one["missing"]),
            "board_gaps": _words(one["board_gaps"]),
            "board": word({True: "是", False: "否", None: None}[one["board_complete"]]),
            "photos": word("是" if one["photo_set"] else "否"),
        }
    shown.sort(key=lambda one: (ORDER[one["order"]], one["village_code"]))
    columns = [
        tables.column("village_code", t("column.village_code"), "case", pinned="left", minWidth=136),
        tables.column("village_name", t("column.village_name"), minWidth=136),
        tables.column("town_name", t("column.town")),
        tables.column("status", t("column.status"), "tag"),
        tables.column("missing", t("column.missing"), minWidth=200),
        tables.column("board_gaps", t("column.board_gaps"), minWidth=160),
        tables.column("inspections", t("column.inspections"), "whole"),
        tables.column("last_inspected", t("column.last_inspected"), "day"),
        tables.column("board", t("column.board_complete")),
        tables.column("photos", t("column.photo_set")),
    ]
    choices = [("", t("publicity.all_rows"), len(rows)), *[(gap, word("待检查" if still and gap == "未检查" else gap), counts[gap]) for gap in GAPS]]
    sheet = html.A(t("publicity.sheet"), href=inspection_routes.sheet_address(settled), className="mj-button", download="")
    enter = [dcc.Link(t("publicity.enter"), href="/inspect", className="mj-button")] if may(viewer()) else []
    return tables.ledger(
        "publicity-ledger", t("publicity.villages"), t("publicity.villages_note", period=filters.period_text(settled)), columns, shown,
        t("publicity.source", n=number(len(rows))), basis.clause(basis.policy(), "inspections_per_period", "inspection_period"), 15,
        tools=html.Div([sheet, *enter], className="mj-deeds"), info=explain("publicity_coverage", basis.policy()),
        export=section.export("publicity_villages", settled), chips=tables.chips("only", only, choices, LEDGER), place=LEDGER,
    )  # fmt: skip


@section.fill("publicity", "defects", *ROLES)
def defects(settled):
    rows = of_town(section.answer("posting_defects", settled).plain(), settled, "town_code")
    if not rows:
        return None
    opened = {one["source_id"]: one["rect_id"] for one in remembered.ask_once(
        "rectification_cases", viewer(), as_of=settled["as_of"], source="公示检查").dicts()}
    for one in rows:
        one["rectify"] = rectify.cell("公示检查", one["posting_id"], opened.get(one["posting_id"]))
        one |= {name: word(one[name]) for name in ("posting_type", "reason", "place_type")}
        one |= {name: t("common.list").join(map(word, one[name].split("、"))) for name in ("found", "needed") if one[name]}
        one["rule"] = " ".join(part for part in (one["document"], one["clause"]) if part)
    columns = [
        tables.column("posting_id", t("column.posting_id"), pinned="left", minWidth=136),
        tables.column("reason", t("column.reason"), minWidth=136),
        tables.column("found", t("column.found"), minWidth=96),
        tables.column("needed", t("column.needed"), minWidth=96),
        tables.column("posting_type", t("column.posting_type")),
        tables.column("village_name", t("column.village_name"), minWidth=128),
        tables.column("town_name", t("column.town")),
        tables.column("start_date", t("column.start_date"), "day"),
        tables.column("end_date", t("column.end_date"), "day"),
        tables.column("lost_days", t("column.lost_days"), "whole"),
        tables.column("rectify", t("column.rect_id"), "way", minWidth=128),
        tables.column("rule", t("column.clause"), minWidth=240),
    ]
    return tables.ledger(
        "publicity-defects-ledger", t("publicity.defects", n=number(len({one["posting_id"] for one in rows}))),
        t("publicity.defects_note", period=filters.period_text(settled)), columns, rows, t("publicity.defects_source", n=number(len(rows))),
        basis.clause(basis.policy(), "posting_audit_days"), 10, info=explain("posting_compliance", basis.policy()),
        export=section.export("posting_defects", settled), place="publicity-defects-card",
    )  # fmt: skip


def _table(rows: list[dict], columns: list[tuple]) -> html.Div:
    return html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)


def lacking(items: list[str], town: str) -> str:
    """How 复核 has what is lacking, and in which share, out of the villages."""
    parts = [(f"contains('、' || board_gaps || '、', {replay.sql(f'、{name}、')})", "inspections > 0") for name in items]
    parts += [(f"contains('、' || missing || '、', '、{gap}、')", "true") for gap in ("缺近景", "缺远景")] + [("photo_set and not photo_filed", "photo_set")]
    here = f" and town_code = {replay.sql(town)}" if town else ""
    counts = [(f"count(*) filter ({part}{here})", f"count(*) filter ({whole}{here})") for part, whole in parts]
    return ", ".join(f"{part}, 100 * {part} / nullif({whole}, 0)" for part, whole in counts)


@section.fill("publicity", "boards", *ROLES)
def boards(settled):
    rows = of_town(section.answer("publicity_villages", settled).dicts(), settled, "town_code")
    if not rows:
        return None
    inspected = sum(one["inspections"] > 0 for one in rows)
    items = basis.listed(basis.policy(), "board_items")
    found = [(name, sum(name in (one["board_gaps"] or "").split("、") for one in rows), inspected) for name in items]
    found += [(gap, sum(gap in (one["missing"] or "").split("、") for one in rows), len(rows)) for gap in ("缺近景", "缺远景")]
    found.append((t("publicity.not_filed"), sum(one["photo_set"] and not one["photo_filed"] for one in rows), sum(one["photo_set"] for one in rows)))
    shown = [{"what": word(name), "count": count, "share": 100 * count / whole if whole else None} for name, count, whole in found]
    worst = max(shown, key=lambda one: one["count"])
    title = t("publicity.boards_worst", name=worst["what"], count=number(worst["count"])) if worst["count"] else t("publicity.boards_fine")
    columns = [("what", t("publicity.what"), str), ("count", t("publicity.lacking_in"), number), ("share", t("publicity.share_of"), percent)]
    return card(title, t("publicity.boards_measure", period=filters.period_text(settled)), _table(shown, columns),
                t("publicity.source", n=number(len(rows))), basis.clause(basis.policy(), "board_items"),
                info=explain("publicity_board", basis.policy(), figure=("publicity_villages", lacking(items, settled.get("region")))),
                rows_at=LEDGER, export=section.export("publicity_villages", settled))


@section.fill("publicity", "rosters", *ROLES)
def rosters(settled):
    months = section.answer("rosters", settled).dicts()
    towns = of_town(section.answer("rosters", settled, by="town").dicts(), settled)
    if not months or not towns:
        return None
    due, updated = (sum(one[name] for one in towns) for name in ("due", "updated"))
    columns = [(name, t(f"column.{name}"), number) for name in ("due", "updated", "overdue")]
    columns += [("updated_pct", t("column.updated_pct"), percent), ("fields_right", t("column.fields_right"), number), ("extra", t("column.extra"), _words)]
    named = [("group_name", t("column.town"), word)]
    body = [] if settled.get("region") else [_table(months, [("group_name", t("publicity.month"), text.period), *columns])]
    value = percent(100 * updated / due if due else None)
    return card(t("publicity.rosters", value=value), t("publicity.rosters_measure", period=filters.period_text(settled)),
                html.Div([*body, _table(towns, [*named, *columns])]), t("publicity.rosters_source", n=number(due)),
                basis.clause(basis.policy(), "roster_update"), info=explain("rosters", basis.policy()),
                export=section.export("rosters", settled, by="village"))


@section.fill("publicity", "kinds", *ROLES)
def kinds(settled):
    tabled = []
    for by, write in (("posting_type", word), ("month", text.period)):
        rows = section.answer("posting_compliance", settled, by=by).dicts()
        columns = [("group_name", t("publicity.by_type" if by == "posting_type" else "publicity.by_month"), write)]
        columns += [(name, t(f"column.{name}"), number) for name in ("ended", "full_days", "four_elements", "no_privacy_issue", "compliant")]
        tabled.append((rows, _table(rows, [*columns, ("compliant_pct", t("column.compliant_pct"), percent)])))
    if not tabled[0][0]:
        return states.empty(t("publicity.posting_none"), t("publicity.posting_none_next"))
    return card(t("publicity.kinds"), t("publicity.posting_measure", period=filters.period_text(settled)), html.Div([table for _, table in tabled]),
                t("publicity.posting_source", n=number(sum(one["ended"] for one in tabled[0][0]))),
                basis.clause(basis.policy(), "posting_audit_days"), info=explain("posting_compliance", basis.policy()),
                rows_at="publicity-defects-card", export=section.export("posting_compliance", settled, by="month"))

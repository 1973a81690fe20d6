"""公示检查: which villages were inspected on the spot this quarter, whose boards and photos are complete, and which are missing."""

from dash import register_page

from components import basis, filters, section, states, tables, text, tiles
from components.charts.coverage_bars import coverage_bars
from components.figure_card import figure_card
from components.frame import page, row
from components.text import number, percent, share, t, word
from components.tiles import tile

ROLES = ("leader", "panel", "finance", "town", "inspector", "auditor", "admin")
register_page(
    __name__,
    path="/publicity",
    name_key="publicity",
    order=3,
    icon="bi-geo-alt",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region"),
    period_kind="quarter",
    dataset="publicity_inspections",
)


def layout(**_):
    return page(
        "publicity",
        ROLES,
        [
            row(section.shell("publicity", "figures", 208)),
            row(section.shell("publicity", "coverage", 520)),
            row(section.shell("publicity", "villages", 700)),
        ],
    )


@section.fill("publicity", "figures", *ROLES)
def figures(settled):
    town = settled.get("region")
    rows = section.answer("publicity_coverage", settled, by="town" if town else "county").dicts()
    one = next((one for one in rows if not town or one["group_key"] == town), None)
    if one is None:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    policy = basis.policy()
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))

    def card(key, part, whole, pct, basis_of, verdict=None, more=()):
        return tile(
            t(f"publicity.{key}"),
            share(one[pct]),
            "%",
            period,
            (t("publicity.villages_of", part=number(one[part]), whole=number(one[whole])), *more),
            tiles.tag(verdict) if verdict else tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, *basis_of),
        )

    target = basis.value(policy, "coverage_target")
    return tiles.tiles(
        card(
            "coverage",
            "inspected",
            "villages",
            "coverage_pct",
            ("inspections_per_period", "inspection_period"),
            one["verdict"],
            (t("tile.target_at_least", value=number(target)) if target is not None else "", t("publicity.full_count")),
        ),
        card(
            "by_bureau",
            "bureau_inspected",
            "villages",
            "bureau_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            None,
            (t("tile.no_target"),),
        ),
        card(
            "by_town",
            "town_inspected",
            "villages",
            "town_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            None,
            (t("tile.no_target"),),
        ),
        card("board", "board_complete", "inspected", "board_complete_pct", ("board_items",), None, (t("tile.no_target"),)),
        card(
            "photos",
            "photo_sets",
            "villages",
            "photo_set_pct",
            ("photo_set",),
            None,
            (t("publicity.filed", n=number(one["photo_filed"])), t("tile.no_target")),
        ),
    )


@section.fill("publicity", "coverage", *ROLES)
def coverage(settled):
    rows = section.answer("publicity_coverage", settled, by="town").dicts()
    if settled.get("region"):
        rows = [one for one in rows if one["group_key"] == settled["region"]]
    if not rows:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    columns = [
        ("group_name", t("column.town"), lambda name: name or text.BLANK),
        ("villages", t("column.villages"), number),
        ("inspected", t("column.inspected"), number),
        ("coverage_pct", t("column.coverage_pct"), percent),
        ("bureau_pct", t("column.bureau_pct"), percent),
        ("town_pct", t("column.town_pct"), percent),
        ("board_complete_pct", t("column.board_complete_pct"), percent),
        ("photo_set_pct", t("column.photo_set_pct"), percent),
        ("verdict", t("column.verdict"), word),
    ]
    return figure_card(
        t("publicity.by_town_title"),
        t("publicity.measure", period=filters.period_text(settled)),
        coverage_bars(rows, tiles.TONES),
        rows,
        columns,
        t("publicity.source", n=number(sum(one["villages"] for one in rows))),
        basis.clause(basis.policy(), "inspections_per_period", "inspection_period"),
        (("■", "accent", "chart.key_inspected"), ("□", "control", "chart.key_not_inspected")),
    )


@section.fill("publicity", "villages", *ROLES)
def villages(settled):
    rows = section.answer("publicity_villages", settled).plain()
    if settled.get("region"):
        rows = [one for one in rows if one["town_code"] == settled["region"]]
    still = filters.running(settled)
    for one in rows:
        missing = [word(part) for part in (one["missing"] or "").split("、") if part]
        # a running quarter still leaves time: not yet inspected is no finding
        status = ("待检查" if still else "未检查") if not one["inspections"] else "关注" if one["missing"] else "齐全"
        one |= {
            "missing": t("common.list").join(missing) or text.BLANK,
            "status": tiles.tag_value(status),
            "board": word({True: "是", False: "否", None: None}[one["board_complete"]]),
            "photos": word("是" if one["photo_set"] else "否"),
        }
    order = {"未检查": 0, "待检查": 0, "关注": 1, "齐全": 2}
    rows.sort(key=lambda one: (min(order.get(key, 2) for key in order if word(key) == one["status"]["text"]), one["village_code"]))
    columns = [
        tables.column("village_name", t("column.village_name"), pinned="left", minWidth=136),
        tables.column("town_name", t("column.town")),
        tables.column("status", t("column.status"), "tag"),
        tables.column("missing", t("column.missing"), minWidth=200),
        tables.column("inspections", t("column.inspections"), "whole"),
        tables.column("last_inspected", t("column.last_inspected"), "day"),
        tables.column("board", t("column.board_complete")),
        tables.column("photos", t("column.photo_set")),
        tables.column("village_code", t("column.village_code"), minWidth=136),
    ]
    return tables.ledger(
        "publicity-ledger",
        t("publicity.villages"),
        t("publicity.villages_note", period=filters.period_text(settled)),
        columns,
        rows,
        t("publicity.source", n=number(len(rows))),
        basis.clause(basis.policy(), "inspections_per_period", "inspection_period"),
        15,
    )

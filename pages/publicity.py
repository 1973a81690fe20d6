"""公示检查: which villages were inspected on the spot this quarter, whose boards and photos are complete, and which are missing."""

from dash import register_page

from components import basis, conclusion, conclusion_facts, drawer, filters, links, section, states, tables, text, tiles
from components.explain import explain
from components.frame import page, row
from components.text import number, share, t, word
from components.tiles import tile
from data.viewer import ROLES
from pages import publicity_charts
from queries.parameters import day, days_of


def badge(settled) -> int:
    """Villages not yet inspected in the quarter that the page opens with."""
    return sum(not one["inspections"] for one in section.answer("publicity_villages", settled).dicts())


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
    badge=badge,
)


def layout(**_):
    return page(
        "publicity",
        ROLES,
        [
            row(section.shell("publicity", "figures", 240)),
            row(section.shell("publicity", "grid", 640)),
            row((section.shell("publicity", "coverage", 520), 6), (section.shell("publicity", "postings", 520), 6)),
            row(section.shell("publicity", "villages", 700)),
            drawer.shell("publicity"),
        ],
        section.shell("publicity", "conclusion", 0),
    )


@section.fill("publicity", "conclusion", *ROLES)
def concluded(settled):
    town = settled.get("region")
    towns = publicity_charts.coverage_rows(settled)
    county = towns if town else section.answer("publicity_coverage", settled, by="county").dicts()
    last = days_of(settled["period"])[1]
    facts = conclusion_facts.publicity(settled["period"], county[0] if county else None, towns, last, day(settled["as_of"]))
    return conclusion.sentence("publicity", facts)


@section.fill("publicity", "figures", *ROLES)
def figures(settled):
    town = settled.get("region")
    rows = section.answer("publicity_coverage", settled, by="town" if town else "county").dicts()
    one = next((one for one in rows if not town or one["group_key"] == town), None)
    if one is None:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    policy = basis.policy()
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))

    def card(key, part, whole, pct, basis_of, definition, verdict=None, more=()):
        return tile(
            t(f"publicity.{key}"),
            share(one[pct]),
            "%",
            period,
            (t("publicity.villages_of", part=number(one[part]), whole=number(one[whole])), *more),
            tiles.tag(verdict) if verdict else tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, *basis_of),
            info=explain(definition, policy, t("accuracy.taken", part=number(one[part]), whole=number(one[whole]), value=share(one[pct]))),
            rows=lambda inside: links.sets(inside, goto="publicity-villages-card"),
        )

    target = basis.value(policy, "coverage_target")
    return tiles.tiles(
        card(
            "coverage",
            "inspected",
            "villages",
            "coverage_pct",
            ("inspections_per_period", "inspection_period"),
            "publicity_coverage",
            one["verdict"],
            (t("tile.target_at_least", value=number(target)) if target is not None else "", t("publicity.full_count")),
        ),
        card(
            "by_bureau",
            "bureau_inspected",
            "villages",
            "bureau_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            "publicity_coverage",
            None,
            (t("tile.no_target"),),
        ),
        card(
            "by_town",
            "town_inspected",
            "villages",
            "town_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            "publicity_coverage",
            None,
            (t("tile.no_target"),),
        ),
        card("board", "board_complete", "inspected", "board_complete_pct", ("board_items",), "publicity_board", None, (t("tile.no_target"),)),
        card(
            "photos",
            "photo_sets",
            "villages",
            "photo_set_pct",
            ("photo_set",),
            "publicity_photos",
            None,
            (t("publicity.filed", n=number(one["photo_filed"])), t("tile.no_target")),
        ),
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
        tables.column("village_code", t("column.village_code"), "case", pinned="left", minWidth=136),
        tables.column("village_name", t("column.village_name"), minWidth=136),
        tables.column("town_name", t("column.town")),
        tables.column("status", t("column.status"), "tag"),
        tables.column("missing", t("column.missing"), minWidth=200),
        tables.column("inspections", t("column.inspections"), "whole"),
        tables.column("last_inspected", t("column.last_inspected"), "day"),
        tables.column("board", t("column.board_complete")),
        tables.column("photos", t("column.photo_set")),
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
        info=explain("publicity_coverage", basis.policy()),
        export=section.export("publicity_villages", settled),
        place="publicity-villages-card",
    )

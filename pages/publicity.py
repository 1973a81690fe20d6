"""公示检查: which villages were inspected on the spot this quarter, whose boards and photos are complete, and which are missing."""

from dash import register_page

from components import basis, concluded, conclusion, drawer, filters, links, section, states, text, tiles
from components.explain import explain
from components.frame import page, row
from components.text import number, percent, share, t
from components.tiles import tile
from data.viewer import ROLES
from pages import publicity_case, publicity_charts, publicity_lists


def badge(settled) -> tuple[int, str]:
    """Villages missed, as the 结论 counts them; while the quarter runs nothing is missed yet."""
    said = facts(settled)
    missed = 0 if said["verdict"] == "进行中" else said["missing"] or 0
    return missed, t("publicity.badge", period=text.period(settled["period"]), count=number(missed))


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
    also=("only",),
)


def layout(**_):
    return page(
        "publicity",
        ROLES,
        [
            row(section.shell("publicity", "figures", 240)),
            row(section.shell("publicity", "grid", 640)),
            row((section.shell("publicity", "coverage", 520), 6), (section.shell("publicity", "postings", 520), 6)),
            row((section.shell("publicity", "boards", 320), 6), (section.shell("publicity", "rosters", 320), 6)),
            row(section.shell("publicity", "villages", 700)),
            row((section.shell("publicity", "kinds", 320), 12)),
            row(section.shell("publicity", "defects", 560)),
            drawer.shell("publicity"),
        ],
        section.shell("publicity", "conclusion", 0),
    )


@section.fill("publicity", "conclusion", *ROLES)
def conclude(settled):
    return conclusion.sentence("publicity", facts(settled))


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.publicity(section.answer, settled)


@section.fill("publicity", "figures", *ROLES)
def figures(settled):
    town = settled.get("region")
    rows = section.answer("publicity_coverage", settled, by="town" if town else "county").dicts()
    one = next((one for one in rows if not town or one["group_key"] == town), None)
    if one is None:
        return states.empty(t("publicity.none"), t("publicity.none_next"))
    if one["inspected"] is None:
        return states.empty(t("state.silent"), t("state.silent_next"))
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
            info=explain(definition, policy, t("accuracy.taken", part=number(one[part]), whole=number(one[whole]), value=share(one[pct])),
                         ("publicity_coverage", f"first({pct})" + (f" filter (group_key = '{town}')" if town else ""))),
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
            (t("tile.target_at_least", value=number(target)) if target is not None else "", *pace(one)),
        ),
        card(
            "by_bureau",
            "bureau_inspected",
            "villages",
            "bureau_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            "publicity_coverage",
            "关注" if one["bodies_verdict"] == "关注" else None,
            (t("tile.no_target") if town else t("publicity.bodies"),),
        ),
        card(
            "by_town",
            "town_inspected",
            "villages",
            "town_pct",
            ("inspection_bodies", "inspection_obligor_mode"),
            "publicity_coverage",
            {"关注": "达标"}.get(one["bodies_verdict"], one["bodies_verdict"]),  # 关注 is the bureau's own
            (t("publicity.bodies"),),
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


def pace(one: dict) -> tuple[str, ...]:
    """What a running quarter needs a working day, beside what was done; a closed one is a full count."""
    if one["verdict"] != "进行中":
        return (t("publicity.full_count"),)
    left, still = one["working_days"] - one["working_days_gone"], one["villages"] - one["inspected"]
    elapsed = t("publicity.elapsed", value=percent(one["elapsed_pct"]))
    if not left:
        return (elapsed, t("publicity.pace_none", count=number(still)))
    return (elapsed, t("publicity.pace", left=number(left), need=number(one["pace_needed"], 1), pace=number(one["pace"], 1)))


__all__ = ["publicity_case", "publicity_charts", "publicity_lists"]  # their callbacks are registered by being imported

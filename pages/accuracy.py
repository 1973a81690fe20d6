"""调查准确率: how many re-checked visits were right in every critical item, where, and whether a month stands out."""

from dash import register_page

from components import basis, filters, section, states, tables, text, tiles
from components.charts.p_chart import p_chart
from components.charts.rate_intervals import rate_intervals
from components.figure_card import figure_card
from components.frame import page, row
from components.text import number, percent, share, t, word
from components.tiles import tile

ROLES = ("leader", "panel", "finance", "town", "inspector", "auditor", "admin")
register_page(
    __name__,
    path="/accuracy",
    name_key="accuracy",
    order=1,
    icon="bi-bullseye",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor"),
    period_kind="half",
    dataset="investigations",
)


def layout(**_):
    return page(
        "accuracy",
        ROLES,
        [
            row(section.shell("accuracy", "figures", 208)),
            row((section.shell("accuracy", "trend", 470), 8), (section.shell("accuracy", "contractors", 470), 4)),
            row(section.shell("accuracy", "towns", 420)),
        ],
    )


@section.fill("accuracy", "figures", *ROLES)
def figures(settled):
    found = section.answer("accuracy", settled, by="county").dicts()
    if not found:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    one, policy = found[0], basis.policy()
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))
    return tiles.tiles(
        tile(
            t("accuracy.rate"),
            share(one["accuracy_pct"]),
            "%",
            period,
            (
                interval(one),
                t("tile.target_at_least", value=number(one["target_pct"])) if one["target_pct"] is not None else "",
                t("accuracy.sample", label=word(one["sample_label"]), pending=number(one["pending"])),
                t("accuracy.weighted", value=percent(one["weighted_pct"])),
            ),
            tiles.tag(one["verdict"]),
            as_of,
            basis.clause(policy, "accuracy_target"),
        ),
        tile(
            t("accuracy.item_rate"),
            share(one["item_accuracy_pct"]),
            "%",
            period,
            (t("tile.of_items", part=number(one["items_consistent"]), whole=number(one["items"])), t("tile.no_target")),
            tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, "survey_items", "critical_items"),
        ),
        tile(
            t("accuracy.conclusion_rate"),
            share(one["conclusion_agree_pct"]),
            "%",
            period,
            (
                t("tile.n", n=number(one["rechecked"])),
                t("accuracy.errors", included=one["wrong_included"], excluded=one["wrong_excluded"], amount=one["amount_errors"]),
                t("tile.no_target"),
            ),
            tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, "accuracy_measured"),
        ),
        tile(
            t("accuracy.recheck_rate"),
            share(one["recheck_pct"]),
            "%",
            period,
            (
                t("accuracy.rechecked_of", part=number(one["rechecked"]), whole=number(one["visited"])),
                t("tile.target_at_least", value=number(basis.value(policy, "min_spot_check_rate")))
                if "min_spot_check_rate" in policy
                else t("tile.no_target"),
            ),
            tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, "min_spot_check_rate"),
        ),
    )


def interval(one: dict) -> str:
    """The interval with its n, or why there is none."""
    if one["ci_low_pct"] is None:
        return t("accuracy.no_recheck")
    return t("tile.interval", low=share(one["ci_low_pct"]), high=share(one["ci_high_pct"]), n=number(one["rechecked"]))


@section.fill("accuracy", "trend", *ROLES)
def trend(settled):
    # the months up to this period's end show whether it stands out; limits are the question's own
    rows = section.answer("accuracy_trend", settled, period=year_of(settled["period"])).dicts()
    policy = basis.policy()
    n = sum(one["rechecked"] for one in rows)
    columns = [
        ("month", t("column.month"), str),
        ("rechecked", t("column.rechecked"), number),
        ("accurate", t("column.accurate"), number),
        ("accuracy_pct", t("column.accuracy_pct"), percent),
        ("lower_pct", t("column.lower_pct"), percent),
        ("center_pct", t("column.center_pct"), percent),
        ("upper_pct", t("column.upper_pct"), percent),
        ("signal", t("column.signal"), lambda signal: t(f"signal.{signal}") if signal else text.BLANK),
    ]
    return figure_card(
        t("accuracy.trend"),
        t("accuracy.trend_measure", period=text.period(year_of(settled["period"]))),
        p_chart(rows, basis.value(policy, "accuracy_target")),
        rows,
        columns,
        t("accuracy.source", n=number(n)),
        basis.clause(policy, "accuracy_target"),
        (("●", "point", "chart.key_normal"), ("■", "accent", "chart.key_better"), ("◆", "bad-mark", "chart.key_worse")),
    )


def year_of(period: str) -> str:
    """A half-year's or quarter's chart shows its whole year; any other period shows itself."""
    return period[:4] if len(period) == 6 and period[4] in "HQ" else period


@section.fill("accuracy", "contractors", *ROLES)
def contractors(settled):
    rows = section.answer("accuracy", settled, by="contractor").dicts()
    shown = [
        {
            "name": text.contractor(one["group_name"]),
            "value": one["accuracy_pct"],
            "low": one["ci_low_pct"],
            "high": one["ci_high_pct"],
            "n": one["rechecked"],
            "verdict": one["verdict"],
        }
        for one in rows
    ]
    if not rows:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    columns = [
        ("name", t("column.contractor_name"), str),
        ("n", t("column.rechecked"), number),
        ("value", t("column.accuracy_pct"), percent),
        ("low", t("column.ci_low_pct"), percent),
        ("high", t("column.ci_high_pct"), percent),
        ("verdict", t("column.verdict"), word),
    ]
    return figure_card(
        t("accuracy.by_contractor"),
        t("accuracy.by_measure", period=filters.period_text(settled)),
        rate_intervals(shown, rows[0]["target_pct"], tiles.TONES),
        shown,
        columns,
        t("accuracy.source_groups"),
        basis.clause(basis.policy(), "accuracy_target"),
    )


@section.fill("accuracy", "towns", *ROLES)
def towns(settled):
    rows = section.answer("accuracy", settled, by="town").plain()
    for one in rows:
        one |= {
            "group_name": one["group_name"] or text.BLANK,
            "verdict": tiles.tag_value(one["verdict"]),
            "sample_label": word(one["sample_label"]),
        }
    columns = [
        tables.column("group_name", t("column.town"), pinned="left", minWidth=128),
        tables.column("verdict", t("column.verdict"), "tag"),
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("visited", "rechecked", "accurate")],
        *[
            tables.column(name, t(f"column.{name}"), "two")
            for name in ("accuracy_pct", "ci_low_pct", "ci_high_pct", "item_accuracy_pct", "conclusion_agree_pct", "recheck_pct")
        ],
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("wrong_included", "wrong_excluded", "amount_errors", "pending")],
        tables.column("sample_label", t("column.sample_label")),
    ]
    return tables.ledger(
        "accuracy-ledger",
        t("accuracy.by_town"),
        t("accuracy.by_town_note", period=filters.period_text(settled)),
        columns,
        rows,
        t("accuracy.source_groups"),
        basis.clause(basis.policy(), "accuracy_target"),
    )

"""调查准确率: how many re-checked visits were right in every critical item, where, in what, and every case behind the figures."""

from dash import register_page

from components import basis, conclusion, conclusion_facts, drawer, filters, links, section, states, tables, text, tiles
from components.explain import explain
from components.frame import page, row
from components.sparkline import sparkline
from components.text import number, percent, share, t, word
from components.tiles import tile
from data.viewer import ROLES
from pages import accuracy_cases, accuracy_charts  # noqa: F401 (their sections fill this page)

register_page(
    __name__,
    path="/accuracy",
    name_key="accuracy",
    order=1,
    icon="bi-bullseye",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor", "assistance"),
    also=("only", "item", "investigator"),
    period_kind="half",
    dataset="investigations",
)
FIGURES = ("page", "period", "as_of", "region", "contractor", "assistance")


def layout(**_):
    return page(
        "accuracy",
        ROLES,
        [
            row(section.shell("accuracy", "figures", 240)),
            row((section.shell("accuracy", "trend", 470), 8), (section.shell("accuracy", "coverage", 470), 4)),
            row((section.shell("accuracy", "funnel", 470), 6), (section.shell("accuracy", "items", 470), 6)),
            row((section.shell("accuracy", "contractors", 470), 4), (section.shell("accuracy", "towns", 470), 8)),
            row(section.shell("accuracy", "cases", 620)),
            drawer.shell("accuracy"),
        ],
        section.shell("accuracy", "conclusion", 0),
    )


@section.fill("accuracy", "conclusion", *ROLES, uses=FIGURES)
def concluded(settled):
    county = section.answer("accuracy", settled, by="county").dicts()
    asked = {by: section.answer("accuracy", settled, by=by).dicts() for by in ("contractor", "town")}
    trend = section.answer("accuracy_trend", settled, period=accuracy_charts.months(settled)).dicts()
    funnel = section.answer("accuracy_funnel", settled).dicts()
    least = basis.value(basis.policy(), "min_sample", only_usable=True)
    facts = conclusion_facts.accuracy(settled["period"], county[0] if county else None, trend, asked["contractor"], asked["town"], funnel, least)
    return conclusion.sentence("accuracy", facts)


@section.fill("accuracy", "figures", *ROLES, uses=FIGURES)
def figures(settled):
    found = section.answer("accuracy", settled, by="county").dicts()
    if not found:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    one, policy = found[0], basis.policy()
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))
    monthly = section.answer("accuracy_trend", settled, period=accuracy_charts.months(settled)).dicts()

    def rows(only):
        return lambda inside: links.sets(inside, "accuracy-cases-card", only=only, item="", investigator="")

    def card(key, value, lines, basis_of, definition, part, whole, status=None, only="", spark=None):
        taken = t("accuracy.taken", part=number(part), whole=number(whole), value=share(value)) if value is not None else ""
        return tile(
            t(f"accuracy.{key}"),
            share(value),
            "%",
            period,
            lines,
            status if status is not None else tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, *basis_of),
            info=explain(definition, policy, taken),
            rows=rows(only),
            spark=spark,
        )

    worse = tuple(i for i, month in enumerate(monthly) if month["signal"] in ("below", "run_below"))
    spark = sparkline([month["accuracy_pct"] for month in monthly], t("accuracy.trend"), one["target_pct"], worse)
    minimum = basis.value(policy, "min_spot_check_rate")
    return tiles.tiles(
        card(
            "rate",
            one["accuracy_pct"],
            (
                interval(one),
                t("tile.target_at_least", value=number(one["target_pct"])) if one["target_pct"] is not None else "",
                t("accuracy.sample", label=word(one["sample_label"]), pending=number(one["pending"])),
                t("accuracy.weighted", value=percent(one["weighted_pct"])) if one["weighted_pct"] is not None else "",
            ),
            ("accuracy_target",),
            "accuracy_rate",
            one["accurate"],
            one["rechecked"],
            tiles.tag(one["verdict"]),
            "有差错",
            spark,
        ),
        card(
            "item_rate",
            one["item_accuracy_pct"],
            (t("tile.of_items", part=number(one["items_consistent"]), whole=number(one["items"])), t("tile.no_target")),
            ("survey_items", "critical_items"),
            "accuracy_item_rate",
            one["items_consistent"],
            one["items"],
        ),
        card(
            "conclusion_rate",
            one["conclusion_agree_pct"],
            (
                t("tile.n", n=number(one["rechecked"])),
                t("accuracy.errors", included=one["wrong_included"], excluded=one["wrong_excluded"], amount=one["amount_errors"]),
                t("tile.no_target"),
            ),
            ("accuracy_measured",),
            "accuracy_conclusion_rate",
            round((one["conclusion_agree_pct"] or 0) * one["rechecked"] / 100),
            one["rechecked"],
        ),
        card(
            "recheck_rate",
            one["recheck_pct"],
            (
                t("accuracy.rechecked_of", part=number(one["rechecked"]), whole=number(one["visited"])),
                t("tile.target_at_least", value=number(minimum)) if minimum is not None else t("tile.no_target"),
            ),
            ("min_spot_check_rate",),
            "recheck_rate",
            one["rechecked"],
            one["visited"],
        ),
    )


def interval(one: dict) -> str:
    """The interval with its n, or why there is none."""
    if one["ci_low_pct"] is None:
        return t("accuracy.no_recheck")
    return t("tile.interval", low=share(one["ci_low_pct"]), high=share(one["ci_high_pct"]), n=number(one["rechecked"]))


@section.fill("accuracy", "towns", *ROLES, uses=FIGURES)
def towns(settled):
    rows = section.answer("accuracy", settled, by="town").plain()
    for one in rows:
        one |= {
            "group_name": one["group_name"] or text.BLANK,
            "verdict": tiles.tag_value(one["verdict"]),
            "interval": f"{share(one['ci_low_pct'])}–{share(one['ci_high_pct'])}" if one["ci_low_pct"] is not None else text.BLANK,
        }
    counts = ("visited", "rechecked", "accurate")
    rates = ("item_accuracy_pct", "conclusion_agree_pct", "recheck_pct")
    columns = [
        tables.column("group_name", t("column.town"), pinned="left", minWidth=112),
        tables.column("verdict", t("column.verdict"), "tag"),
        tables.column("accuracy_pct", t("column.accuracy_pct"), "two"),
        tables.column("interval", t("column.interval"), minWidth=128, type="rightAligned"),
        *[tables.column(name, t(f"column.{name}"), "whole", minWidth=80) for name in counts],
        *[tables.column(name, t(f"column.{name}"), "two") for name in rates],
        *[tables.column(name, t(f"column.{name}"), "whole", minWidth=80) for name in ("wrong_included", "wrong_excluded", "amount_errors", "pending")],
    ]
    policy = basis.policy()
    return tables.ledger(
        "accuracy-ledger",
        t("accuracy.by_town"),
        t("accuracy.by_town_note", period=filters.period_text(settled)),
        columns,
        rows,
        t("accuracy.source_groups"),
        basis.clause(policy, "accuracy_target"),
        info=explain("accuracy_rate", policy),
        export=section.export("accuracy", settled, by="town"),
        dense=True,
    )

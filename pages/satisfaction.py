"""满意度: what each contractor scored in each half-yearly round, and what the persons visited said of the visit."""

from dash import register_page

from components import basis, concluded, conclusion, drawer, filters, links, replay, section, tables, text, tiles
from components.conclusion_facts import latest_rounds
from components.explain import explain
from components.frame import page, row
from components.section import COUNTY as ROLES
from components.sparkline import sparkline
from components.text import number, share, t, word
from components.tiles import tile
from pages import satisfaction_agreement, satisfaction_charts

assert satisfaction_agreement  # registers its sections


def badge(settled) -> tuple[int, str]:
    """Contractors that the 结论 names: the last round low, or incomplete."""
    said = facts(settled)
    named = len({*said["low_contractors"], *said["incomplete"]})
    return named, t("satisfaction.badge", count=number(named))


register_page(
    __name__,
    path="/satisfaction",
    name_key="satisfaction",
    order=2,
    icon="bi-clipboard-check",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "contractor"),
    period_kind="half",
    dataset="service_feedback",
    badge=badge,
)


def layout(**_):
    return page(
        "satisfaction",
        ROLES,
        [
            row(section.shell("satisfaction", "figures", 240)),
            row((section.shell("satisfaction", "trend", 440), 8), (section.shell("satisfaction", "groups", 440), 4)),
            row((section.shell("satisfaction", "agreement", 320), 5), (section.shell("satisfaction", "removal", 320), 7)),
            row(section.shell("satisfaction", "rounds", 420)),
            row(section.shell("satisfaction", "feedback", 320)),
            drawer.shell("satisfaction"),
        ],
        section.shell("satisfaction", "conclusion", 0),
    )


@section.fill("satisfaction", "conclusion", *ROLES)
def conclude(settled):
    return conclusion.sentence("satisfaction", facts(settled))


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.satisfaction(section.answer, settled)


def verdict_of(one: dict, confirmed: bool):
    """What a round says: not complete, not judged while the bound is unconfirmed, low, or not low."""
    if one["valid"] is None:
        return "未规定"
    if not one["valid"]:
        return "未完成"
    if not confirmed or one["low"] is None:
        return "阈值未确认"
    return "较低" if one["low"] else "达到"


@section.fill("satisfaction", "figures", *ROLES)
def figures(settled):
    every = section.answer("satisfaction", settled).dicts()
    rows = latest_rounds(every)
    policy = basis.policy()
    as_of = t("frame.until", day=text.day(settled["as_of"]))
    low, confirmed = (basis.value(policy, "satisfaction_low"), basis.value(policy, "satisfaction_low", only_usable=True) is not None)
    bound = (
        t("satisfaction.bound" if confirmed else "satisfaction.bound_suggested", value=number(low))
        if low is not None
        else t("tile.no_target")
    )
    cards = [
        tile(
            t("satisfaction.score_of", name=text.contractor(one["contractor_name"])),
            share(one["score"]),
            t("unit.points"),
            t("satisfaction.round", number=one["round_no"], first=text.day(one["period_start"]), last=text.day(one["period_end"])),
            (
                t("satisfaction.units", part=number(one["units_returned"]), whole=number(one["units_due"])),
                bound,
                t("satisfaction.streak", number=number(one["streak"])) if one["streak"] is not None else "",
                word(one["proposal"]) if one["proposal"] else "",
            ),
            tiles.tag(verdict_of(one, confirmed)),
            as_of,
            basis.clause(policy, "satisfaction_low"),
            info=explain("satisfaction_score", policy, t("satisfaction.units", part=number(one["units_returned"]), whole=number(one["units_due"])),
                         ("satisfaction", f"first(score) filter (eval_id = {replay.sql(one['eval_id'])})"), {"evaluation": one["eval_id"]}),
            rows=lambda inside, one=one: links.sets(inside, case=one["eval_id"]),
            spark=sparkline(
                [other["score"] for other in every if other["contractor_code"] == one["contractor_code"]], t("satisfaction.trend"), low
            ),
        )
        for one in rows
    ]
    # the whole county's share is a figure of 总览's question, so that its command gives this very number
    whole = next((one for one in section.answer("overview", settled).dicts() if one["measure"] == "service_satisfaction"), {})
    said = section.answer("service_feedback", settled, by="contractor").dicts()
    forms, satisfied, visited = (sum(one[name] or 0 for one in said) for name in ("forms_valid", "satisfied", "visited"))
    cards.append(
        tile(
            t("satisfaction.satisfied"),
            share(whole.get("value")),
            "%",
            filters.period_text(settled),
            (
                t("satisfaction.forms", part=number(satisfied), whole=number(forms)),
                t("satisfaction.visited", n=number(visited)),
                t("tile.no_target"),
            ),
            tiles.tag("", t("tile.not_judged"), "none"),
            as_of,
            basis.clause(policy, "recipient_feedback_required"),
            info=explain("service_feedback", policy, figure=("overview", "first(value) filter (measure = 'service_satisfaction')")),
            rows=lambda inside: links.sets(inside, goto="satisfaction-feedback-card"),
        )
    )
    return tiles.tiles(*cards)


@section.fill("satisfaction", "rounds", *ROLES, uses=("page", "as_of", "contractor"))
def rounds(settled):
    answer = section.answer("satisfaction", settled)
    policy = basis.policy()
    confirmed = basis.value(policy, "satisfaction_low", only_usable=True) is not None
    rows = answer.plain()
    for one in rows:
        one |= {
            "contractor_name": text.contractor(one["contractor_name"]),
            "verdict": tiles.tag_value(verdict_of(one, confirmed)),
            "units": f"{one['units_returned']} / {one['units_due']}",
            "proposal": word(one["proposal"]) if one["proposal"] else text.BLANK,
        }
    rows.sort(key=lambda one: (one["result_date"] or "", one["contract_no"]), reverse=True)
    columns = [
        tables.column("eval_id", t("column.eval_id"), "case", pinned="left"),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=144),
        tables.column("score", t("column.score"), "two"),
        tables.column("verdict", t("column.verdict"), "tag"),
        tables.column("contract_no", t("column.contract_no"), minWidth=176),
        tables.column("round_no", t("column.round_no"), "whole"),
        *[tables.column(name, t(f"column.{name}"), "day") for name in ("period_start", "period_end", "result_date")],
        *[tables.column(name, t(f"column.{name}"), "two") for name in ("bureau_mean", "town_mean", "street_mean")],
        tables.column("units", t("column.units"), type="rightAligned"),
        tables.column("streak", t("column.streak"), "whole"),
        tables.column("proposal", t("column.proposal"), minWidth=168),
    ]
    return tables.ledger(
        "satisfaction-ledger",
        t("satisfaction.rounds"),
        t("satisfaction.rounds_note"),
        columns,
        rows,
        t("satisfaction.source", n=number(len(rows))),
        basis.clause(policy, "satisfaction_low"),
        info=explain("satisfaction_score", policy),
        export=section.export("satisfaction", settled),
        place="satisfaction-rounds-card",
    )


@drawer.fill("satisfaction", *ROLES)
def case(settled, key):
    return satisfaction_charts.round_drawer(settled, key, verdict_of)


@section.fill("satisfaction", "feedback", *ROLES)
def feedback(settled):
    rows = section.answer("service_feedback", settled, by="contractor").plain()
    for one in rows:
        one["group_name"] = text.contractor(one["group_name"])
    columns = [
        tables.column("group_name", t("column.contractor_name"), pinned="left", minWidth=144),
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("visited", "forms_valid", "satisfied")],
        *[tables.column(name, t(f"column.{name}"), "two") for name in ("satisfied_pct", "return_pct")],
    ]
    n = sum(one["forms_valid"] for one in rows)
    return tables.ledger(
        "satisfaction-feedback-ledger",
        t("satisfaction.feedback"),
        t("satisfaction.feedback_note", period=filters.period_text(settled)),
        columns,
        rows,
        t("satisfaction.feedback_source", n=number(n)),
        basis.clause(basis.policy(), "recipient_feedback_required"),
        info=explain("service_feedback", basis.policy()),
        export=section.export("service_feedback", settled, by="contractor"),
        place="satisfaction-feedback-card",
    )

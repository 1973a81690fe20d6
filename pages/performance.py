"""绩效评价: three dimensions by groups of raters, the panel's signed verdict, and the tranche it opens. Never one score with satisfaction."""

from dash import register_page

from components import basis, replay, section, states, tables, text, tiles
from components.explain import explain
from components.frame import page, row
from components.papers import report_address
from components.section import COUNTY as ROLES
from components.text import day, number, share, t, word
from components.tiles import tile

register_page(__name__, path="/performance", name_key="performance", order=2.3, icon="bi-speedometer2", group="watch", roles=ROLES,
              filters=("as_of", "contractor"))
DIMENSIONS = ("effectiveness", "management", "social_impact")
GROUPS = ("bureau_mean", "town_mean", "street_mean", "recipient_mean")


def layout(**_):
    return page("performance", ROLES, [row(section.shell("performance", "figures", 200)), row(section.shell("performance", "list", 480))])


@section.fill("performance", "figures", *ROLES)
def figures(settled):
    """The last evaluation of each contractor."""
    policy, last = basis.policy(), {}
    names = {one["key"]: one["name"] for one in section.answer("filter_choices", settled).dicts() if one["kind"] == "contractor"}
    for one in sorted(section.answer("performance", settled).dicts(), key=lambda one: one["result_date"]):
        last[one["contractor_code"]] = one
    if not last:
        return states.empty(t("performance.none"), t("performance.none_next"))
    cards = []
    for code, one in sorted(last.items(), key=lambda pair: str(pair[0])):
        dimensions = t("common.list").join(f"{t(f'performance.{name}')} {share(one[name])}" for name in DIMENSIONS)
        opens = t("performance.opens", number=number(one["tranche_no"])) if one["tranche_no"] else t("performance.opens_none")
        cards.append(tile(
            t("performance.score_of", name=text.contractor(names.get(code, code))), share(one["score"]), t("unit.points"),
            t("performance.of", kind=word(one["eval_type"]), day=day(one["result_date"])), (dimensions, opens),
            tiles.tag(one["passed"]) if one["passed"] else None,
            t("frame.until", day=text.day(settled["as_of"])), basis.clause(policy, "performance_dimensions"),
            explain("performance", policy, figure=("performance", f"first(score) filter (eval_id = {replay.sql(one['eval_id'])})"),
                    of={"evaluation": one["eval_id"]})))
    return tiles.tiles(*cards)


@section.fill("performance", "list", *ROLES)
def listed(settled):
    rows = section.answer("performance", settled).plain()
    signed = {one["eval_id"]: one for one in section.answer("rounds", settled).dicts() if one["eval_id"]}
    for one in rows:
        known = signed.get(one["eval_id"], {})
        one |= {"verdict": tiles.tag_value(one["passed"]), "reasons": known.get("reasons") or text.BLANK, "signed_by": known.get("signed_by") or text.BLANK,
                "eval_type": word(one["eval_type"]), "report": {"text": "Word", "href": report_address(one["eval_id"], settled)}}
    rows.sort(key=lambda one: (one["result_date"], one["eval_id"]), reverse=True)
    columns = [
        tables.column("eval_id", t("column.eval_id"), pinned="left", minWidth=144), tables.column("eval_type", t("rounds.kind"), minWidth=120),
        tables.column("contract_no", t("column.contract_no"), minWidth=176), tables.column("result_date", t("column.result_date"), "day"),
        tables.column("score", t("column.score"), "two"), tables.column("verdict", t("column.passed"), "tag"),
        *[tables.column(name, t(f"performance.{name}"), "two") for name in (*DIMENSIONS, *GROUPS)],
        tables.column("tranche_no", t("column.tranche_no"), "whole"), tables.column("reasons", t("rounds.reasons"), minWidth=160),
        tables.column("signed_by", t("rounds.signed_by")), tables.column("report", t("papers.evaluation"), "way", filter=False, minWidth=96),
    ]
    source, policy = t("performance.source", n=number(len(rows))), basis.policy()
    return tables.ledger("performance-ledger", t("performance.list"), t("performance.list_measure"), columns, rows, source,
                         basis.clause(policy, "evaluation_group"), info=explain("performance", policy), export=section.export("performance", settled))

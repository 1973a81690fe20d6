"""The pictures of 满意度, and one round in the drawer: which units returned how many sheets and what they gave."""

import json

from dash import html

from components import basis, drawer, section, states, text, tiles
from components.charts.group_means import group_means
from components.charts.satisfaction_trend import satisfaction_trend
from components.conclusion_facts import latest_rounds
from components.explain import explain
from components.figure_card import data_table, figure_card
from components.papers import report_link
from components.section import COUNTY as ROLES
from components.text import day, number, share, t, word

USES = ("page", "as_of", "contractor")


def bound(policy: dict) -> tuple[float | None, bool]:
    """The bound of a low score, and whether the office has confirmed it."""
    return basis.value(policy, "satisfaction_low"), basis.value(policy, "satisfaction_low", only_usable=True) is not None


@section.fill("satisfaction", "trend", *ROLES, uses=USES)
def trend(settled):
    rows = section.answer("satisfaction", settled).dicts()
    if not rows:
        return states.empty(t("satisfaction.none"), t("satisfaction.none_next"))
    policy = basis.policy()
    low, confirmed = bound(policy)
    shown = [one | {"contractor_name": text.contractor(one["contractor_name"])} for one in rows]
    lows = [one["contractor_name"] for one in latest_rounds(shown) if one["low"]]
    columns = [
        ("contractor_name", t("column.contractor_name"), str),
        ("contract_no", t("column.contract_no"), str),
        ("round_no", t("column.round_no"), number),
        ("result_date", t("column.result_date"), day),
        ("score", t("column.score"), share),
    ]
    name = "open" if not confirmed else "low" if lows else "fine"
    return figure_card(
        t(f"satisfaction.trend_{name}", **({"names": t("common.list").join(lows)} if name == "low" else {})),
        t("satisfaction.trend_measure"),
        satisfaction_trend(shown, low, confirmed),
        shown,
        columns,
        t("satisfaction.source", n=number(len(rows))),
        basis.clause(policy, "satisfaction_period", "satisfaction_low"),
        (("●", "accent", "chart.key_score"), ("◆", "bad-mark", "chart.key_low"), ("┄", "control", "chart.key_bound")),
        info=explain("satisfaction_score", policy),
        rows_at="satisfaction-rounds-card",
        export=section.export("satisfaction", settled),
    )


@section.fill("satisfaction", "groups", *ROLES, uses=USES)
def groups(settled):
    rows = latest_rounds(section.answer("satisfaction", settled).dicts())
    if not rows:
        return states.empty(t("satisfaction.none"), t("satisfaction.none_next"))
    policy = basis.policy()
    low, confirmed = bound(policy)
    shown = [one | {"contractor_name": text.contractor(one["contractor_name"])} for one in rows]
    means = ("bureau_mean", "town_mean", "street_mean")
    gaps = {}
    for one in shown:
        known = [one[name] for name in means if one[name] is not None]
        gaps[one["contractor_name"]] = max(known) - min(known) if len(known) > 1 else 0
    widest = max(gaps, key=gaps.get)
    columns = [("contractor_name", t("column.contractor_name"), str)]
    columns += [(name, t(f"column.{name}"), share) for name in (*means, "score")]
    columns += [(name, t(f"column.{name}"), number) for name in ("units_returned", "units_due")]
    return figure_card(
        t("satisfaction.groups", name=widest, gap=number(gaps[widest], 1)) if len(gaps) > 1 else t("satisfaction.groups_plain"),
        t("satisfaction.groups_measure"),
        group_means(shown, low, confirmed),
        shown,
        columns,
        t("satisfaction.groups_source"),
        basis.clause(policy, "satisfaction_unit_types"),
        info=explain("satisfaction_score", policy, of={"evaluation": "last"}),
        rows_at="satisfaction-rounds-card",
        export=section.export("satisfaction", settled),
    )


def round_drawer(settled: dict, key: str, verdict_of):
    """One round: its means, the quorum, and every unit that must rate."""
    rows = section.answer("satisfaction", settled).dicts()
    rows.sort(key=lambda one: (one["result_date"], one["contract_no"]), reverse=True)
    one = next((row for row in rows if row["eval_id"] == key), None)
    if one is None:
        return drawer.missing(key)
    policy = basis.policy()
    quorum = json.loads(policy["street_quorum"]["value"])
    units = section.answer("satisfaction_units", settled, evaluation=key).dicts()
    head = drawer.facts(
        (t("column.contract_no"), one["contract_no"]),
        (t("column.round_no"), number(one["round_no"])),
        (t("column.period_start"), day(one["period_start"])),
        (t("column.period_end"), day(one["period_end"])),
        (t("column.result_date"), day(one["result_date"])),
        (t("column.score"), share(one["score"])),
        *[(t(f"column.{name}"), share(one[name])) for name in ("bureau_mean", "town_mean", "street_mean")],
        (t("column.units"), f"{one['units_returned']} / {one['units_due']}"),
        (t("column.streak"), number(one["streak"])),
        (t("column.proposal"), word(one["proposal"])),
    )
    columns = [
        ("unit_name", t("satisfaction.unit"), word),
        ("unit_type", t("satisfaction.unit_type"), word),
        ("sheets", t("satisfaction.sheets"), number),
        ("score", t("column.score"), share),
    ]
    body = [
        html.P(report_link(key, settled)),
        html.H3(t("satisfaction.unit_table")),
        html.P(t("satisfaction.quorum", part=quorum[0], whole=quorum[1]), className="mj-measure"),
        html.Div(data_table(units, columns), className="mj-scroll", tabIndex=0) if units else states.nothing(t("drawer.none")),
    ]
    title = f"{text.contractor(one['contractor_name'])} {t('column.round_no')} {number(one['round_no'])}"
    status = tiles.tag(verdict_of(one, bound(policy)[1]))
    return drawer.drawer(title, status, [head], body, key, [row["eval_id"] for row in rows])

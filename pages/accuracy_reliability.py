"""Which items two visits of one household agree on: systematic differences of numbers, agreement of categories beyond chance."""

from dash import html

from components import basis, filters, section, states
from components.explain import explain
from components.figure_card import card, data_table, right_as_is
from components.text import number, percent, share, t, word
from data.viewer import ROLES
from pages.accuracy_errors import between
from pages.accuracy_rows import FIGURES, LEDGER, counted, linked, same


@section.fill("accuracy", "reliability", *ROLES, uses=FIGURES, tab="errors")
def reliability(settled):
    rows = section.answer("item_reliability", settled).dicts()
    if not rows:
        return states.empty(t("accuracy.no_recheck"), t("accuracy.none_next"))
    policy = basis.policy()
    columns = [
        ("linked", t("column.item_name"), same),
        ("n", t("column.pairs"), number),
        ("agreement_pct", t("column.agreement_pct"), percent),
        ("interval", t("column.interval"), right_as_is),
        ("measure", t("reliability.measure_column"), right_as_is),
        ("said", t("reliability.said"), same),
    ]
    shown = [
        one
        | {
            "linked": [linked(word(one["item_name"]), counted(item=one["item_name"])), html.Small(word(one["kind"]))],
            "interval": between(one["ci_low_pct"], one["ci_high_pct"], share),
            "measure": measures(one),
            "said": verdict(one, policy),
        }
        for one in rows
    ]
    shifted = [word(one["item_name"]) for one in rows if systematic(one, policy)]
    contradicting = sum(one["contradicting"] or 0 for one in rows)
    return card(
        t("reliability.shifted", names=t("common.list").join(shifted)) if shifted else t("reliability.title"),
        t("reliability.measure", period=filters.period_text(settled)),
        html.Div(data_table(shown, columns), className="mj-scroll mj-figure mj-tall", tabIndex=0),
        t("reliability.source", count=number(contradicting)),
        basis.clause(policy, "survey_items"),
        info=explain("item_reliability", policy),
        rows_at=LEDGER,
        export=section.export("item_reliability", settled),
    )


def measures(one: dict) -> str:
    """Numbers: mean difference, p of the paired t test, reliability ratio; categories: kappa."""
    if one["kind"] == "数值":
        said = [t("reliability.mean", value=number(one["mean_difference"], 2)), t("reliability.p", value=number(one["p"], 3))]
        return " · ".join([*said, t("reliability.ratio", value=number(one["reliability_ratio"], 2))])
    return t("reliability.kappa", value=number(one["kappa"], 2))


def systematic(one: dict, policy: dict) -> bool:
    """Whether the two visits differ in one direction by more than chance, on enough pairs."""
    level = basis.value(policy, "funnel_inner_pct")
    return one["kind"] == "数值" and one["label"] is None and one["p"] is not None and level is not None and one["p"] < 1 - level / 100


def verdict(one: dict, policy: dict) -> str:
    """What the numbers say in words."""
    if one["label"]:
        return word(one["label"])
    if one["kind"] == "数值":
        if not systematic(one, policy):
            return t("reliability.even")
        return t("reliability.higher" if one["mean_difference"] > 0 else "reliability.lower")
    return ""

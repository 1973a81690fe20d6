"""The pictures of 投诉举报: complaints per 1,000 visits by town and contractor, with exact intervals."""

from components import basis, filters, section, text
from components.charts.count_rates import count_rates
from components.explain import explain
from components.figure_card import figure_card
from components.text import number, t, word
from pages.complaints_lists import LEDGER, ROLES, USES


def one_decimal(value) -> str:
    return number(value, 1)


def rates(settled, by: str):
    """The picture by town or contractor; nothing where no group has visits."""
    rows = [one for one in section.answer("complaint_rates", settled, by=by).dicts() if one["per_1000_visits"] is not None]
    if not rows:
        return None
    short = text.contractor if by == "contractor" else word
    shown = [
        {"name": short(one["group_name"] or one["group_key"]), "value": one["per_1000_visits"], "low": one["per_1000_low"], "high": one["per_1000_high"],
         "n": one["received"], "few": one["few"]}
        for one in rows
    ]  # fmt: skip
    policy = basis.policy()
    least = number(basis.value(policy, "min_events"))
    highest = max((one for one in shown if not one["few"]), key=lambda one: one["value"], default=None)
    county = section.answer("complaint_rates", settled, by="county").dicts()[0]
    title = (
        t("complaints.rates_title", name=highest["name"], value=number(highest["value"], 1))
        if highest and len(shown) > 1
        else t("complaints.rates_few", least=least)
        if not highest
        else t("complaints.rates")
    )
    named = t("column.contractor_name" if by == "contractor" else "column.town")
    columns = [("group_name", named, word), ("received", t("column.received"), number), ("visited", t("column.visited"), number)]
    columns += [(name, t(f"column.{name}"), one_decimal) for name in ("per_1000_visits", "per_1000_low", "per_1000_high")]
    return figure_card(
        title,
        t("complaints.rates_measure", by=named, period=filters.period_text(settled)),
        count_rates(shown, county["per_1000_visits"]),
        rows,
        columns,
        t("complaints.rates_source", n=number(sum(one["n"] for one in shown))),
        basis.clause(policy, "complaint_register_body"),
        (("○", "point", t("complaints.few_key", least=least)),),
        info=explain("complaints_received", policy),
        rows_at=LEDGER,
        export=section.export("complaint_rates", settled, by=by),
    )


@section.fill("complaints", "towns", *ROLES, uses=USES)
def towns(settled):
    return rates(settled, "town")


@section.fill("complaints", "contractors", *ROLES, uses=USES)
def contractors(settled):
    return rates(settled, "contractor")

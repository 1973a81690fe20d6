"""The first four pictures of 调查准确率: by month, by town, by investigator, by item; every point leads to its rows."""

from components import basis, filters, section, states, text
from components.charts.error_bars import error_bars
from components.charts.funnel import funnel, group_shapes
from components.charts.p_chart import p_chart
from components.charts.versus_target import versus_target
from components.explain import explain
from components.figure_card import figure_card
from components.text import number, percent, share, t, word
from data.viewer import ROLES
from pages.accuracy_rates import before
from pages.accuracy_rows import FIGURES, LEDGER, counted, group, linked, months, pick, same


@section.fill("accuracy", "trend", *ROLES, uses=FIGURES, tab="")
def trend(settled):
    rows = section.answer("accuracy_trend", settled, period=months(settled)).dicts()
    for one in rows:
        chosen = counted(month=one["month"])
        one |= {"pick": pick(chosen), "linked": linked(one["month"], chosen)}
    policy = basis.policy()
    n = sum(one["rechecked"] for one in rows)
    columns = [
        ("linked", t("column.month"), same),
        ("rechecked", t("column.rechecked"), number),
        ("accurate", t("column.accurate"), number),
        ("accuracy_pct", t("column.accuracy_pct"), percent),
        ("lower_pct", t("column.lower_pct"), percent),
        ("center_pct", t("column.center_pct"), percent),
        ("upper_pct", t("column.upper_pct"), percent),
        ("signal", t("column.signal"), lambda signal: t(f"signal.{signal}") if signal else text.BLANK),
    ]
    found = {worse: [text.period(one["month"]) for one in rows if one["signal"] in signals] for worse, signals in SIGNALS.items()}
    name = "few" if n < (basis.value(policy, "min_sample") or 0) else next((name for name in found if found[name]), "title")
    return figure_card(
        t(f"accuracy.trend_{name}", **({"months": t("common.list").join(found[name])} if name in found else {})),
        t("accuracy.trend_measure", period=text.period(months(settled))),
        p_chart(rows, basis.value(policy, "accuracy_target")),
        rows,
        columns,
        t("accuracy.source", n=number(n)),
        basis.clause(policy, "accuracy_target"),
        (("●", "point", "chart.key_normal"), ("■", "accent", "chart.key_better"), ("◆", "bad-mark", "chart.key_worse")),
        least_width=34 * len(rows) + 96,
        at_end=True,
        info=explain("accuracy_trend", policy),
        picks="trend",
        rows_at=LEDGER,
        export=section.export("accuracy_trend", settled, period=months(settled)),
    )


SIGNALS = {"worse": ("below", "run_below"), "better": ("above", "run_above")}


@section.fill("accuracy", "coverage", *ROLES, uses=FIGURES, tab="")
def coverage(settled):
    rows = section.answer("accuracy", settled, by="town").dicts()
    if not rows:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    policy = basis.policy()
    target = basis.value(policy, "min_spot_check_rate")
    shown = [
        {"name": one["group_name"] or text.BLANK, "value": one["recheck_pct"], "part": one["rechecked"], "whole": one["visited"]}
        | {"pick": pick(group("town", one["group_key"])), "linked": linked(one["group_name"] or text.BLANK, group("town", one["group_key"]))}
        for one in rows
    ]
    short = sum(one["value"] < target for one in shown) if target is not None else 0
    name = "plain" if target is None else "title" if short else "all"
    columns = [
        ("linked", t("column.town"), same),
        ("part", t("column.rechecked"), number),
        ("whole", t("column.visited"), number),
        ("value", t("column.recheck_pct"), percent),
    ]
    return figure_card(
        t(f"accuracy.recheck_{name}", **({"count": number(short)} if name == "title" else {}), **({"target": number(target)} if target is not None else {})),
        t("accuracy.recheck_measure", period=filters.period_text(settled)),
        versus_target(shown, target),
        shown,
        columns,
        t("accuracy.source_groups"),
        basis.clause(policy, "min_spot_check_rate"),
        info=explain("recheck_rate", policy),
        rows_at=LEDGER,
        picks="coverage",
        export=section.export("accuracy", settled, by="town"),
    )


GLYPHS = {"circle": "●", "square": "■", "triangle-up": "▲", "diamond": "◆", "pentagon": "⬟", "cross": "✚"}


@section.fill("accuracy", "funnel", *ROLES, uses=FIGURES, tab="")
def investigators(settled):
    rows = section.answer("accuracy_funnel", settled).dicts()
    if not rows:
        return states.empty(t("accuracy.no_recheck"), t("accuracy.none_next"))
    policy = basis.policy()
    for one in rows:
        chosen = counted(investigator=one["staff_id"])
        one |= {"pick": pick(chosen), "linked": linked(one["staff_id"], chosen), "group": text.contractor(one.get("contractor_name"))}
    least = basis.value(policy, "min_sample") or 0
    judged = [one for one in rows if one["rechecked"] >= least]
    out = [one["staff_id"] for one in judged if one["outlier"] in ("low998", "low95")]
    title = t("accuracy.funnel_out", names=t("common.list").join(out)) if out else t(f"accuracy.funnel_{'in' if judged else 'few'}", least=number(least))
    county = section.answer("accuracy", settled, by="county").dicts()[0]
    levels = tuple(policy[name]["value"] for name in ("funnel_inner_pct", "funnel_outer_pct"))
    teams = {name: sum(one["group"] == name for one in rows) for name in group_shapes([one["group"] for one in rows])}
    key = [(GLYPHS[shape], "point", t("accuracy.team", name=name, count=number(teams[name]))) for name, shape in group_shapes(list(teams)).items()]
    key += [("●", "watch-mark", t("chart.key_outlier_95")), ("●", "bad-mark", t("chart.key_outlier_998")), ("○", "point", t("chart.key_small"))]
    columns = [("linked", t("column.staff_id"), same), ("group", t("column.contractor_name"), str), ("staff_name", t("column.staff_name"), word)]
    columns += [(name, t(f"column.{name}"), number) for name in ("rechecked", "accurate")]
    columns += [(name, t(f"column.{name}"), percent) for name in ("accuracy_pct", "lower95_pct", "upper95_pct", "lower998_pct", "upper998_pct")]
    return figure_card(
        title,
        t("accuracy.funnel_measure", count=number(len(rows)), period=filters.period_text(settled)),
        funnel(rows, least, levels),
        rows,
        columns,
        t("accuracy.funnel_source", n=number(county["rechecked"]), center=share(rows[0]["center_pct"])),
        basis.clause(policy, "accuracy_target"),
        tuple(key),
        info=explain("accuracy_funnel", policy),
        picks="funnel",
        rows_at=LEDGER,
        export=section.export("accuracy_funnel", settled),
    )


@section.fill("accuracy", "items", *ROLES, uses=FIGURES, tab="")
def items(settled):
    rows = section.answer("accuracy_by_item", settled).dicts()
    compared = sum(one["compared"] for one in rows)
    if not compared:
        return states.empty(t("accuracy.no_recheck"), t("accuracy.none_next"))
    policy = basis.policy()
    former = section.answer("accuracy_by_item", settled, period=before(settled)).dicts()
    shown = [one | {"wrong": one["compared"] - one["consistent"]} for one in rows]
    shown = [one | {"error_pct": 100 - one["item_accuracy_pct"] if one["compared"] else None} for one in shown]
    for one in shown:
        one |= {"pick": pick(counted(item=one["item_name"])), "linked": linked(word(one["item_name"]), counted(item=one["item_name"]))}
    shown.sort(key=lambda one: -(one["error_pct"] or 0))
    worst = [word(one["item_name"]) for one in shown[:2] if one["wrong"]]
    columns = [("linked", t("column.item_name"), same)]
    columns += [(name, t(f"column.{name}"), number) for name in ("compared", "consistent", "wrong")] + [("error_pct", t("column.error_pct"), percent)]
    return figure_card(
        t("accuracy.items_title", first=worst[0], second=worst[1]) if len(worst) == 2 else t("accuracy.items_plain"),
        t("accuracy.items_measure", period=filters.period_text(settled)),
        error_bars(shown, {one["item_name"]: 100 - one["item_accuracy_pct"] for one in former if one["compared"]}),
        shown,
        columns,
        t("accuracy.items_source", n=number(compared), wrong=number(sum(one["wrong"] for one in shown))),
        basis.clause(policy, "survey_items"),
        info=explain("accuracy_items", policy, figure=("accuracy_by_item", "item_name, compared, consistent, compared - consistent, 100 - item_accuracy_pct")),
        picks="items",
        rows_at=LEDGER,
        export=section.export("accuracy_by_item", settled),
    )

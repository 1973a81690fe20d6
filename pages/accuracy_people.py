"""复核质量: the re-checkers are watched too: who finds nothing or everything, who is not independent, how long it took."""

from dash import html

from components import basis, filters, links, section, states, tables, text, tiles
from components.charts.checker_funnel import checker_funnel
from components.explain import explain
from components.figure_card import card, data_table, figure_card
from components.text import day, number, percent, share, t, word
from pages.accuracy_rows import FIGURES, LEDGER, linked, narrow, pick, same

ROLES = ("leader", "panel", "auditor", "admin")  # as the questions recheckers and independence_conflicts have them


@section.fill("accuracy", "checkers", *ROLES, uses=FIGURES, tab="people")
def checkers(settled):
    rows = section.answer("recheckers", settled).dicts()
    if not any(one["compared"] for one in rows):
        return states.empty(t("accuracy.no_recheck"), t("accuracy.none_next"))
    policy = basis.policy()
    for one in rows:
        chosen = narrow(checker=one["checker_id"])
        one |= {"pick": pick(chosen), "linked": linked(one["checker_id"], chosen)}
    least = basis.value(policy, "min_sample") or 0
    judged = [one for one in rows if one["compared"] >= least]
    few = [one["checker_id"] for one in judged if (one["outlier"] or "").startswith("low")]
    many = [one["checker_id"] for one in judged if (one["outlier"] or "").startswith("high")]
    join = t("common.list").join
    title = "; ".join([*([t("checkers.few", names=join(few))] if few else []), *([t("checkers.many", names=join(many))] if many else [])])
    columns = [("linked", t("column.checker_id"), same), ("checker_name", t("column.checker_name"), word)]
    columns += [(name, t(f"column.{name}"), number) for name in ("rechecks", "compared", "inconsistent")]
    columns += [(name, t(f"column.{name}"), percent) for name in ("inconsistent_pct", "lower95_pct", "upper95_pct", "lower998_pct", "upper998_pct")]
    levels = tuple(policy[name]["value"] for name in ("funnel_inner_pct", "funnel_outer_pct"))
    return figure_card(
        title or t(f"checkers.{'in' if judged else 'small'}", least=number(least)),
        t("checkers.measure", count=number(len(rows)), period=filters.period_text(settled)),
        checker_funnel(rows, least, levels),
        rows,
        columns,
        t("checkers.source", n=number(sum(one["compared"] for one in rows))),
        basis.clause(policy, "recheck_independence", "accuracy_target"),
        (
            ("●", "point", "chart.key_normal"),
            ("▲", "watch-mark", "chart.key_outside_95"),
            ("◆", "bad-mark", "chart.key_outside_998"),
            ("○", "point", "chart.key_small"),
        ),
        info=explain("recheckers", policy),
        picks="checkers",
        rows_at=LEDGER,
        export=section.export("recheckers", settled),
    )


@section.fill("accuracy", "conflicts", *ROLES, uses=FIGURES, tab="people")
def conflicts(settled):
    rows = section.answer("independence_conflicts", settled).dicts()
    policy = basis.policy()
    kinds = {kind: sum(one["kind"] == kind for one in rows) for kind in dict.fromkeys(one["kind"] for one in rows)}
    columns = [("case", t("column.check_id"), same), ("kind", t("column.conflict"), word), ("checkers", t("column.checkers"), str)]
    columns += [("investigators", t("column.investigators"), str), ("town_name", t("column.town_name"), word)]
    columns += [("check_date", t("column.check_date"), day), ("excluded", t("column.excluded"), counted)]
    shown = [
        one
        | {"case": links.sets(one["check_id"], case=one["check_id"])}
        | {name: one[name] or text.BLANK for name in ("checkers", "investigators")}
        for one in rows
    ]
    said = t("common.list").join(f"{word(kind)} {number(n)}" for kind, n in kinds.items())
    table = html.Div(data_table(shown, columns), className="mj-scroll mj-figure mj-low", tabIndex=0)
    return card(
        t("conflicts.title", count=number(len({one["check_id"] for one in rows}))) if rows else t("conflicts.none"),
        said or t("conflicts.none_measure", period=filters.period_text(settled)),
        table if rows else states.nothing(t("conflicts.nothing")),
        [t("conflicts.source"), html.Br(), t("conflicts.relatives")],
        basis.clause(policy, "recheck_independence", "accuracy_target"),
        info=explain("independence_conflicts", policy),
        export=section.export("independence_conflicts", settled),
    )


def counted(excluded: bool | None) -> str:
    """Whether such a re-check is left out of the rate."""
    return t("conflicts.excluded" if excluded else "conflicts.counts")


@section.fill("accuracy", "checkertable", *ROLES, uses=FIGURES, tab="people")
def checker_table(settled):
    rows = section.answer("recheckers", settled).plain()
    policy = basis.policy()
    for one in rows:
        one |= {
            "rows": {"text": one["checker_id"], "said": pick(narrow(checker=one["checker_id"])), "goto": LEDGER},
            "interval": f"{share(one['ci_low_pct'])}–{share(one['ci_high_pct'])}" if one["ci_low_pct"] is not None else text.BLANK,
            "verdict": tiles.tag_value(one["verdict"]),
        }
    columns = [
        tables.column("rows", t("column.checker_id"), "rows", pinned="left"),
        tables.column("checker_name", t("column.checker_name"), minWidth=88),
        tables.column("verdict", t("column.verdict"), "tag"),
        *[tables.column(name, t(f"column.{name}"), "whole", minWidth=88) for name in ("rechecks", "compared", "inconsistent")],
        tables.column("inconsistent_pct", t("column.inconsistent_pct"), "two"),
        tables.column("interval", t("column.interval"), minWidth=128, type="rightAligned"),
        tables.column("mean_days", t("column.mean_days"), "two"),
        tables.column("median_days", t("column.median_days"), "two"),
        tables.column("random_share_pct", t("column.random_share_pct"), "two"),
        tables.column("confirmed_share_pct", t("column.confirmed_share_pct"), "two"),
    ]
    return tables.ledger(
        "accuracy-checkers-ledger",
        t("checkers.table"),
        t("checkers.table_note", period=filters.period_text(settled)),
        columns,
        rows,
        t("checkers.source", n=number(sum(one["compared"] for one in rows))),
        basis.clause(policy, "recheck_independence", "accuracy_target"),
        info=explain("recheckers", policy),
        export=section.export("recheckers", settled),
        dense=True,
    )

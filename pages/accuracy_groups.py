"""分组与比较: contractors against the target, who changed from the period before, every town in one table."""

from components import basis, filters, section, states, tables, text, tiles
from components.charts.change_intervals import LOOKS, change_intervals
from components.charts.rate_intervals import rate_intervals
from components.explain import explain
from components.figure_card import figure_card
from components.text import number, percent, share, t, word
from data.viewer import ROLES
from pages.accuracy_rates import before
from pages.accuracy_rows import FIGURES, LEDGER, group, linked, pick, same


@section.fill("accuracy", "contractors", *ROLES, uses=FIGURES, tab="groups")
def contractors(settled):
    rows = section.answer("accuracy", settled, by="contractor").dicts()
    if not rows:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    names = {"value": "accuracy_pct", "low": "ci_low_pct", "high": "ci_high_pct", "n": "rechecked", "verdict": "verdict", "weighted": "weighted_pct"}
    shown = [named(one, "contractor") | {key: one[name] for key, name in names.items()} for one in rows]
    off = [one["name"] for one in shown if one["verdict"] == "未达标"]
    columns = [("linked", t("column.contractor_name"), same), ("n", t("column.rechecked"), number), ("value", t("column.accuracy_pct"), percent)]
    columns += [("low", t("column.ci_low_pct"), percent), ("high", t("column.ci_high_pct"), percent)]
    columns += [("weighted", t("column.weighted_pct"), percent), ("verdict", t("column.verdict"), word)]
    policy = basis.policy()
    return figure_card(
        t("accuracy.contractors_off", names=t("common.list").join(off)) if off else t("accuracy.by_contractor"),
        t("accuracy.by_measure", period=filters.period_text(settled)),
        rate_intervals(shown, rows[0]["target_pct"], tiles.TONES),
        shown,
        columns,
        t("accuracy.source_groups"),
        basis.clause(policy, "accuracy_target"),
        info=explain("accuracy_rate", policy, of={"by": "contractor"}),
        picks="contractors",
        rows_at=LEDGER,
        export=section.export("accuracy", settled, by="contractor"),
    )


def named(one: dict, by: str) -> dict:
    """Name of a group and the way to its rows."""
    name = text.contractor(one["group_name"]) if by == "contractor" else one["group_name"] or text.BLANK
    chosen = group(by, one["group_key"])
    return {"name": name, "pick": pick(chosen), "linked": linked(name, chosen)}


@section.fill("accuracy", "changes", *ROLES, uses=FIGURES, tab="groups")
def changes(settled):
    rows = section.answer("accuracy_comparison", settled, before=before(settled), by="contractor").dicts()
    if not rows:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    shown = [one | named(one, "contractor") for one in rows]
    moved = {name: [one["name"] for one in shown if one["verdict"] == name] for name in ("变差", "变好")}
    judged = any(one["verdict"] in LOOKS for one in rows)
    kind = "worse" if moved["变差"] else "better" if moved["变好"] else "usual" if judged else "few"
    names = t("common.list").join(moved["变差"] or moved["变好"])
    columns = [("linked", t("column.contractor_name"), same), ("rechecked", t("column.rechecked"), number), ("accuracy_pct", t("column.accuracy_pct"), percent)]
    columns += [("before_rechecked", t("column.before_rechecked"), number), ("before_pct", t("column.before_pct"), percent)]
    columns += [(name, t(f"column.{name}"), share) for name in ("difference_pct", "difference_low", "difference_high")]
    columns.append(("verdict", t("column.change"), word))
    shown = [one | {"difference_low": one["ci_low_pct"], "difference_high": one["ci_high_pct"]} for one in shown]
    policy = basis.policy()
    return figure_card(
        t(f"accuracy.changes_{kind}", **({"names": names} if names else {})),
        t("accuracy.changes_measure", period=filters.period_text(settled), before=text.period(before(settled))),
        change_intervals(shown),
        shown,
        columns,
        t("accuracy.source_groups"),
        basis.clause(policy, "accuracy_target"),
        (("●", "point", "chart.key_normal"), ("■", "accent", "chart.key_up"), ("◆", "bad-mark", "chart.key_down"), ("○", "none-mark", "chart.key_small")),
        info=explain("accuracy_comparison", policy, of={"before": before(settled), "by": "contractor"}),
        picks="changes",
        rows_at=LEDGER,
        export=section.export("accuracy_comparison", settled, before=before(settled), by="contractor"),
    )


@section.fill("accuracy", "towns", *ROLES, uses=FIGURES, tab="groups")
def towns(settled):
    rows = section.answer("accuracy", settled, by="town").plain()
    for one in rows:
        one |= {
            "rows": {"text": one["group_name"] or text.BLANK, "said": pick(group("town", one["group_key"])), "goto": LEDGER},
            "verdict": tiles.tag_value(one["verdict"]),
            "interval": f"{share(one['ci_low_pct'])}–{share(one['ci_high_pct'])}" if one["ci_low_pct"] is not None else text.BLANK,
        }
    counts = ("visited", "rechecked", "accurate")
    rates = ("item_accuracy_pct", "conclusion_agree_pct", "recheck_pct")
    columns = [
        tables.column("rows", t("column.town"), "rows", pinned="left", minWidth=112),
        tables.column("verdict", t("column.verdict"), "tag"),
        tables.column("accuracy_pct", t("column.accuracy_pct"), "two"),
        tables.column("interval", t("column.interval"), minWidth=128, type="rightAligned"),
        tables.column("weighted_pct", t("column.weighted_pct"), "two"),
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
        info=explain("accuracy_rate", policy, of={"by": "town"}),
        export=section.export("accuracy", settled, by="town"),
        dense=True,
    )

"""The recorded plans, planned against done, and the visits of one with what became of them."""

from dash import html

from components import basis, downloads, links, section, states, tables, text
from components.explain import explain
from components.figure_card import card, data_table
from components.text import day, number, percent, t, word
from pages.accuracy_rows import same

TASKS = "sampling-tasks-card"


def plans(settled: dict, plan: str | None) -> html.Div:
    """Every plan, the latest first; one leads to its visits and to its task sheet."""
    rows = section.answer("sampling_plans", settled).dicts()
    if not rows:
        return states.empty(t("sampling.none"), t("sampling.none_next"))
    policy = basis.policy()
    columns = [("plan", t("column.plan_id"), same), ("made", t("column.made_at"), same), ("period", t("column.period"), text.period)]
    columns += [("how", t("column.basis"), same), ("n", t("column.planned"), number), ("done", t("column.done"), number), ("bar", t("column.done_pct"), same)]
    columns += [("risk", t("column.risk"), number), ("risk_done", t("column.risk_done"), number), ("valid", t("column.valid"), number)]
    columns += [("last_check_date", t("column.last_check_date"), day), ("seed", t("column.seed"), str), ("sheet", t("column.task_sheet"), same)]
    shown = [
        one
        | {
            "plan": links.sets(one["plan_id"], TASKS, plan=one["plan_id"]),
            "made": [day(one["made_at"].date()), html.Small(one["made_by"])],
            "how": how(one),
            "bar": progress(one["done"], one["planned"], one["done_pct"]),
            "sheet": html.A(
                [html.I(className="bi bi-file-earmark-spreadsheet", **{"aria-hidden": "true"}), t("sampling.sheet")],
                href=downloads.task_address(one["plan_id"]),
                download="",
                className="mj-link",
            ),
        }
        for one in sorted(rows, key=lambda one: one["made_at"], reverse=True)
    ]
    table = data_table(shown, columns)
    for line, one in zip(table.children[1].children, sorted(rows, key=lambda one: one["made_at"], reverse=True), strict=True):
        line.className = "mj-here" if one["plan_id"] == plan else None
    return card(
        t("sampling.plans", count=number(len(rows))),
        t("sampling.plans_measure"),
        html.Div(table, className="mj-scroll mj-figure mj-tall", tabIndex=0),
        t("sampling.plans_source"),
        basis.clause(policy, "min_spot_check_rate"),
        info=explain("sampling_plan", policy),
        export=section.export("sampling_plans", settled),
    )


def how(one: dict) -> str:
    """How the number came about."""
    if one["precision_pct"] is not None:
        return t("sampling.how_precision", precision=number(one["precision_pct"], 2), expected=percent(one["expected_pct"]))
    return t("sampling.how_share", share=percent(one["share_pct"]))


def progress(done: int, planned: int, part: float | None) -> html.Div:
    """Done of planned as a bar with its words."""
    bar = html.Span(html.I(style={"width": f"{min(part or 0, 100):.1f}%"}), className="mj-progress", **{"aria-hidden": "true"})
    return html.Div([bar, html.Span(percent(part))], title=f"{number(done)} / {number(planned)}", className="mj-progressing")


def tasks(settled: dict, plan: str):
    """The visits of a plan, without what the first visit found."""
    rows = section.answer("sampling_plan_cases", settled, plan=plan).plain()
    done = sum(bool(one["done"]) for one in rows)
    for one in rows:
        one |= {
            "contractor_name": text.contractor(one["contractor_name"]),
            "state": {"text": t("sampling.done" if one["done"] else "sampling.open"), "tone": "good" if one["done"] else "none",
                      "glyph": "bi-check-circle-fill" if one["done"] else "bi-dash-circle-dotted"},
            "avoid_ids": listed(one["avoid_ids"]),
            "reasons": listed(one["reasons"]),
        }
        one |= {name: word(one[name]) for name in ("part", "assistance_type", "case_type") if one[name]}
    columns = [
        tables.column("place", t("column.place"), "whole", minWidth=72),
        tables.column("part", t("column.part"), minWidth=80),
        tables.column("state", t("column.state"), "tag"),
        tables.column("inv_id", t("column.inv_id"), minWidth=128),
        tables.column("town_name", t("column.town_name"), minWidth=104),
        tables.column("village_name", t("column.village_name"), minWidth=128),
        tables.column("assistance_type", t("column.assistance_type"), minWidth=104),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("visit_date", t("column.visit_date"), "day"),
        tables.column("avoid_ids", t("column.avoid_ids"), minWidth=152),
        tables.column("reasons", t("column.reasons"), minWidth=152),
        tables.column("check_date", t("column.check_date"), "day"),
    ]
    return tables.ledger(
        "sampling-tasks-ledger",
        t("sampling.tasks", plan=plan, done=number(done), count=number(len(rows))),
        t("sampling.tasks_note"),
        columns,
        rows,
        t("sampling.plans_source"),
        basis.clause(basis.policy(), "min_spot_check_rate"),
        10,
        export=section.export("sampling_plan_cases", settled, plan=plan),
        place=TASKS,
    )


def listed(value) -> str | None:
    """A list of ids or words."""
    if isinstance(value, list):
        return t("common.list").join(word(one) for one in value) or None
    return value

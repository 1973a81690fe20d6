"""差错与后果: what wrong findings cost, and what caused them in which item."""

from dash import html

from components import basis, filters, section, states, text
from components.explain import explain
from components.figure_card import card, data_table, right_as_is
from components.text import money, number, percent, share, t, word
from data.viewer import ROLES
from pages.accuracy_rows import FIGURES, LEDGER, counted, linked, same

ALL = "合计"  # the row of accuracy_errors over all kinds
ESTIMATES = ("weighted", "estimated", "over_estimated", "under_estimated")


@section.fill("accuracy", "errors", *ROLES, uses=FIGURES, tab="errors")
def errors(settled):
    rows = section.answer("accuracy_errors", settled).dicts()
    total = next((one for one in rows if one["error"] == ALL), None)
    if total is None:
        return states.empty(t("accuracy.no_recheck"), t("accuracy.none_next"))
    policy = basis.policy()
    shown = [
        {
            "error": linked(word(one["error"]), counted(error=one["error"])) if one["n"] else word(one["error"]),
            "n": number(one["n"]),
            "rate": percent(one["rate_pct"]),
            "interval": between(one["ci_low_pct"], one["ci_high_pct"], share),
            "over": money(one["over_yuan"]),
            "under": money(one["under_yuan"]),
            "weighted": percent(one["weighted_pct"]),
            "estimated": estimate(one, "estimated", number),
            "over_estimated": estimate(one, "over", money),
            "under_estimated": estimate(one, "under", money),
        }
        for one in rows
    ]
    given = [name for name in shown[0] if name != "error" and (name not in ESTIMATES or total["weighted_pct"] is not None)]
    columns = [("error", t("column.error"), same), *[(name, t(f"errors.{name}"), right_as_is) for name in given]]
    table = html.Div(data_table(shown, columns), className="mj-scroll mj-figure mj-tall", tabIndex=0)
    notes = [t("errors.note_sides")]
    if total["weighted_pct"] is None:
        notes.append(t("errors.note_withheld"))
    else:
        notes.append(t("errors.note_estimated", visited=number(total["visited"]), strata=number(total["strata"]), uncovered=number(total["strata_uncovered"])))
    if total["amount_unknown"]:
        notes.append(t("errors.note_unknown", count=number(total["amount_unknown"])))
    return card(
        t("errors.title", n=number(total["n"]), over=money(total["over_yuan"]), under=money(total["under_yuan"])) if total["n"] else t("errors.none"),
        t("errors.measure", n=number(total["rechecked"]), label=word(total["sample_label"]), period=filters.period_text(settled)),
        html.Div([table, *[html.P(note, className="mj-measure mj-note") for note in notes]]),
        t("accuracy.source", n=number(total["rechecked"])),
        basis.clause(policy, "targeting_errors", "accuracy_measured"),
        info=explain("accuracy_errors", policy),
        rows_at=LEDGER,
        export=section.export("accuracy_errors", settled),
    )


def between(low, high, write) -> str:
    """Both ends of an interval, or that there is none."""
    return text.BLANK if low is None else f"{write(low)}–{write(high)}"


def estimate(one: dict, name: str, write) -> str:
    """An estimate for all visits with its interval."""
    value = one["estimated"] if name == "estimated" else one[f"{name}_estimated"]
    if value is None:
        return text.BLANK
    low, high = one[f"{name}_low"], one[f"{name}_high"]
    return write(value) if low is None else f"{write(value)} ({between(low, high, write)})"


@section.fill("accuracy", "causes", *ROLES, uses=FIGURES, tab="errors")
def causes(settled):
    rows = section.answer("accuracy_causes", settled).dicts()
    if not rows:
        return states.empty(t("causes.none"), t("accuracy.none_next"))
    policy = basis.policy()
    kinds = list(dict.fromkeys((one["error_cause"], one["cause_nature"]) for one in rows))
    totals = {item: sum(one["n"] for one in rows if one["item_name"] == item) for item in dict.fromkeys(one["item_name"] for one in rows)}
    most = max(one["n"] for one in rows)
    by_cause = {cause: sum(one["n"] for one in rows if one["error_cause"] == cause) for cause, _ in kinds}
    first = max(by_cause, key=by_cause.get)
    head = [html.Th(t("column.item_name"), scope="col")]
    head += [html.Th([said_cause(cause), html.Small(word(nature))], scope="col", className="mj-number") for cause, nature in kinds]
    head.append(html.Th(t("causes.sum"), scope="col", className="mj-number"))
    body = []
    for item in sorted(totals, key=totals.get, reverse=True):
        cells = [html.Th(linked(word(item), counted(item=item)), scope="row")]
        for cause, nature in kinds:
            one = next((row for row in rows if (row["item_name"], row["error_cause"], row["cause_nature"]) == (item, cause, nature)), None)
            cells.append(cell(one, most))
        body.append(html.Tr([*cells, html.Td(number(totals[item]), className="mj-number")]))
    total = rows[0]["total"]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="mj-data mj-causes")
    return card(
        t("causes.title", cause=said_cause(first), share=percent(100 * by_cause[first] / total), n=number(by_cause[first])),
        t("causes.measure", n=number(total), period=filters.period_text(settled)),
        html.Div(table, className="mj-scroll mj-figure mj-tall", tabIndex=0),
        t("causes.source", exempt=number(sum(one["exempt"] for one in rows))),
        basis.clause(policy, "accuracy_measured"),
        info=explain("accuracy_causes", policy),
        rows_at=LEDGER,
        export=section.export("accuracy_causes", settled),
    )


def said_cause(cause: str | None) -> str:
    """A cause in words; a wrong item without one says so."""
    return word(cause) if cause else t("causes.blank")


def cell(one: dict | None, most: int) -> html.Td:
    """How many wrong items of this kind, tinted by how many; it leads to the cases."""
    if one is None:
        return html.Td("", className="mj-number")
    chosen = counted(item=one["item_name"], cause=one["error_cause"] or "无", nature=one["cause_nature"] or "")
    return html.Td(linked(number(one["n"]), chosen), className="mj-number mj-tint", style={"--part": f"{round(100 * one['n'] / most)}%"})

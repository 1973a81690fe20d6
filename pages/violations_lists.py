"""The lists of 违规处理: kinds, outcomes by person, contractor and town, the ledger."""

from dash import html

from components import basis, filters, section, tables, text
from components.explain import explain
from components.figure_card import card, data_table
from components.text import money, number, t, word
from queries import questions

ROLES = questions()["violation_cases"].roles
USES = ("page", "period", "as_of", "region", "contractor")
LEDGER = "violations-cases-card"
STEPS = ("处理意见", "审定", "结果")
OUTCOMES = ("corrected", "recovering", "terminated", "transferred", "prosecuted")


def found(settled) -> list[dict]:
    """Every violation under the filters."""
    return section.answer("violation_cases", settled).dicts()


def chosen(settled) -> list[dict]:
    """Those that the chip of the address leaves: a step, or what is still owed or missing."""
    only = settled.get("only")
    keep = {"owed": lambda one: one["recovered"] < one["recover_due"], "gaps": lambda one: one["gaps"]}
    test = keep.get(only) or (lambda one: not only or one["step"] == only)
    return [one for one in found(settled) if test(one)]


def _scrolled(rows: list[dict], columns: list[tuple]) -> html.Div:
    return html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)


@section.fill("violations", "kinds", *ROLES, uses=USES)
def kinds(settled):
    rows = section.answer("violations", settled, by="type").dicts()
    if not rows:
        return None
    known = {one["group_key"]: one for one in rows}
    policy = basis.policy()
    listed = list(dict.fromkeys([*basis.listed(policy, "violation_types"), *known]))
    blank = {"found": 0, "proposed": 0, "decided": 0, "waiting_decision": 0, "recover_due": 0, "recovered": 0}
    shown = [blank | known.get(kind, {}) | {"kind": kind} for kind in listed]
    columns = [("kind", t("column.type_code"), word)]
    columns += [("found", t("column.found_count"), number)]
    columns += [("waiting_decision", t("column.waiting_decision"), number), ("decided", t("column.decided_count"), number)]
    columns += [(name, t(f"column.{name}"), money) for name in ("recover_due", "recovered")]
    return card(t("violations.kinds"), t("violations.kinds_measure", period=filters.period_text(settled)), _scrolled(shown, columns),
                t("violations.source", n=number(sum(one["found"] for one in rows))), basis.clause(policy, "violation_types"),
                info=explain("violations_steps", policy), rows_at=LEDGER, export=section.export("violations", settled, by="type"))


def _outcomes(settled, by: str):
    rows = section.answer("violation_outcomes", settled, by=by).dicts()
    if not rows:
        return None
    policy = basis.policy()
    for one in rows:
        said = (one["group_key"] if by == "staff" else None, text.contractor(one["group_name"]) if by == "contractor" else one["group_name"])
        one["name"] = " ".join(filter(None, said)) or text.BLANK
    columns = [("name", t(f"violations.of_{by}"), str)]
    columns += [("found", t("column.found_count"), number), ("decided", t("column.decided_count"), number)]
    # an outcome that nobody has takes no room
    columns += [(name, t(f"column.{name}"), number) for name in [key for key in OUTCOMES if any(one[key] for one in rows)]]
    columns += [(name, t(f"column.{name}"), money) for name in ("recover_due", "recovered")]
    title = f"{t('violations.outcomes_of', name=t(f'violations.of_{by}'))}"
    return card(title, t("violations.outcomes_measure", period=filters.period_text(settled)), _scrolled(rows, columns),
                t("violations.source", n=number(len(found(settled)))), basis.clause(policy, "violation_types"), info=explain("violations_recovery", policy),
                rows_at=LEDGER, export=section.export("violation_outcomes", settled, by=by))


@section.fill("violations", "staff", *ROLES, uses=USES)
def staff(settled):
    return _outcomes(settled, "staff")


@section.fill("violations", "contractors", *ROLES, uses=USES)
def contractors(settled):
    return _outcomes(settled, "contractor")


@section.fill("violations", "towns", *ROLES, uses=USES)
def towns(settled):
    return _outcomes(settled, "town")


@section.fill("violations", "cases", *ROLES)
def cases(settled):
    every, rows = found(settled), chosen(settled)
    choices = [("", t("complaints.all_rows"), len(every))]
    choices += [(step, t(f"violations.step_{step}"), sum(one["step"] == step for one in every)) for step in STEPS]
    choices += [("owed", word("未足额追回"), sum(one["recovered"] < one["recover_due"] for one in every)),
                ("gaps", t("violations.gaps"), sum(bool(one["gaps"]) for one in every))]
    shown = []
    for one in rows:
        words = {name: t("common.list").join(word(part) for part in one[name].split("、")) if one[name] else None for name in ("outcomes", "gaps")}
        days = {name: one[name] and str(one[name]) for name in ("found_date", "proposal_date", "decision_date", "transfer_date")}
        more = {"step": {"text": t(f"violations.step_{one['step']}"), "tone": "good" if one["step"] == "结果" else "none", "glyph": ""},
                "type_code": word(one["type_code"]), "severity": word(one["severity"]), "contractor_name": text.contractor(one["contractor_name"])}
        shown.append(one | words | days | more | {name: str(one[name]) for name in ("recover_due", "recovered")})
    columns = [
        tables.column("violation_id", t("column.violation_id"), "case", pinned="left", minWidth=136),
        tables.column("step", t("column.violation_step"), "tag", minWidth=136),
        tables.column("type_code", t("column.type_code"), minWidth=176),
        tables.column("severity", t("column.severity"), minWidth=88),
        tables.column("found_date", t("column.found_date"), "day"),
        tables.column("staff", t("column.staff"), minWidth=128),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("town_name", t("column.town"), minWidth=112),
        *[tables.column(name, t(f"column.{name}"), "whole") for name in ("proposal_days", "decision_days", "waiting_days")],
        tables.column("outcomes", t("column.outcomes"), minWidth=176),
        *[tables.column(name, t(f"column.{name}"), "two", minWidth=112) for name in ("recover_due", "recovered")],
        tables.column("gaps", t("column.gaps"), minWidth=176),
    ]
    policy = basis.policy()
    return tables.ledger(
        "violations-ledger", t("violations.rows", count=number(len(rows))), t("violations.rows_note", period=filters.period_text(settled)), columns, shown,
        t("violations.source", n=number(len(every))), basis.clause(policy, "violation_types"), 12, info=explain("violations_steps", policy),
        export=section.export("violation_cases", settled), chips=tables.chips("only", settled.get("only", ""), choices, LEDGER), place=LEDGER,
    )  # fmt: skip



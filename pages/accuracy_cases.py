"""The rows behind 调查准确率: the re-checked cases that a cell stands for, and one of them in the drawer."""

from dash import MATCH, Input, Output, State, html
from dash.exceptions import PreventUpdate

from components import basis, case_drawer, drawer, filters, links, section, tables, text, tiles
from components.door import guarded, viewer
from components.explain import explain
from components.rectify import to_rectification
from components.text import number, t, word
from data import look
from data.refusal import Refused, sentence
from data.viewer import ROLES
from pages.accuracy_rows import COUNTED, FIGURES, LEDGER, asked, narrow, narrowed

OUTCOMES = ("有差错", "待定", "准确", "不计入")
SHOWN = 500  # rows that go to the browser; the workbook has them all
WORDS = ("assistance_type", "case_type", "sample_method", "why_not", "targeting_error", "error_cause", "cause_nature", "contractor_objection")


def chosen(settled: dict) -> list[dict]:
    """The first cases under the filters and the narrowing; each says of how many in all."""
    return section.answer("recheck_cases", {}, **asked(settled), limit=str(SHOWN)).plain()


@section.fill("accuracy", "cases", *ROLES, uses=(*FIGURES, *narrow()))
def cases(settled):
    shown = chosen(settled)
    total = shown[0]["total"] if shown else 0
    counted = section.answer("recheck_outcomes", {}, **{name: value for name, value in asked(settled).items() if name != "outcome"}).dicts()
    counts = dict.fromkeys(OUTCOMES, 0) | {one["outcome"]: one["visits"] for one in counted}
    rechecked = sum(counts.values())
    counts[COUNTED] = counts["有差错"] + counts["准确"]
    choices = [("", t("accuracy.all_rows"), rechecked), *[(name, word(name), counts[name]) for name in (COUNTED, *OUTCOMES)]]
    for one in shown:
        wrong = (one["wrong_items"] or "").split("、")
        one |= {
            "outcome": tiles.tag_value(one["outcome"]),
            "contractor_name": text.contractor(one["contractor_name"]),
            "wrong_items": t("common.list").join(word(item) for item in wrong) if one["wrong_items"] else None,
        }
        one |= {name: word(one[name]) for name in WORDS if one[name]}
    columns = [
        tables.column("check_id", t("column.check_id"), "case", pinned="left"),
        tables.column("outcome", t("column.outcome"), "tag", minWidth=112),
        tables.column("wrong_items", t("column.wrong_items"), minWidth=136),
        tables.column("town_name", t("column.town_name"), minWidth=104),
        tables.column("village_name", t("column.village_name"), minWidth=128),
        tables.column("assistance_type", t("column.assistance_type"), minWidth=104),
        tables.column("investigators", t("column.investigators"), minWidth=168),
        tables.column("checkers", t("column.checkers"), minWidth=136),
        tables.column("visit_date", t("column.visit_date"), "day"),
        tables.column("check_date", t("column.check_date"), "day"),
        tables.column("contractor_name", t("column.contractor_name"), minWidth=128),
        tables.column("sample_method", t("column.sample_method"), minWidth=88),
        tables.column("error_cause", t("column.error_cause"), minWidth=104),
        tables.column("targeting_error", t("column.targeting_error"), minWidth=112),
        tables.column("contractor_objection", t("column.contractor_objection"), minWidth=104),
        tables.column("why_not", t("column.why_not"), minWidth=152),
    ]
    policy = basis.policy()
    note = t("accuracy.cases_note", period=filters.period_text(settled))
    if total > SHOWN:
        note = t("accuracy.cases_cut", shown=number(SHOWN), count=number(total))
    return tables.ledger(
        "accuracy-cases-ledger",
        t("accuracy.cases_count", count=number(total)),
        note,
        columns,
        shown,
        t("accuracy.cases_source", n=number(rechecked), counted=number(counts[COUNTED])),
        basis.clause(policy, "counted_samples"),
        10,
        info=explain("accuracy_cases", policy),
        export=section.export("recheck_cases", {}, **asked(settled)),
        chips=html.Div([*narrowing(settled, shown), tables.chips("only", settled.get("only", ""), choices, LEDGER)]),
        place=LEDGER,
    )


def narrowing(settled: dict, rows: list[dict]) -> list:
    """What a cell has chosen, in words, each with its cross; nothing when all rows are shown."""
    said = narrowed(settled)
    said.pop("only", None)
    if not said:
        return []
    by, key = said.pop("group_by", None), said.pop("group", None)
    found = [_cross(f"{t(f'column.{name}')}: {_value(name, value, rows)}", **{name: ""}) for name, value in said.items()]
    if by and key:
        named = {"town": "town_name", "contractor": "contractor_name", "investigator": "investigators"}.get(by)
        name = next((row[named] for row in rows if row[named]), None) if named and key != "-" else None
        found.insert(0, _cross(f"{t(f'column.by_{by}')}: {name or (key if key != '-' else text.BLANK)}", group_by="", group=""))
    found.append(links.sets(t("accuracy.all_cases"), LEDGER, **narrow()))
    return [html.Div(found, className="mj-chips mj-narrowed", role="group", **{"aria-label": t("accuracy.narrowed")})]


def _value(name: str, value: str, rows: list[dict]) -> str:
    if name == "town":
        return next((row["town_name"] for row in rows if row["town_name"]), value)
    return value if name in ("month", "investigator", "checker") else word(value)


def _cross(said: str, **values: str) -> html.A:
    glyph = html.I(className="bi bi-x", **{"aria-hidden": "true"})
    return links.sets([said, glyph], LEDGER, "mj-chip mj-chosen", label=t("accuracy.widen", name=said), **values)


@drawer.fill("accuracy", *ROLES)
def case(settled, key):
    found = section.answer("recheck_case", {"as_of": settled["as_of"]}, check=key).dicts()
    if not found:
        return drawer.missing(key)
    items = section.answer("accuracy_items", {"as_of": settled["as_of"]}, check=key).dicts()
    order = [row["check_id"] for row in chosen(settled)]
    # what a re-check found wrong leads to its rectification
    known = section.answer("rectification_source", {}, source="抽查", source_id=key).dicts() if found[0]["accurate"] is False else []
    raised = to_rectification("抽查", key, known[0]["rect_id"]) if known else None
    policy, named = basis.policy(), {"items": "survey_items", "tolerance": "tolerance_pct", "rate": "accuracy_target"}
    clauses = {name: basis.clause(policy, param) for name, param in named.items()}
    return case_drawer.case(found[0], items, list(dict.fromkeys(order)), viewer().role in look.MAY_LOOK, clauses, raised)


@guarded(*look.MAY_LOOK)(
    Output({"clear": MATCH}, "children"),
    Input({"reveal": MATCH}, "n_clicks"),
    State({"reveal": MATCH}, "id"),
    State({"purpose": MATCH}, "value"),
    State({"clear": MATCH}, "children"),
    State(section.settled_for("accuracy"), "data"),
    prevent_initial_call=True,
)
def shown_in_full(clicks, place, purpose, before, settled):
    """Names and values of one case in clear, on a click; data/look.py asks for the purpose and logs each look."""
    if not clicks or not isinstance(settled, dict) or not isinstance(place, dict):
        raise PreventUpdate
    return section.safely(_clear, settled, str(place.get("reveal")), purpose, before)


def _clear(settled: dict, key: str, purpose, before):
    items = section.answer("accuracy_items", {"as_of": settled["as_of"]}, check=key).dicts()
    if not items:
        return drawer.missing(key)
    try:
        names, values = look.names(viewer(), key, purpose), look.item_values(viewer(), key, purpose)
    except Refused as refused:
        if refused.code != "look_purpose":
            raise
        return [*(before if isinstance(before, list) else [before])[:1],
                html.P(sentence(refused.code, text.language(), **refused.details), role="alert", className="mj-said")]
    return case_drawer.clear([one | values.get(one["item_code"], {}) for one in items], names)

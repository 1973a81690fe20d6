"""One violation in the drawer: its three steps, who proposed and decided, what became of it, its rectification."""

from dash import html

from components import drawer, section, text, tiles
from components.rectify import to_rectification
from components.text import money, number, t, word
from components.way import way
from pages.violations_lists import ROLES, STEPS, chosen


def _words(said: str | None) -> str:
    return t("common.list").join(word(part) for part in (said or "").split("、") if part) or text.BLANK


@drawer.fill("violations", *ROLES)
def case(settled, key):
    rows = section.answer("violation_cases", settled, violation=key).dicts()
    if not rows:
        return drawer.missing(key)
    one = rows[0]
    head = drawer.facts(
        (t("column.type_code"), word(one["type_code"])),
        (t("column.severity"), word(one["severity"])),
        (t("column.found_source"), word(one["found_source"])),
        (t("column.inv_id"), one["inv_id"] or text.BLANK),
        (t("column.staff"), one["staff"] or text.BLANK),
        (t("column.contractor_name"), text.contractor(one["contractor_name"]) if one["contractor_name"] else text.BLANK),
        (t("column.town"), one["town_name"] or text.BLANK),
        (t("column.proposer"), one["proposer"] or text.BLANK),
        (t("column.decision_body"), one["decision_body"] or text.BLANK),
        (t("column.recover_due"), money(one["recover_due"])),
        (t("column.recovered"), money(one["recovered"])),
        (t("column.transfer_dept"), " ".join(filter(None, (one["transfer_dept"], one["transfer_date"] and text.day(one["transfer_date"])))) or text.BLANK),
    )
    waits = t("violations.waits", days=number(one["waiting_days"])) if one["waiting_days"] is not None else ""
    steps = [
        (t("violations.found"), one["found_date"], word(one["found_source"]), "done"),
        (word("处理意见"), one["proposal_date"],
         t("violations.days", days=number(one["proposal_days"])) if one["proposal_date"] else waits, "done" if one["proposal_date"] else "open"),
        (word("审定"), one["decision_date"],
         t("violations.days", days=number(one["decision_days"])) if one["decision_date"] else waits if one["proposal_date"] else "",
         "done" if one["decision_date"] else "open"),
        (word("结果"), one["decision_date"], _words(one["outcomes"]), "bad" if one["gaps"] else "done" if one["decision_date"] else "open"),
    ]
    raised = to_rectification("违规", key, one["rect_id"])
    body = [*([raised] if raised is not None else []), html.H3(t("violations.board")), way(steps)]
    if one["gaps"]:
        body += [html.H3(t("violations.gaps")), html.P(_words(one["gaps"]), className="mj-said")]
    status = tiles.tag("", t(f"violations.step_{one['step']}"), "good" if one["step"] == STEPS[-1] else "none")
    return drawer.drawer(t("drawer.case", name=key), status, [head], body, key, [row["violation_id"] for row in chosen(settled)])

"""One re-checked case beside the page: declared, investigated, re-checked and the difference by item; team, evidence, cause, objection."""

from dash import html

from components import drawer, look_form, states, text, tiles
from components.figure_card import data_table
from components.text import day, money, number, t, word

LIGHT = {"有-改判": "good", "有-维持": "plain", "有-待定": "watch", "无": "none"}


def case(one: dict, items: list[dict], order: list[str], may_reveal: bool, clauses: dict, raised=None) -> html.Dialog:
    """``one``: the row of recheck_case; ``items``: rows of accuracy_items; ``order``: the ledger's keys; ``raised``: the way to its rectification.

    ``clauses``: what orders the items, their tolerance and the rate.
    """
    head = drawer.facts(
        (t("column.case_no"), one["case_no"]),
        (t("column.town_name"), f"{one['town_name'] or text.BLANK} {one['village_name'] or ''}"),
        (t("column.assistance_type"), f"{word(one['assistance_type'])} {word(one['case_type'])}"),
        (t("column.contractor_name"), text.contractor(one["contractor_name"])),
        (t("column.investigators"), one["investigators"] or text.BLANK),
        (t("column.checkers"), one["checkers"] or text.BLANK),
        (t("column.checker_unit"), one["checker_unit"] or text.BLANK),
        (t("column.sample_method"), f"{word(one['sample_method'])} {word(one['check_mode'])}"),
        (t("column.visit_date"), day(one["visit_date"])),
        (t("column.check_date"), day(one["check_date"])),
        (t("column.days_between"), number(one["days"])),
        (t("column.counted"), t("case.counted") if one["valid"] else word(one["why_not"])),
    )
    body = [
        raised,
        html.H3(t("accuracy.items_of")),
        html.Div(item_table(items) if items else states.nothing(t("drawer.none")), id={"clear": one["check_id"]}),
        html.P([clauses["items"], t("case.tolerance_by"), clauses["tolerance"]], className="mj-measure") if items else None,
        html.P(t("case.masked") if may_reveal else t("case.masked_only"), className="mj-measure"),
        look_form.form(one["check_id"], "reveal", t("case.reveal")) if may_reveal and items else None,
        html.H3(t("case.conclusions")),
        conclusions(one),
        html.H3(t("case.evidence")),
        evidence(one),
        html.H3(t("case.finding")),
        finding(one),
        html.P(clauses["rate"], className="mj-measure"),
    ]
    outcome = "准确" if one["accurate"] else "有差错" if one["accurate"] is not None else None
    tags = html.Span([tiles.tag(outcome), tiles.tag("", t("case.not_counted"), "none") if not one["valid"] else None], className="mj-tags")
    return drawer.drawer(t("drawer.case", name=one["check_id"]), tags, [head], body, one["check_id"], order)


def item_table(items: list[dict]) -> html.Div:
    """Each item as declared, as first found, as re-checked; a difference is tinted and has its glyph, one within tolerance says so."""
    columns = [
        ("item", t("column.item_name"), lambda said: said),
        ("declared_value", t("column.declared"), lambda value: text.BLANK if value is None else money(value)),
        ("original_value", t("column.original_value"), shown),
        ("recheck_value", t("column.recheck_value"), shown),
        ("result", t("column.difference"), lambda said: said),
    ]
    rows = [
        one
        | {
            "item": [word(one["item_name"]), html.Small(t("accuracy.critical")) if one["critical"] else None],
            "result": [tiles.tag(one["item_result"]), *[html.Div(said) for said in differences(one)]],
        }
        for one in items
    ]
    table = data_table(rows, columns)
    for line, one in zip(table.children[1].children, items, strict=True):
        line.className = look(one)
    return html.Div(table, className="mj-scroll mj-items", tabIndex=0)


def look(one: dict) -> str | None:
    """A difference is tinted, one that the tolerance allows is tinted lightly."""
    if one["item_result"] == "不一致":
        return "mj-differs"
    return "mj-within" if one["difference"] and one["within_tolerance"] else None


def shown(value) -> str:
    return text.BLANK if value in (None, "") else word(value)


def differences(one: dict) -> list[str]:
    """The difference of two numbers, its tolerance, and where result and tolerance contradict each other."""
    said = []
    unit = one["unit"] if one["unit"] not in (None, "-") else ""
    if one["difference"] is not None:
        sign = "+" if one["difference"] > 0 else "−" if one["difference"] < 0 else ""
        said.append(t("case.difference", value=sign + number(abs(one["difference"]), 2), unit=word(unit) if unit else ""))
    if one["allowed"] is not None:
        said.append(t("case.tolerance", value=number(one["allowed"], 2), unit=word(unit) if unit else ""))
    if one["within_tolerance"] is not None and one["item_result"] in ("一致", "不一致") and one["within_tolerance"] != (one["item_result"] == "一致"):
        said.append(t("case.contradicts_in" if one["within_tolerance"] else "case.contradicts_out"))
    return said


def conclusions(one: dict) -> html.Dl:
    """Amount and conclusion: declared, investigated, re-checked, and what they differ by."""
    gap = one["amount_difference"]
    signed = text.BLANK if gap is None else ("+" if gap > 0 else "−" if gap < 0 else "") + money(abs(gap))
    return drawer.facts(
        (t("case.amount_declared"), money(one["amount_proposed"])),
        (t("case.amount_suggested"), money(one["amount_suggested"])),
        (t("case.amount_recheck"), money(one["amount_recheck"])),
        (t("case.amount_difference"), signed),
        (t("case.income_declared"), money(one["income_declared"])),
        (t("column.conclusion"), word(one["conclusion"])),
        (t("column.conclusion_recheck"), word(one["conclusion_recheck"])),
        (t("column.targeting_error"), word(one["targeting_error"])),
    )


def evidence(one: dict) -> html.Dl:
    """What the visit and the re-check left behind; blank stays blank."""
    return drawer.facts(
        (t("column.photo_count"), number(one["photo_count"])),
        (t("column.av_count"), number(one["av_count"])),
        (t("column.investigator_sign_count"), number(one["investigator_sign_count"])),
        (t("column.subject_signed"), f"{yes(one['subject_signed'])} {word(one['signer_relation']) if one['signer_relation'] else ''}"),
        (t("column.neighbour_count"), number(one["neighbour_count"])),
        (t("column.form_blank_items"), number(one["form_blank_items"])),
        (t("column.evidence_kept"), yes(one["evidence_kept"])),
        (t("column.recheck_report"), one["recheck_report"] or text.BLANK),
    )


def finding(one: dict) -> html.Dl:
    """Cause, nature, confirmation, and what the contractor objected."""
    objection = one["contractor_objection"]
    return drawer.facts(
        (t("column.error_cause"), word(one["error_cause"])),
        (t("column.cause_nature"), word(one["cause_nature"])),
        (t("column.exempt"), yes(one["exempt"])),
        (t("column.confirmed"), yes(one["confirmed"]) + (f" {day(one['confirm_date'])}" if one["confirm_date"] else "")),
        (t("column.contractor_objection"), tiles.tag(objection, kind=LIGHT.get(objection, "none")) if objection else text.BLANK),
        (t("column.rechecks_of_visit"), number(one["rechecks_of_visit"])),
    )


def yes(value: bool | None) -> str:
    return text.BLANK if value is None else t("case.yes" if value else "case.no")


def clear(items: list[dict], names: dict[str, str]) -> list:
    """The same items in clear, and the people by name: put in the place of the masked ones."""
    people = t("common.list").join(f"{staff} {name}" for staff, name in names.items() if name)
    said = html.P(t("case.names", names=people), className="mj-names") if people else None
    return [html.P(t("case.logged"), className="mj-measure"), said, item_table(items)]

"""Of 满意度: how far the raters of each last round agree; what is proposed, with its evidence; where the half-years have gaps."""

from dash import html

from components import basis, section, states, text, tiles
from components.charts.agreement import agreement
from components.conclusion_facts import latest_rounds
from components.explain import explain
from components.figure_card import card, data_table, figure_card
from components.section import COUNTY as ROLES
from components.text import day, number, share, t, word

USES = ("page", "as_of", "contractor")


@section.fill("satisfaction", "agreement", *ROLES, uses=USES)
def agreed(settled):
    last = {one["eval_id"]: one for one in latest_rounds(section.answer("satisfaction", settled).dicts())}
    rows = [one | {"line": text.contractor(last[one["eval_id"]]["contractor_name"])}
            for one in section.answer("rater_agreement", settled).dicts() if one["eval_id"] in last and one["item_code"] is None]
    if not rows:
        return states.empty(t("agreement.none"), t("agreement.none_next"))
    policy = basis.policy()
    far = [one for one in rows if one["outlying"]]
    alphas = {one["line"]: one for one in rows}
    # + 0.0: a rounded alpha is never -0.00
    shown = {name: number(None if one["alpha"] is None else round(one["alpha"], 2) + 0.0, 2) for name, one in alphas.items()}
    said = t("common.list").join(t("agreement.alpha", name=name, alpha=shown[name], n=number(one["raters"]), items=number(one["items"]))
                                 for name, one in alphas.items())
    columns = [("line", t("column.contractor_name"), str), ("unit_name", t("satisfaction.unit"), word), ("unit_type", t("satisfaction.unit_type"), word),
               ("score", t("column.score"), share), ("median", t("agreement.median"), share), ("range", t("agreement.range"), share),
               ("outlying", t("agreement.outlying"), lambda value: t("agreement.far") if value else "")]
    names = t("common.list").join(f"{one['unit_name']}（{one['line']}）" for one in far)
    return figure_card(
        t("agreement.title_far", names=names) if far else t("agreement.title"), t("agreement.measure", points=number(basis.value(policy, "outlying_points"))),
        agreement(rows), rows, columns, said, basis.clause(policy, "outlying_points"),
        (("●", "point", "agreement.key"), ("◆", "bad-mark", "agreement.key_far"), ("|", "ink", "agreement.key_median")),
        info=explain("rater_agreement", policy, of={"evaluation": "last"}), export=section.export("rater_agreement", settled))


@section.fill("satisfaction", "removal", *ROLES, uses=USES)
def removal(settled):
    """Every contractor: its streak in the cycle, the gaps, the proposal and its evidence."""
    rounds = section.answer("satisfaction", settled).dicts()
    open_ = ("逾期未评", "进行中", "已截止", "结果未确认")
    gaps = [one for one in section.answer("rounds", settled).dicts() if one["eval_type"] == "满意度评估" and one["state"] in open_]
    policy = basis.policy()
    confirmed = basis.value(policy, "satisfaction_low", only_usable=True) is not None
    rows = []
    for one in latest_rounds(rounds):
        mine = [gap for gap in gaps if gap["contract_no"] == one["contract_no"]]
        invalid = [other["round_no"] for other in rounds if other["contract_no"] == one["contract_no"] and not other["valid"]]
        pack = f"/evidence/{one['contractor_code']}"
        query = f"?as_of={settled['as_of']}"
        rows.append({
            "name": text.contractor(one["contractor_name"]), "streak": one["streak"], "last": one["result_date"],
            "gaps": t("common.list").join([*(t("removal.gap", number=number(gap["round_no"]), state=word(gap["state"])) for gap in mine),
                                           *(t("removal.invalid", number=number(round_no)) for round_no in invalid)]) or text.BLANK,
            "proposal": tiles.tag("较低", word(one["proposal"])) if one["proposal"] else text.BLANK if confirmed else t("removal.unconfirmed"),
            "pack": html.Span([html.A("Word", href=pack + ".docx" + query, download="", className="mj-link"), html.Br(),
                               html.A("XLSX", href=pack + ".xlsx" + query, download="", className="mj-link")])})
    if not rows:
        return states.empty(t("satisfaction.none"), t("satisfaction.none_next"))
    columns = [("name", t("column.contractor_name"), str), ("streak", t("column.streak"), number), ("last", t("column.result_date"), day),
               ("gaps", t("removal.gaps"), str), ("proposal", t("column.proposal"), lambda value: value), ("pack", t("removal.pack"), lambda value: value)]
    return card(t("removal.title"), t("removal.measure"), html.Div(data_table(rows, columns), className="mj-scroll mj-figure", tabIndex=0), t("removal.source"),
                basis.clause(policy, "consecutive_low_limit"), info=explain("removal", policy))

"""数据质量: what the ledgers hold that no clause allows, an audit a row, each opening its rows; when it last ran."""

from dash import html, register_page

from components import basis, drawer, links, section, states, tables
from components.explain import explain
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import BLANK, language, moment, number, t
from data.viewer import ROLES

SHOWN = 500  # rows that go to the browser; the workbook has them all

register_page(__name__, path="/quality", name_key="quality", order=7.5, icon="bi-clipboard2-check", group="data", roles=ROLES, filters=())


def layout(**_):
    return page("quality", ROLES, [row(section.shell("quality", "list", 560)), drawer.shell("quality")])


def audits() -> list[dict]:
    return section.answer("data_quality", {}).dicts()


def said(one: dict) -> str:
    return one["title"] if language() == "zh" else one["title_en"]


@section.fill("quality", "list", *ROLES)
def listed(_settled):
    rows = audits()
    with_rows = [one for one in rows if one["rows"]]
    ran = next((one["run_at"] for one in rows if one["run_at"]), None)
    shown = [one | {"case": links.sets(said(one), case=one["audit"]) if one["rows"] else said(one)} for one in rows]
    columns = [
        ("case", t("quality.audit"), lambda value: value),
        ("rows", t("quality.rows"), number),
        ("since", t("quality.since"), moment),
        ("clause", t("quality.clause"), lambda value: value or BLANK),
    ]
    title = t("quality.title", count=number(len(with_rows))) if with_rows else t("quality.none")
    measure = t("quality.measure", at=moment(ran), whole=number(len(rows))) if ran else t("quality.not_yet", whole=number(len(rows)))
    return card(
        title,
        measure,
        html.Div(data_table(shown, columns), className="mj-scroll mj-quality", tabIndex=0),
        t("quality.source"),
        t("alerts.clause"),
        info=explain("quality", basis.policy()),
        export=section.export("data_quality", {}),
    )


@drawer.fill("quality", *ROLES)
def one_audit(_settled, case):
    rows = audits()
    mine = next((one for one in rows if one["audit"] == case), None)
    if mine is None:
        return drawer.missing(case)
    found = section.answer("data_quality_rows", {}, audit=case).dicts()
    table = tables.grid(
        "quality-rows",
        [tables.column("key", t("column.row")), tables.column("detail", t("column.found_out")), tables.column("region", t("column.town"))],
        found[:SHOWN],
    )
    body = [
        html.P([html.Q(mine["quotation"]) if mine["quotation"] else None, html.Small(f" {mine['clause'] or ''}")]),
        html.Div(table, className="mj-ledger") if found else states.nothing(t("quality.nothing")),
        html.A(t("alerts.rows_export"), href=section.export("data_quality_rows", {}, audit=case), className="mj-link"),
    ]
    return drawer.drawer(said(mine), t("alerts.rows", count=number(len(found))), [], body, case, [one["audit"] for one in rows if one["rows"]])

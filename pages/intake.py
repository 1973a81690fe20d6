"""数据导入: how fresh the data are, what every file brought, what was sent back and why, and what can be imported."""

from dash import html, register_page

from components import section, states, tables, text, tiles
from components.frame import page, row
from components.text import language, number, t
from components.tiles import tile
from data.contract import contracts

ROLES = ("leader", "panel", "finance", "auditor", "admin")
register_page(__name__, path="/intake", name_key="intake", order=7, icon="bi-cloud-arrow-up", group="data", roles=ROLES, filters=())


def layout(**_):
    return page(
        "intake",
        ROLES,
        [
            row(section.shell("intake", "fresh", 160)),
            row(section.shell("intake", "how", 220)),
            row(section.shell("intake", "imports", 700)),
            row(section.shell("intake", "rejects", 900)),
        ],
    )


@section.fill("intake", "fresh", *ROLES)
def fresh(settled):
    rows = section.answer("data_range", settled).dicts()
    if not rows:
        return states.empty(t("intake.nothing"), t("intake.nothing_next"))
    return tiles.tiles(
        *[
            tile(
                title(one["dataset"]),
                number(one["rows"]),
                t("unit.rows"),
                "",
                (
                    t("intake.days", first=text.day(one["first_day"]), last=text.day(one["last_day"])),
                    t("intake.last_import", at=text.moment(one["last_import"])),
                ),
                None,
                t("intake.own_days"),
                None,
            )
            for one in rows
        ]
    )


def title(dataset: str | None) -> str:
    """A dataset's name as its contract declares it."""
    contract = contracts().get(dataset)
    return (
        text.BLANK
        if dataset is None
        else dataset
        if contract is None
        else contract.title
        if language() == "zh"
        else dataset.replace("_", " ")
    )


@section.fill("intake", "imports", *ROLES)
def imports(settled):
    rows = section.answer("imports", settled).plain()
    rows.reverse()  # the latest first
    for one in rows:
        one |= {"status": tiles.tag_value(one["status"]), "dataset": title(one["dataset"]), "imported_at": (one["imported_at"] or "")[:16]}
    columns = [
        tables.column("file", t("column.file"), minWidth=200),
        tables.column("dataset", t("column.dataset"), minWidth=136),
        tables.column("sheet", t("column.sheet")),
        tables.column("status", t("column.result"), "tag"),
        *[
            tables.column(name, t(f"column.{name}"), "whole", minWidth=80)
            for name in ("rows", "accepted", "replaced", "unchanged", "rejected", "held")
        ],
        tables.column("imported_at", t("column.imported_at"), minWidth=152),
        tables.column("sentence", t("column.sentence"), minWidth=240),
    ]
    return tables.ledger(
        "intake-imports", t("intake.imports"), t("intake.imports_note"), columns, rows, t("intake.source", n=number(len(rows))), "", 12
    )


@section.fill("intake", "rejects", *ROLES)
def rejects(settled):
    rows = section.answer("rejects", settled).plain()
    for one in rows:
        one["code"] = t(f"reject.{one['code']}")
    columns = [
        tables.column("file", t("column.file"), minWidth=200),
        tables.column("sheet", t("column.sheet")),
        tables.column("line", t("column.line"), "whole", minWidth=72),
        tables.column("header", t("column.header"), minWidth=128),
        tables.column("value", t("column.value"), minWidth=144),
        tables.column("code", t("column.code"), minWidth=120),
        tables.column("reason", t("column.reason"), minWidth=320, width=480, wrapText=True, autoHeight=True),
    ]
    return tables.ledger(
        "intake-rejects",
        t("intake.rejects"),
        t("intake.rejects_note"),
        columns,
        rows,
        t("intake.rejects_source", n=number(len(rows))),
        "",
        20,
    )


@section.fill("intake", "how", *ROLES)
def how(_settled):
    names = [title(name) for name in contracts()]
    facts = [
        ("how_what", t("intake.how_what", count=len(names), names=t("common.list").join(names))),
        ("how_form", t("intake.how_form")),
        ("how_inbox", [t("intake.how_inbox"), " ", html.Code("python app.py ingest " + t("intake.how_path"))]),
        ("how_again", t("intake.how_again")),
        ("how_bad", t("intake.how_bad")),
        ("how_private", t("intake.how_private")),
    ]
    inside = [html.Div([html.Dt(t(f"intake.{key}_title")), html.Dd(said)]) for key, said in facts]
    return html.Section([html.Header(html.Div(html.H2(t("intake.how")))), html.Dl(inside, className="mj-facts")], className="mj-card")

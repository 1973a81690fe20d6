"""What became of an import, the history of all, and how fresh each ledger is."""

from dash import html

from components import import_view, section, states, tables, text, tiles
from components.door import viewer
from components.text import actor, language, number, t
from data.contract import contracts
from data.intake.describe import title
from data.intake.reasons import translated
from queries import questions

LISTED = 2000            # findings in the grid; a browser is no place for a million
GOOD = ("已导入", "部分导入")


def name_of(dataset: str | None) -> str:
    """A dataset's name, also for one that is declared no more."""
    return title(contracts()[dataset], language()) if dataset in contracts() else dataset or text.BLANK


def chosen(rows: list[dict], numbers: str | None) -> list[dict]:
    """The imports named in the address (12,13), else all sheets of the latest file; a repeated file is answered by its first coming."""
    if numbers:
        wanted = set(numbers.split(","))
        found = [one for one in rows if str(one["import_id"]) in wanted]
    else:
        found = [one for one in rows if one["status"] != "已跳过" and (one["digest"], one["imported_at"]) == (rows[-1]["digest"], rows[-1]["imported_at"])]
    if found and found[0]["status"] == "重复导入":
        return [one for one in rows if one["digest"] == found[0]["digest"] and one["status"] in GOOD] or found
    return found


def result(rows: list[dict], settled: dict, may_send: bool):
    """One file's outcome: counts, findings by rule, the rows to mend."""
    if not rows:
        return states.empty(t("intake.outcome_none"), t("intake.outcome_none_next"))
    first = rows[0]
    note = t("intake.outcome_note", titles=t("common.list").join(dict.fromkeys(name_of(one["dataset"]) for one in rows)), who=actor(first["who"]),
             at=text.moment(first["imported_at"]))
    status = "部分导入" if any(one["status"] == "部分导入" for one in rows) else first["status"]
    head = html.Header([html.Div([html.H2([t("intake.outcome_of", file=first["file"]), " ", tiles.tag(status)]), html.P(note, className="mj-measure")]),
                        html.Div(_tools(rows, may_send), className="mj-deeds")])
    if first["dataset"] is None:
        return html.Section([head, html.P(translated(first["sentence"], language()), className="mj-note mj-bad-text")], className="mj-card")
    if status not in GOOD:
        return html.Section([head, html.P(t("intake.outcome_undone"), className="mj-note")], className="mj-card")
    totals = {name: sum(one[name] for one in rows) for name in import_view.COUNTS}
    inside = [head, import_view.counts(totals)]
    if settled.get("undo") and may_send:
        inside.append(import_view.undo_box(first["file"]))
    if unknown := t("common.list").join(one["unknown_columns"] for one in rows if one["unknown_columns"]):
        inside.append(html.P(t("intake.unknown_columns", names=unknown), className="mj-note"))
    inside += _findings(rows, settled, totals)
    return html.Section(inside, className="mj-card")


def _tools(rows: list[dict], may_send: bool) -> list:
    stored = [one for one in rows if one["status"] in GOOD]
    if not may_send or not stored:
        return []
    numbers, tools = ",".join(str(one["import_id"]) for one in stored), []
    rejected, held = (sum(one[name] for one in stored) for name in ("rejected", "held"))
    if rejected:
        inside = [import_view.icon("bi-download"), t("intake.get_rejects", n=number(rejected))]
        tools.append(html.A(inside, href=f"/mending/{numbers}", download="", className="mj-button mj-primary"))
    if held:
        tools.append(html.A(t("intake.get_waiting"), href=f"/mending/{numbers}?waiting=1", download="", className="mj-button"))
    tools.append(import_view.links.sets(t("intake.undo"), "", "mj-button", imports=numbers, undo="1"))
    return tools


def _findings(rows: list[dict], settled: dict, totals: dict) -> list:
    if not totals["rejected"] + totals["held"]:
        return [html.P(t("intake.no_rejects"), className="mj-note")]
    if viewer().role not in questions()["rejects"].roles:
        return [states.no_permission()]
    numbers = {one["import_id"] for one in rows}
    found = [one for one in section.answer("rejects", settled, file=rows[0]["file"]).plain() if one["import_id"] in numbers]
    rules: dict[str, int] = {}
    for one in found:
        rules[one["code"]] = rules.get(one["code"], 0) + 1
    shown = [one for one in found if settled.get("rule") in (None, "", one["code"])]
    for one in shown:
        one |= {"code": t(f"reject.{one['code']}"), "reason": translated(one["reason"], language())}
    columns = [tables.column("line", t("column.line"), "whole", minWidth=72, width=80)]
    if any(one["sheet"] for one in shown):
        columns.append(tables.column("sheet", t("column.sheet"), minWidth=96))
    columns += [
        tables.column("header", t("column.header"), minWidth=128),
        tables.column("value", t("column.value"), minWidth=128),
        tables.column("code", t("column.code"), minWidth=112),
        tables.column("reason", t("column.reason"), minWidth=320, width=480, wrapText=True, autoHeight=True),
    ]
    grid = html.Div(tables.grid("intake-findings", columns, shown[:LISTED], 10), className="mj-ledger")
    more = [html.P(t("intake.more_rejects", n=number(len(shown)), shown=number(LISTED)), className="mj-note")] if len(shown) > LISTED else []
    return [html.Div([import_view.rules(rules, settled.get("rule") or ""), grid], className="mj-findings"), *more]


def history(rows: list[dict], may_send: bool):
    """Every file and sheet that ever came, the latest first."""
    rows.reverse()
    for one in rows:
        one["actions"] = _actions(one, may_send)
        one["file"] += f" · {one['sheet']}" if one["sheet"] else ""
        one["stored"] = one["accepted"] + one["replaced"] + one["unchanged"]
        one |= {"status": tiles.tag_value(one["status"]), "dataset": name_of(one["dataset"]), "imported_at": (one["imported_at"] or "")[:16],
                "who": actor(one["who"])}
    columns = [
        tables.column("imported_at", t("column.imported_at"), minWidth=144, filter=False),
        tables.column("dataset", t("column.dataset"), minWidth=136),
        tables.column("file", t("column.file"), minWidth=176),
        tables.column("who", t("column.who"), minWidth=88, filter=False),
        *[tables.column(name, t(f"column.{name}"), "whole", minWidth=80) for name in ("rows", "stored", "rejected", "held")],
        tables.column("status", t("column.result"), "tag"),
        tables.column("actions", t("column.actions"), minWidth=256 if may_send else 72, cellRenderer="Links", filter=False, sortable=False,
                      valueFormatter={"function": "''"}, tooltipField=None, tooltipValueGetter={"function": "''"}),
    ]
    return tables.ledger("intake-imports", t("intake.imports"), t("intake.imports_note"), columns, rows, t("intake.source", n=number(len(rows))), "", 12)


def _actions(one: dict, may_send: bool) -> list[dict]:
    if one["status"] == "已跳过":
        return []
    found = [{"text": t("intake.view"), "set": f"imports={one['import_id']}&rule=&undo="}]
    if may_send and one["status"] in GOOD:
        if one["rejected"]:
            found.append({"text": t("intake.get_rejects_short"), "href": f"/mending/{one['import_id']}"})
        found.append({"text": t("intake.undo"), "set": f"imports={one['import_id']}&rule=&undo=1"})
    return found


def freshness(rows: list[dict]) -> html.Section:
    """Every declared ledger, also those that never came."""
    heads = [(name, name in ("files", "rejected", "waiting")) for name in ("dataset", "last", "exported", "event", "files", "rejected", "waiting")]
    lines = []
    for one in rows:
        known = one.get("last_import") is not None
        last = text.moment(one["last_import"]) if known else tiles.tag("未导入", t("intake.never"), "none")
        numbers = [number(one[name]) if known else text.BLANK for name in ("files", "rejected", "waiting")]
        lines.append(html.Tr([html.Td(one["title"]), html.Td(last), html.Td(text.day(one.get("exported_at"))), html.Td(text.day(one["event"])),
                              *[html.Td(value, className="mj-number") for value in numbers]]))
    head = html.Thead(html.Tr([html.Th(t(f"intake.col_{name}"), className="mj-number" if right else "") for name, right in heads]))
    table = html.Div(html.Table([head, html.Tbody(lines)], className="mj-data"), className="mj-figure", tabIndex=0)
    return html.Section([html.Header(html.Div([html.H2(t("intake.fresh")), html.P(t("intake.fresh_note"), className="mj-measure")])), table,
                         html.Footer(html.Span(t("intake.fresh_source")))], className="mj-card")

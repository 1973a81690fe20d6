"""系统状态: does the installation stand well: room, memory, the clock's jobs, the last proven backup, versions."""

from dash import Input, Output, html, register_page
from dash.exceptions import PreventUpdate

from components import section, states, tiles
from components.door import guarded, viewer
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import BLANK, day, moment, number, t
from data import journal, nightly, system
from data.refusal import Refused, sentence
from data.settings import settings

ROLES = ("admin", "auditor")
MEGA = 1 << 20
register_page(__name__, path="/system", name_key="system", order=8.9, icon="bi-hdd-stack", group="data", roles=ROLES, filters=())


def layout(**_):
    return page("system", ROLES, [html.P(id={"said": "system"}, role="alert", className="mj-said"), row(section.shell("system", "room", 200)),
                                  row((section.shell("system", "jobs", 320), 7), (section.shell("system", "versions", 320), 5)),
                                  row(section.shell("system", "backups", 240)), row(section.shell("system", "errors", 200))])


def _size(found: int) -> str:
    return number(found / MEGA, 1)


@section.fill("system", "room", *ROLES)
def room(_settled):
    found, last = system.room(), nightly.last_proven()
    needed = nightly.ROOM * found["store"]
    short = tiles.tag("关注", t("system.room_short")) if found["free"] < needed else None
    bound = t("system.memory_bound", size=number(settings().database_megabytes))
    return tiles.tiles(
        tiles.tile(t("system.free"), _size(found["free"]), "MB", lines=(t("system.room_needed", size=_size(needed)),), status=short, clause=None),
        tiles.tile(t("system.store"), _size(found["store"]), "MB", lines=(t("system.backups_size", size=_size(found["backups"])),), clause=None),
        tiles.tile(t("system.memory"), _size(found["memory"]), "MB", lines=(bound,), clause=None),
        tiles.tile(t("system.since"), day(system.since().date()), lines=(moment(system.since()),), clause=None),
        tiles.tile(t("system.last_backup"), day(last["at"].date()) if last else BLANK, lines=(moment(last["at"]), t("system.proven")) if last else (),
                   status=None if last else tiles.tag("关注", t("system.never")), clause=None),
    )


@section.fill("system", "jobs", *ROLES)
def jobs(_settled):
    rows = [one | {"job": t(f"system.job_{one['job']}")} for one in system.jobs()]
    failing = sum(bool(one["error"]) for one in rows)
    columns = [("job", t("system.job"), str), ("ended", t("system.last_run"), moment), ("next", t("system.next_look"), moment),
               ("error", t("system.error"), lambda said: said or BLANK)]
    title = t("system.jobs_failing", count=number(failing)) if failing else t("system.jobs_fine", count=number(len(rows)))
    return card(title, t("system.jobs_note"), html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0), t("system.source"), t("system.no_clause"))


@section.fill("system", "versions", *ROLES)
def versions(_settled):
    ours = ("mingjian", "schema", "system")
    rows = [{"name": t(f"system.part_{name}") if name in ours else name, "version": found} for name, found in system.versions()]
    body = html.Div(data_table(rows, [("name", t("system.part"), str), ("version", t("system.version"), str)]), className="mj-scroll", tabIndex=0)
    return card(t("system.versions"), t("system.versions_note"), body, t("system.source"), t("system.no_clause"))


@section.fill("system", "backups", *ROLES)
def backups(_settled):
    return _backups()


def _backups():
    rows = [{"file": path.name, "size": _size(path.stat().st_size)} for path in nightly.kept()]
    table = html.Div(data_table(rows, [("file", t("system.file"), str), ("size", "MB", str)]), className="mj-scroll", tabIndex=0)
    make = html.Button(t("system.back_up"), id={"deed": "back-up"}, className="mj-button", type="button", n_clicks=0) if viewer().role == "admin" else None
    found = settings()
    note = t("system.backups_note", hour=number(found.backup_hour), kept=number(found.backups_kept)) if found.backups_kept else t("system.backups_off")
    body = html.Div([table if rows else states.nothing(t("system.none_kept")), html.Div(make, className="mj-deed-row")], className="mj-scroll-x")
    return card(t("system.backups", place=str(nightly.folder())), note, body, t("system.source"), t("system.no_clause"))


@section.fill("system", "errors", *ROLES)
def errors(_settled):
    rows = journal.recent(settings().store)
    columns = [("at", t("system.error_at"), str), ("said", t("system.error_said"), str), ("why", t("system.error_why"), lambda said: said or BLANK)]
    table = html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0) if rows else states.nothing(t("system.errors_none"))
    return card(t("system.errors"), t("system.errors_note"), table, t("system.source"), t("system.no_clause"))


@guarded("admin")(
    Output({"said": "system"}, "children"), Output("system-backups", "children", allow_duplicate=True), Input({"deed": "back-up"}, "n_clicks"),
    running=[(Output({"deed": "back-up"}, "disabled"), True, False)], prevent_initial_call=True,
)
def back_up(clicks):
    if not clicks:
        raise PreventUpdate
    try:
        made = nightly.make(viewer().name)
    except Refused as refused:
        return sentence(refused.code, t("common.language"), **refused.details), section.safely(_backups)
    return t("system.made", file=made.name), section.safely(_backups)

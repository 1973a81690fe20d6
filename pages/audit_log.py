"""操作日志: who did what, when, from where, before and after; searched, exported, and its chain proven. Nothing here can be deleted."""

import json

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Input, Output, State, clientside_callback, html, register_page

from components import downloads, links, section, states
from components.door import guarded, viewer
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import BLANK, actor, catalogue, deed, language, moment, number, t, word
from data import audit_chain, audits
from data.refusal import Refused
from queries import questions

ROLES = questions()["audit_log"].roles
FIELDS = ("since", "until", "person", "deed", "word")
CLAUSE = "GB/T 22239—2019 8.1.4.3"
SHOWN = 200  # lines a page; the export has all that were asked for

register_page(__name__, path="/audit-log", name_key="audit_log", order=9.2, icon="bi-journal-check", group="data", roles=ROLES, filters=(),
              also=(*FIELDS, "from"))


def layout(**_):
    return page("audit_log", ROLES, [row(section.shell("audit_log", "search", 120)), row(section.shell("audit_log", "lines", 640)),
                                     row(section.shell("audit_log", "chain", 120))])


@section.fill("audit_log", "search", *ROLES, uses=("page",))
def search(settled):
    kinds = dict.fromkeys(("since", "until"), "date")
    fields = [html.Label([t(f"audit_log.{name}"), _deeds(settled) if name == "deed" else dbc.Input(
        id={"audit-field": name}, value=settled.get(name, ""), type=kinds.get(name, "text"), maxlength=60, autocomplete="off")]) for name in FIELDS]
    button = html.Button([_glyph("bi-search"), t("audit_log.find")], id={"audit-find": "form"}, type="button", n_clicks=0, className="mj-button mj-primary")
    body = html.Div([html.Div(fields, className="mj-fields"), html.Div(button, className="mj-deed-row")], className="mj-form mj-deed")
    return card(t("audit_log.search"), t("audit_log.search_note"), body, t("audit_log.kept"), CLAUSE)


def _deeds(settled: dict) -> dbc.Select:
    """Every deed in words; what goes into the address is the code that the log keeps."""
    known = sorted((t(key), key.removeprefix("deed.")) for key in catalogue() if key.startswith("deed."))
    options = [{"label": label, "value": value} for label, value in [(t("audit_log.every"), ""), *known]]
    return dbc.Select(id={"audit-field": "deed"}, options=options, value=settled.get("deed", "").replace(" ", "_"), placeholder=t("audit_log.every"))


def _glyph(icon: str) -> html.I:
    return html.I(className=f"bi {icon}", **{"aria-hidden": "true"})


def changed(line: dict) -> list:
    """What a line says: before and after side by side, or its details."""
    if line["after"]:
        before, after = json.loads(line["before"] or "{}"), json.loads(line["after"])
        return [html.Div(f"{named(name)} {shown(before.get(name))} → {shown(value)}") for name, value in after.items() if before.get(name) != value] or [BLANK]
    said = {name: value for name, value in json.loads(line["detail"] or "{}").items() if name not in ("address", "before", "after")}
    return [html.Span(t("evaluation.and").join(f"{named(name)} {shown(value)}" for name, value in said.items()) or BLANK, className="mj-audit-words")]


def named(name: str) -> str:
    """A detail's name in words: of a detail, a column, an audit; a code that has none, without its underscores."""
    for family in ("detail", "column"):
        if f"{family}.{name}" in catalogue():
            return t(f"{family}.{name}")
    known = audits.facts().get(name)
    return known[language() == "en"] if known else word(name).replace("_", " ")


def shown(value) -> str:
    return word(value) if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@section.fill("audit_log", "lines", *ROLES)
def lines(settled):
    first = settled.get("from", "")
    start = int(first) if first.isdigit() and len(first) < 9 else 0
    given = {name: settled[name] for name in FIELDS if settled.get(name)}
    found = section.answer("audit_log", {}, limit=str(SHOWN + 1), offset=str(start), **given).dicts()
    if not found:
        return states.empty(t("audit_log.none"), t("audit_log.none_next"))
    columns = [("audit_id", t("audit_log.number"), number), ("happened_at", t("audit_log.at"), moment), ("who", t("audit_log.person"), actor),
               ("what", t("audit_log.deed"), deed), ("address", t("audit_log.address"), lambda one: one or BLANK),
               ("said", t("audit_log.said"), lambda one: one)]
    rows = [one | {"said": changed(one)} for one in found[:SHOWN]]
    steps = [links.sets(t("audit_log.newer"), look="mj-button", **{"from": str(max(start - SHOWN, 0)) if start > SHOWN else ""})] if start else []
    if len(found) > SHOWN:
        steps.append(links.sets(t("audit_log.older"), look="mj-button", **{"from": str(start + SHOWN)}))
    csv = html.A("CSV", href=downloads.address("audit_log", given, "csv"), className="mj-link", download="")
    return card(t("audit_log.title", first=number(rows[-1]["audit_id"]), last=number(rows[0]["audit_id"])), t("audit_log.measure"),
                html.Div([html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0),
                          html.Div(html.Div([*steps, csv], className="mj-deed-row"), className="mj-form")]),
                t("audit_log.kept"), CLAUSE, export=downloads.address("audit_log", given))


@section.fill("audit_log", "chain", *ROLES, uses=("page",))
def chain(_settled):
    button = html.Button([_glyph("bi-link-45deg"), t("audit_log.prove")], id={"audit-prove": "form"}, type="button", n_clicks=0, className="mj-button")
    said = html.Div(id={"said": "audit_log"}, role="status", className="mj-said")
    body = html.Div([html.Div(button, className="mj-deed-row"), said], className="mj-form mj-deed")
    return card(t("audit_log.chain"), t("audit_log.chain_note"), body, "python app.py audit --chain", CLAUSE)


@guarded(*ROLES)(Output({"said": "audit_log"}, "children"), Input({"audit-prove": ALL}, "n_clicks"), prevent_initial_call=True)
def proven(clicks):
    """Every link computed again."""
    return section.safely(_prove) if any(clicks) else None


def _prove() -> list:
    who = viewer()
    if len(who.region) > 6 or who.contractor:  # as the question: a finding names a line, which may be about anybody
        raise Refused("not_allowed", name="audit_log", role=who.role)
    found, whole = audit_chain.proof()
    return [html.P(one, className="mj-alert" if found else "mj-done") for one in found or [whole]]


# what is asked for goes into the address, so that it can be sent and exported
clientside_callback(ClientsideFunction("address", "ask"), Output("address", "search", allow_duplicate=True), Input({"audit-find": ALL}, "n_clicks"),
                    State({"audit-field": ALL}, "value"), State({"audit-field": ALL}, "id"), State("address", "search"), prevent_initial_call=True)

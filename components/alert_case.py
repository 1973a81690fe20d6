"""One alert in the drawer: what it is, the rows behind it, putting it off, what has happened to it."""

import dash_bootstrap_components as dbc
from dash import html

from components import drawer, section, states, tiles
from components.alert_list import SEVERITIES, button, left, said, spoken, tag, way
from components.figure_card import data_table
from components.text import BLANK, actor, day, language, moment, number, t, word


def evidence(found: str | None) -> str:
    """What was found in a row, in the reader's language as far as the catalogue has it."""
    return (spoken(found) if language() == "en" else found) if found else BLANK


def one(mine: dict | None, past: list[dict], behind: list[dict], settled: dict, case: str, may: bool, order: list[str]) -> html.Dialog:
    """One alert: what it is, the rows behind it, putting it off, what has happened to it."""
    body = []
    if mine:
        body.append(
            html.P([html.Q(mine["quotation"]) if mine["quotation"] else None, html.Small(f" {mine['clause'] or ''} {word(mine['clause_state'])}")])
        )
        if may:
            fields = [
                html.Label([t("alerts.reason"), dbc.Input(id={"put_off": "reason"}, maxlength=200, autocomplete="off")]),
                html.Label([t("alerts.until"), dbc.Input(id={"put_off": "until"}, type="date")]),
            ]
            body += [
                html.H3(t("alerts.put_off")),
                html.Div(
                    [html.Div(fields, className="mj-fields"), html.Div(button("snooze", case), className="mj-deed-row")], className="mj-form mj-deed"
                ),
            ]
    columns = [
        ("happened_at", t("column.happened_at"), moment),
        ("who", t("column.who"), actor),
        ("what", t("column.what"), word),
        ("detail", t("column.detail"), lambda value: word(SEVERITIES[value][0] if value in SEVERITIES else value)),
    ]
    body += [
        html.H3(t("alerts.history")),
        html.Div(data_table(past, columns), className="mj-scroll", tabIndex=0) if past else states.nothing(t("alerts.no_history")),
    ]
    if behind:
        table = data_table(behind[:200], [("row", t("column.row"), str), ("found", t("column.found_out"), evidence)])
        body += [
            html.H3(t("alerts.rows", count=number(len(behind)))),
            html.Div(table, className="mj-scroll", tabIndex=0),
            html.A(t("alerts.rows_export"), href=section.export("alert_rows", {}, alert=case, as_of=settled["as_of"]), className="mj-link"),
        ]
    head, title, status = [], said(past[0], "matter") if past else case, tiles.tag("已消除", kind="plain")
    if mine:
        title, status = said(mine, "matter"), tag(mine["severity"])
        head = [
            drawer.facts(
                (t("column.subject"), word(mine["subject"])),
                (t("column.owner"), word(mine["owner"])),
                (t("column.due_date"), day(mine["due_date"])),
                (t("column.working_days_left"), left(mine)),
                (t("column.state"), word(mine["state"])),
                (t("alerts.way"), way(mine, settled)),
            )
        ]
    return drawer.drawer(title, status, head, body, case, order)

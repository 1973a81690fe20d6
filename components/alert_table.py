"""预警与待办 on 总览: the few alerts to begin with, in a table; cards on a phone."""

import datetime

from dash import html

from components import alert_list
from components.text import day, t, word

SHOWN = 6
GRAVITY = list(alert_list.SEVERITIES)


def urgent(rows: list[dict]) -> list[dict]:
    """What somebody can still act on, in the order of days left: the grave before the rest, what was put off last."""
    return sorted((one for one in rows if one["severity"] != "grey"), key=lambda one: (
        one["state"] == "已推迟", GRAVITY.index(one["severity"]), one["due_date"] or datetime.date.max))


def alert_table(rows: list[dict], settled: dict) -> html.Div:
    """``rows`` of the question alerts, at most SHOWN of them."""
    columns = ("severity", "matter", "owner", "due", "left")
    head = html.Tr([html.Th(t(f"alerts.column_{name}"), scope="col") for name in columns]
                   + [html.Th(html.Span(t("alerts.column_verb"), className="visually-hidden"), scope="col")], role="row")
    body = [html.Tr([
        html.Td(alert_list.tag(one["severity"]), role="cell"),
        html.Td([html.B(alert_list.said(one, "matter")), html.Small(one["clause"] or t("common.no_clause"))], role="cell", className="mj-alert-what"),
        html.Td(word(one["owner"]), role="cell"),
        html.Td(day(one["due_date"]), role="cell", className="mj-nowrap"),
        html.Td(alert_list.left(one), role="cell", className="mj-nowrap"),
        html.Td(alert_list.way(one, settled), role="cell", className="mj-nowrap"),
    ], role="row") for one in rows[:SHOWN]]
    return html.Div(html.Table([html.Thead(head, role="rowgroup"), html.Tbody(body, role="rowgroup")], role="table", className="mj-data mj-alert-table"),
                    className="mj-scroll-x")

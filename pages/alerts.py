"""预警与待办: who must do what by when, by which clause; grouped by deadline, taken, put off with a reason, with its history."""

import datetime

from dash import ALL, Input, Output, State, ctx, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import alert_case, alert_list, basis, drawer, section, states, tables
from components.door import guarded, viewer
from components.explain import explain
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import BLANK, day, language, number, t, word
from data.alerts import states as life
from data.refusal import Refused, sentence
from data.viewer import ROLES
from queries import questions

NARROW = ("severity", "owner", "rule", "q", "only", "shown")
DIGESTS = 5  # of the latest; the question has them all


def badge(_settled) -> tuple[int, str]:
    """What this person has not had on screen yet."""
    waiting = life.unread(viewer())
    return waiting, t("alerts.badge", count=number(waiting))


register_page(
    __name__,
    path="/alerts",
    name_key="alerts",
    order=0.5,
    icon="bi-bell",
    group="watch",
    roles=ROLES,
    filters=("as_of", "region"),
    also=NARROW,
    badge=badge,
    opens_on=life.standing_day,
)


def layout(**_):
    return page(
        "alerts",
        ROLES,
        [html.P(id={"said": "alerts"}, role="alert", className="mj-said"), row(section.shell("alerts", "list", 640)),
         row(section.shell("alerts", "digests", 0)), drawer.shell("alerts")],
    )


def found(settled) -> list[dict]:
    """Every alert under the page's day and region."""
    given = {name: settled[name] for name in ("as_of", "region") if settled.get(name)}
    return section.answer("alerts", {}, **given).dicts()


@section.fill("alerts", "list", *ROLES)
def listed(settled):
    rows = found(settled)
    if not rows:
        return states.empty(t("alerts.none"), t("alerts.none_next", day=day(settled["as_of"])))
    kept = alert_list.narrowed(rows, settled, viewer().name)
    shown, groups = alert_list.grouped(kept, settled, life.may(viewer()))
    life.mark_seen(viewer(), [(one["alert_key"], one["severity"]) for one in shown])
    body = [alert_list.controls(rows, settled), *(groups or [states.nothing(t("alerts.none_kept"))])]
    late = alert_list.late(rows, settled)
    chips = tables.chips("only", settled.get("only", ""), alert_list.choices(rows, settled, viewer().name), "alerts-list")
    return card(
        t("alerts.title", count=number(len(kept))),
        t("alerts.measure", day=day(settled["as_of"]), late=number(late)),
        html.Div([chips, *body], className="mj-alerts"),
        t("alerts.source"),
        t("alerts.clause"),
        info=explain("alerts", basis.policy()),
        export=section.export("alerts", {name: settled[name] for name in ("as_of", "region", "severity") if settled.get(name)}),
    )


@section.fill("alerts", "digests", *ROLES, uses=())
def digests(_settled):
    who, policy = viewer(), basis.policy()
    if who.role not in questions()["alert_digests"].roles or len(who.region) > 6 or who.contractor:
        return None  # a digest holds the whole county's
    rows = section.answer("alert_digests", {}).dicts()[:DIGESTS]
    shown = [one | {"file": html.A([day(one["day"]), " Word"], href=f"/papers/alerts/{one['day']}.docx", download="", className="mj-link")} for one in rows]
    levels = [(name, word(said), number) for name, (said, _) in alert_list.SEVERITIES.items()]
    columns = [("file", t("column.day"), lambda link: link), *levels,
               ("overdue_alerts", t("column.overdue_alerts"), number), ("mailed", t("column.mailed"), lambda at: at or BLANK)]
    hour, kept = (basis.value(policy, name, True) for name in ("digest_hour", "digest_keep_days"))
    return card(t("alerts.digests"), t("alerts.digests_measure", hour=number(hour), days=number(kept)) if hour is not None else t("alerts.digests_off"),
                html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0) if rows else states.nothing(t("alerts.digests_none")),
                t("alerts.source"), basis.clause(policy, "digest_hour"), info=explain("alert_digest", policy))


@drawer.fill("alerts", *ROLES)
def one_alert(settled, case):
    rows = found(settled)
    mine = next((one for one in rows if one["alert_key"] == case), None)
    past = section.answer("alert_history", {}, alert=case).dicts()
    if mine is None and not past:
        return drawer.missing(case)
    behind = section.answer("alert_rows", {}, alert=case, as_of=settled["as_of"]).dicts() if mine else []
    return alert_case.one(mine, past, behind, settled, case, life.may(viewer()), [one["alert_key"] for one in rows])


def _day(said: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(said or "")
    except ValueError as error:
        raise Refused("bad_day", value=said or "") from error


@guarded(*life.DOERS)(
    Output({"said": "alerts"}, "children"),
    Output(section.settled_for("alerts"), "data", allow_duplicate=True),
    Input({"alert": ALL, "of": ALL}, "n_clicks"),
    State({"put_off": ALL}, "value"),
    State({"put_off": ALL}, "id"),
    State(section.settled_for("alerts"), "data"),
    prevent_initial_call=True,
)
def act(clicks, values, names, settled):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate  # the list was only drawn
    deed, key = ctx.triggered_id["alert"], ctx.triggered_id["of"]
    typed = {name["put_off"]: value for name, value in zip(names, values, strict=True)}
    try:
        as_of = _day(settled["as_of"])
        if deed == "take":
            life.take(viewer(), key, as_of)
        elif deed == "release":
            life.release(viewer(), key, as_of)
        else:
            life.snooze(viewer(), key, typed.get("reason") or "", _day(typed.get("until")), as_of)
    except Refused as refused:
        return sentence(refused.code, language(), **refused.details), no_update
    return "", settled | {"done": (settled.get("done") or 0) + 1}  # the list and the drawer are asked anew

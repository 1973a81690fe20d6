"""An administrator confirms or changes a local value: typed, tried on the page's period, then registered as it was tried."""

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from components import parameter, section
from components.door import guarded, viewer
from components.filters import period_text
from components.text import day, language, t
from data import confirmed, database
from data.policy_kinds import kind_of
from data.refusal import Refused, sentence
from data.settings import settings
from pages.policy_compare import outcome
from queries.parameters import day as read_day
from queries.parameters import days_of


def _field(name: str, control=None, **more) -> html.Label:
    if control is None:  # never by its truth: a component without children is false
        control = dbc.Input(id={"policy-field": name}, autocomplete="off", maxlength=300, **more)
    return html.Label([t(f"policy.{name}"), control])


def _control(kind, now):
    """The field that takes a value of this kind."""
    identity = {"policy-field": "value"}
    if kind.wants == "yes":
        options = [{"value": one, "label": t("case.yes" if one == "true" else "case.no")} for one in ("true", "false")]
        return dbc.Select(id=identity, options=options, value=str(now).lower() if isinstance(now, bool) else None)
    if kind.wants == "word":
        return dbc.Select(id=identity, options=[{"value": one, "label": parameter.value(one, None)} for one in kind.words], value=now)
    if kind.wants == "words":
        return dbc.Checklist(id=identity, options=[{"value": one, "label": parameter.value(one, None)} for one in kind.words], value=now or [])
    said = "、".join(map(str, now)) if isinstance(now, list) else "" if now is None else str(now)
    return dbc.Input(id=identity, value=said, inputmode="decimal", autocomplete="off", maxlength=60)


def form(one: dict) -> list:
    """What an administrator sees in the drawer of a parameter."""
    kind = kind_of(one["param"], settings().profile)
    if kind is None or kind.national:
        return [html.H3(t("policy.confirm")), html.P(t("policy.confirm_not"), className="mj-nothing")]
    fields = [_field("value", _control(kind, parameter.read(one["value"]))), _field("valid_from", placeholder="2022-01-01"), _field("document"),
              _field("reason")]
    note = t("policy.confirm_over" if one["state"] == "文件明确" else "policy.confirm_note", day=day(confirmed.first_day()))
    about = dcc.Store(id={"policy-about": "form"}, data={"param": one["param"], "seen": confirmed.mark(one["param"])})
    return [html.H3(t("policy.confirm")), html.Div([about, html.Div(fields, className="mj-fields"), html.P(note, className="mj-nothing"),
            html.Div(html.Button(t("policy.try"), id={"policy-try": "form"}, type="button", className="mj-button mj-primary"), className="mj-deed-row"),
            html.Div(id={"policy-tried": "form"}, **{"aria-live": "polite"})], className="mj-form mj-deed")]


def refusal(refused: Refused) -> html.P:
    return html.P(sentence(refused.code, language(), **refused.details), className="mj-alert", role="alert")


@guarded("admin")(Output({"policy-tried": "form"}, "children"), Input({"policy-try": "form"}, "n_clicks"), State({"policy-field": ALL}, "value"),
                  State({"policy-field": ALL}, "id"), State({"policy-about": "form"}, "data"), State(section.settled_for("policy"), "data"),
                  prevent_initial_call=True)
def tried(clicks, values, ids, about, settled):
    """What the value would change in the page's period; only then the button that registers it."""
    if not clicks or not isinstance(about, dict):
        raise PreventUpdate
    typed = {one["policy-field"]: value for one, value in zip(ids, values, strict=True)}
    try:
        return preview(typed | about, settled)
    except Refused as refused:
        return refusal(refused)


def preview(typed: dict, settled: dict) -> list:
    param, store = str(typed.get("param")), database.store()
    with store.reading() as cursor:
        kind, found = confirmed.read(cursor, param, typed.get("value"))
    since = read_day(typed.get("valid_from") or "")
    trial = store.trial(changed={param: found}, day=days_of(settled["period"])[1])
    closed = days_of(settled["period"])[1] < since
    said = t("policy.tried_closed" if closed else "policy.tried", period=period_text(settled), day=day(since))
    names = (t("policy.now_value"), t("policy.then_value", value=parameter.value(found, kind.unit)))
    keep = {name: typed.get(name) for name in ("param", "seen", "value", "valid_from", "document", "reason")}
    button = html.Button(t("policy.register"), id={"policy-register": "form"}, type="button", className="mj-button mj-primary")
    return [html.P(said), outcome(settled, trial, names), dcc.Store(id={"policy-keep": "form"}, data=keep),
            html.Div(button, className="mj-deed-row"), html.Div(id={"policy-refused": "form"})]


@guarded("admin")(Output({"said": "policy"}, "children"), *[Output(section.settled_for("policy", tab), "data", allow_duplicate=True) for tab in (None, "")],
                  Output({"policy-refused": "form"}, "children"), Input({"policy-register": "form"}, "n_clicks"), State({"policy-keep": "form"}, "data"),
                  State(section.settled_for("policy"), "data"), prevent_initial_call=True)
def registered(clicks, keep, settled):
    """Registers what was tried."""
    if not clicks or not isinstance(keep, dict):
        raise PreventUpdate
    try:
        confirmed.confirm(viewer(), str(keep.get("param")), keep.get("value"), keep.get("document"), read_day(keep.get("valid_from") or ""),
                          keep.get("reason"), keep.get("seen"))
    except Refused as refused:
        return *(no_update,) * 3, refusal(refused)
    anew = settled | {"done": (settled.get("done") or 0) + 1}
    return t("policy.registered"), anew, anew, no_update

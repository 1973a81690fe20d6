"""发起整改: the form that a finding's own page leads to, filled in from the finding."""

from urllib.parse import urlencode

from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from components import basis, section, states
from components.door import guarded, viewer
from components.figure_card import card
from components.rectify import to_rectification
from components.text import language, t, word
from data import rectifications
from data.rectification_rows import MAY, may
from data.refusal import Refused, sentence
from data.viewer import ROLES
from pages.rectifications_deeds import choices, control, owners
from pages.rectifications_lists import LEVELS

FORM = "new"  # stands where a deed names its entry


@section.fill("rectifications", "new", *ROLES, uses=("page", "new", "of", "done"))
def form(settled):
    kind, number = settled.get("new"), settled.get("of")
    if not kind or not number:
        return None
    if not may(viewer(), "open"):
        return states.empty(t("state.no_permission"), t("rectifications.readonly"))
    rows = section.answer("rectification_source", {}, source=kind, source_id=number).dicts()
    if not rows:
        return states.empty(t("rectifications.new_missing", kind=word(kind), number=number), t("rectifications.new_missing_next"))
    one = rows[0]
    title, policy = t("rectifications.new", kind=word(kind), number=number), basis.policy()
    if one["rect_id"]:
        body = html.Div([html.P(t("rectifications.opened_already")), to_rectification(kind, number, one["rect_id"])], className="mj-form")
    else:
        fields = [control("issue", FORM, one["issue"]), control("level", FORM, LEVELS[0], choices(LEVELS)),
                  control("notify_mode", FORM, "电话", choices(("电话", "当场", "函", "通报"))), control("deadline", FORM),
                  control("resp_unit", FORM, one["resp_unit"], owners()), control("resp_person", FORM), control("letter_no", FORM),
                  control("measures", FORM)]
        glyph = html.I(className="bi bi-flag", **{"aria-hidden": "true"})
        button = html.Button([glyph, t("rectifications.deed_open")], id={"open-new": number, "kind": kind}, type="button", n_clicks=0,
                             className="mj-button mj-primary")
        body = html.Div([html.P(id={"said": "new-rectification"}, role="alert", className="mj-said"), html.Div(fields, className="mj-fields"),
                         html.Div(button, className="mj-deed-row")], className="mj-form mj-deed")
    return card(title, t("rectifications.new_measure"), body, f"{word(kind)} {number}", basis.clause(policy, "rectification_form"))


@guarded(*MAY["open"])(
    Output({"said": "new-rectification"}, "children"),
    Output("address", "search", allow_duplicate=True),
    Input({"open-new": ALL, "kind": ALL}, "n_clicks"),
    State({"mend": ALL, "of": FORM}, "value"),
    State({"mend": ALL, "of": FORM}, "id"),
    prevent_initial_call=True,
)
def opened(clicks, values, names):
    """The entry is made, and the address leads to it."""
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate  # the form was only drawn
    given = {name["mend"]: value for name, value in zip(names, values, strict=True)}
    try:
        rect_id = rectifications.open_for(viewer(), ctx.triggered_id["kind"], ctx.triggered_id["open-new"], given)
    except Refused as refused:
        return sentence(refused.code, language(), **refused.details), no_update
    return no_update, "?" + urlencode({"case": rect_id})

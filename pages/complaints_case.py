"""One complaint in the drawer: its way with the days of each step, who handles it, its text masked, in full only by right."""

from dash import MATCH, Input, Output, State, html
from dash.exceptions import PreventUpdate

from components import drawer, look_form, section, text, tiles
from components.door import guarded, viewer
from components.rectify import to_rectification
from components.text import day, number, t, word
from components.way import way
from data import look
from data.refusal import Refused, sentence
from pages.complaints_lists import ROLES, SHOWN, STEPS, chosen


@drawer.fill("complaints", *ROLES)
def case(settled, key):
    found = section.answer("complaint_path", settled, complaint=key).dicts()
    if not found:
        return drawer.missing(key)
    one = found[0]
    head = drawer.facts(
        (t("column.complaint_type"), word(one["complaint_type"])),
        (t("column.channel"), word(one["channel"])),
        (t("column.target_type"), word(one["target_type"])),
        (t("column.key_lead"), t("case.yes" if one["key_lead"] else "case.no")),
        (t("column.town"), one["town_name"] or text.BLANK),
        (t("column.contractor_name"), text.contractor(one["contractor_name"]) if one["contractor_name"] else text.BLANK),
        (t("column.staff"), one["staff"] or text.BLANK),
        (t("column.complainant"), one["complainant"] or text.BLANK),
        (t("column.receive_name"), one["receive_name"] or text.BLANK),
        (t("column.handler_name"), one["handler_name"] or text.BLANK),
        (t("column.verify_result"), word(one["verify_result"])),
        (t("column.outcome_class"), word(one["outcome_class"])),
        (t("column.supervise_date"), day(one["supervise_date"])),
        (t("column.reply_due_date"), day(one["due_date"]) + (f" {t('complaints.by_policy')}" if one["due_by_policy"] else "")),
        (t("column.working_days_late"), number(one["working_days_late"])),
        (t("column.days_to_reply"), number(one["days_to_reply"])),
    )
    raised = to_rectification("投诉举报", key, one["rect_id"])
    body = [*([raised] if raised is not None else []), html.H3(t("complaints.path")), way(_steps(one)), html.H3(t("complaints.text")), *_text(one)]
    tags = html.Span([tiles.tag(one["state"]), tiles.tag("", t("complaints.self_tag"), "bad") if one["self_handled"] else None,
                      tiles.tag("", t("complaints.registered_tag"), "watch") if one["self_registered"] else None], className="mj-tags")
    order = [row["complaint_id"] for row in chosen(settled)[:SHOWN]]
    return drawer.drawer(t("drawer.case", name=key), tags, [head], body, key, order)


def _steps(one: dict) -> list[tuple]:
    """接收 to 办结; the step that the day has passed for is marked."""
    found = [(t("complaints.step_receive"), one["receive_date"], "", "done")]
    for step in STEPS:
        when, days = one[f"{step}_date" if step != "close" else "closed_date"], one[f"{step}_days"]
        late = step == "close" and bool(one["working_days_late"])
        said = t("complaints.days", days=number(days)) if days is not None else t("complaints.pending")
        if late:
            said = t("complaints.late", days=number(one["working_days_late"]))
        elif step == "close" and one["working_days_left"] is not None:
            said = t("complaints.left", days=number(one["working_days_left"]))
        found.append((t(f"complaints.step_{step}"), when, said, "bad" if late else "done" if when else "open"))
    return found


def _text(one: dict) -> list:
    """The masked text and, for who may, the field of the purpose."""
    shown = html.Div(html.P(one["content"] or text.BLANK, className="mj-quote"), id={"told": one["complaint_id"]})
    who = viewer()
    if who.role not in look.MAY_LOOK or who.contractor is not None:
        return [shown, html.P(t("complaints.masked_only"), className="mj-measure")]
    return [shown, html.P(t("complaints.masked"), className="mj-measure"), look_form.form(one["complaint_id"], "tell", t("complaints.reveal"))]


@guarded(*look.MAY_LOOK)(
    Output({"told": MATCH}, "children"),
    Input({"tell": MATCH}, "n_clicks"),
    State({"tell": MATCH}, "id"),
    State({"purpose": MATCH}, "value"),
    State({"told": MATCH}, "children"),
    prevent_initial_call=True,
)
def told(clicks, place, purpose, before):
    """The text in full on a click; data/look.py asks for the purpose and logs the look."""
    if not clicks or not isinstance(place, dict):
        raise PreventUpdate
    try:
        found = look.complaint(viewer(), str(place.get("tell")), purpose)
    except Refused as refused:
        if refused.code != "look_purpose":
            return section.safely(_again, refused)
        said = html.P(sentence(refused.code, text.language(), **refused.details), role="alert", className="mj-said")
        return [*(before if isinstance(before, list) else [before])[:1], said]
    return [html.P(t("complaints.logged"), className="mj-measure"), html.P(found["complainant"]) if found["complainant"] else None,
            html.P(found["content"] or text.BLANK, className="mj-quote")]


def _again(refused: Refused):
    raise refused

"""What may be done next with a rectification, in its drawer: each deed a small form; data/rectifications.py decides whether it may be."""

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from components import evidence, section
from components.door import guarded, viewer
from components.text import language, t, word
from data import rectifications
from data.database import today
from data.rectification_rows import DEEDS, MAY, may
from data.refusal import Refused, sentence
from data.viewer import ROLES

DOERS = tuple(role for role in ROLES if any(role in roles for roles in MAY.values()))
ICONS = {"assign": "bi-person-check", "remind": "bi-telephone", "letter": "bi-envelope-paper", "meeting": "bi-people", "discipline": "bi-shield-exclamation",
         "extend": "bi-calendar-plus", "complete": "bi-check2-circle", "look_back": "bi-arrow-repeat", "return": "bi-arrow-return-left"}
WHOLE = ("reason", "evidence", "measures", "issue")


def control(name: str, of: str, value=None, options: list[dict] | None = None) -> html.Label:
    """One field; its place in what is sent is its name."""
    known, words = {"mend": name, "of": of}, t(f"rectifications.field_{name}")
    if options is not None:
        inside = dbc.Select(id=known, options=[{"value": "", "label": t("rectifications.choose")}, *options], value=value or "")
    elif name in WHOLE:
        inside = dbc.Textarea(id=known, value=value or "", maxlength=500, rows=2)
    else:
        inside = dbc.Input(id=known, value=value or "", type="date" if name in ("day", "deadline") else "text", maxlength=80, autocomplete="off")
    return html.Label([words, inside], className="mj-whole" if name in WHOLE else None)


def button(deed: str, of: str, version: str, primary: bool = False) -> html.Button:
    """The button of a deed; it carries the version that was decided on."""
    glyph = html.I(className=f"bi {ICONS.get(deed, 'bi-flag')}", **{"aria-hidden": "true"})
    look = "mj-button mj-primary" if primary else "mj-button"
    return html.Button([glyph, t(f"rectifications.deed_{deed}")], id={"mend-deed": deed, "of": of, "seen": version}, type="button", className=look, n_clicks=0)


def owners() -> list[dict]:
    """Units and contractors that may answer for something, within the scope."""
    rows = [row for row in section.answer("filter_choices", {}).dicts() if row["kind"] in ("unit", "contractor")]
    return [{"value": row["key"], "label": row["name"] or row["key"]} for row in sorted(rows, key=lambda row: (row["kind"] != "unit", row["key"]))]


def choices(words: tuple[str, ...]) -> list[dict]:
    return [{"value": one, "label": word(one)} for one in words]


def _fields(deed: str, one: dict) -> list:
    key = f"{one['rect_id']}.{deed}"
    day, deadline = today().isoformat(), one["deadline"] and str(one["deadline"])
    return {
        "assign": lambda: [control("resp_unit", key, one["resp_unit"], owners()), control("resp_person", key), control("reason", key)],
        "remind": lambda: [control("notify_mode", key, "电话", choices(("电话", "当场"))), control("reason", key)],
        "letter": lambda: [control("letter_no", key, one["letter_no"]), control("deadline", key), control("measures", key, one["measures"])],
        "meeting": lambda: [control("day", key, day), control("bulletin_no", key), control("deadline", key)],
        "discipline": lambda: [control("day", key, day), control("reason", key)],
        "extend": lambda: [control("deadline", key, deadline), control("reason", key)],
        "complete": lambda: [control("day", key, day), control("document_no", key), control("evidence", key)],
        "look_back": lambda: [control("day", key, day), *[control(name, key, None, choices(("是", "否", "未查"))) for name in rectifications.ANSWERS],
                              control("reason", key)],
        "return": lambda: [control("deadline", key), control("reason", key)],
    }[deed]()


def open_to(one: dict) -> list[str]:
    """The deeds that this entry's state and the viewer's role leave, the likely one first."""
    if one["complete_date"] is None:
        order = ["complete", "extend", "remind", "assign", "letter", "meeting", "discipline"]
    elif one["lookback_date"] is None:
        order = ["look_back"]
    else:
        order = ["return"] if one["lookback_state"] == "未通过" else ["look_back"] if one["lookback_state"] == "未查全" else []
    return [deed for deed in order if may(viewer(), deed)]


def deeds(one: dict, files: list[dict]) -> list:
    """The part of the drawer in which something is done."""
    found = open_to(one)
    if not found:
        return []
    said = [html.H3(t("rectifications.deeds")), html.P(id={"said": "rectifications"}, role="alert", className="mj-said")]
    for deed in found:
        more = [evidence.adding(one["rect_id"], files)] if deed == "complete" else []
        form = html.Div([html.Div([*_fields(deed, one), *more], className="mj-fields"),
                         html.Div(button(deed, one["rect_id"], one["version"], deed == found[0]), className="mj-deed-row")], className="mj-form mj-deed")
        said.append(html.Details([html.Summary(t(f"rectifications.deed_{deed}")), form], open=deed == found[0]))
    return said


def _do(deed: str, of: str, seen: str, given: dict) -> None:
    who = viewer()
    match deed:
        case "assign":
            rectifications.assign(who, of, seen, given.get("resp_unit"), given.get("resp_person"), given.get("reason"))
        case "remind":
            rectifications.remind(who, of, seen, given.get("notify_mode"), given.get("reason"))
        case "letter":
            rectifications.send_letter(who, of, seen, given.get("letter_no"), given.get("deadline"), given.get("measures"))
        case "meeting":
            rectifications.to_meeting(who, of, seen, given.get("day"), given.get("bulletin_no"), given.get("deadline"))
        case "discipline":
            rectifications.to_discipline(who, of, seen, given.get("day"), given.get("reason"))
        case "extend":
            rectifications.extend(who, of, seen, given.get("deadline"), given.get("reason"))
        case "complete":
            rectifications.complete(who, of, seen, given.get("day"), given.get("evidence"), given.get("document_no"))
        case "look_back":
            rectifications.look_back(who, of, seen, given.get("day"), given, given.get("reason"))
        case "return":
            rectifications.give_back(who, of, seen, given.get("deadline"), given.get("reason"))


@guarded(*DOERS)(
    Output({"said": "rectifications"}, "children"),
    Output(section.settled_for("rectifications"), "data", allow_duplicate=True),
    Input({"mend-deed": ALL, "of": ALL, "seen": ALL}, "n_clicks"),
    State({"mend": ALL, "of": ALL}, "value"),
    State({"mend": ALL, "of": ALL}, "id"),
    State(section.settled_for("rectifications"), "data"),
    prevent_initial_call=True,
)
def act(clicks, values, names, settled):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict) or ctx.triggered_id.get("mend-deed") not in DEEDS:
        raise PreventUpdate  # the drawer was only drawn
    deed, of, seen = (ctx.triggered_id[name] for name in ("mend-deed", "of", "seen"))
    given = {name["mend"]: value for name, value in zip(names, values, strict=True) if name["of"] == f"{of}.{deed}"}
    try:
        _do(deed, of, seen, given)
    except Refused as refused:
        return sentence(refused.code, language(), **refused.details), no_update
    return no_update, settled | {"done": (settled.get("done") or 0) + 1}  # every section is asked anew, the drawer too

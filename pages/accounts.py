"""账号管理: who may come in, as what, how far, until when. A one-time password is shown once, each deed is logged with before and after."""

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import links, section, states, tiles
from components.door import guarded, viewer
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import BLANK, day, language, moment, number, t
from data import accounts, second_factor
from data.refusal import Refused, sentence
from data.settings import settings
from data.viewer import ROLES

MAY = ("admin",)
NONE = "-"  # a list shows the words of its choice only where its value is not blank
CLAUSE = "GB/T 22239—2019 8.1.4.1"
NEW = "+"  # stands where a form names its account; no account may be called so
FIELDS = ("role", "region", "contractor", "unit", "expires_on")
DEEDS = {"change": "bi-check2", "lock": "bi-lock", "unlock": "bi-unlock", "reset_password": "bi-key", "sign_out": "bi-box-arrow-right",  # nosec B105: a glyph
         "take_second_factor": "bi-phone"}

register_page(__name__, path="/accounts", name_key="accounts", order=9.1, icon="bi-people", group="data", roles=MAY, filters=(), also=("account",))


def layout(**_):
    said = html.Div(id={"said": "accounts"}, role="status", className="mj-said")
    return page("accounts", MAY, [said, row(section.shell("accounts", "list", 480)), row(section.shell("accounts", "one", 0)),
                                  row(section.shell("accounts", "new", 240))])


def _scope(one: dict, names: dict) -> str:
    found = [names.get(one[kind], one[kind]) for kind in ("region", "contractor") if one[kind]]
    return t("common.list").join(found) or t("accounts.whole")


def _names() -> dict:
    return {one["key"]: one["name"] for one in section.answer("filter_choices", {}).dicts()}


@section.fill("accounts", "list", *MAY)
def listed(_settled):
    rows, names = accounts.accounts(viewer()), _names()
    shown = [one | {"person": links.sets(one["name"], account=one["name"]), "role": t(f"role.{one['role']}"), "scope": _scope(one, names),
                    "state": tiles.tag(one["state"], kind={"正常": "good", "待首次改密": "watch"}.get(one["state"], "bad")),
                    "unit": names.get(one["unit"], one["unit"]) or BLANK,
                    "second": t("door.second_off") if one["second_since"] is None else day(one["second_since"])}
             for one in rows]
    columns = [("person", t("accounts.name"), lambda link: link), ("state", t("accounts.state"), lambda tag: tag), ("role", t("accounts.role"), str),
               ("scope", t("accounts.region"), str), ("unit", t("accounts.unit"), str),
               ("expires_on", t("accounts.expires_on"), lambda one: day(one) if one else BLANK),
               ("last_sign_in", t("accounts.last_sign_in"), lambda at: moment(at) if at else BLANK), ("second", t("accounts.second"), str),
               ("sessions", t("accounts.sessions"), number), ("created_at", t("accounts.created"), moment)]
    limit = settings()
    foot = t("accounts.foot", length=limit.password_length, failures=limit.sign_in_failures, minutes=limit.lock_minutes, idle=limit.session_idle_minutes,
             hours=limit.session_hours)
    must = [t(f"role.{role}") for role in ROLES if second_factor.demanded(role)]
    open_ = sum(one["state"] in ("正常", "待首次改密") for one in rows)
    return card(t("accounts.title", count=number(len(rows)), open=number(open_)), t("accounts.measure"),
                html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0), foot,
                t("accounts.second_roles", roles=t("common.list").join(must)) if must else t("accounts.second_nobody"))


def _choice(name: str, of: str, choices: list[tuple], now, none: str | None) -> html.Label:
    options = ([{"value": NONE, "label": none}] if none else []) + [{"value": key, "label": label} for key, label in choices]
    if now and now not in [one["value"] for one in options]:  # a village's code, or what the ledgers no longer have
        options.append({"value": now, "label": now})
    return html.Label([t(f"accounts.{name}"), dbc.Select(id={"account": name, "of": of}, options=options, value=now or NONE)])


def _fields(of: str, one: dict) -> list:
    rows = section.answer("filter_choices", {}).dicts()
    kinds = {kind: [(row["key"], row["name"]) for row in rows if row["kind"] == kind] for kind in ("region", "contractor", "unit")}
    until = dbc.Input(id={"account": "expires_on", "of": of}, type="date", value=str(one["expires_on"]) if one.get("expires_on") else "")
    return [_choice("role", of, [(role, t(f"role.{role}")) for role in ROLES], one.get("role", "town"), None),
            _choice("region", of, kinds["region"], one.get("region"), t("accounts.whole")),
            _choice("contractor", of, kinds["contractor"], one.get("contractor"), t("accounts.every")),
            _choice("unit", of, kinds["unit"], one.get("unit"), t("accounts.none")), html.Label([t("accounts.expires_on"), until])]


def _button(deed: str, of: str, icon: str, first: bool) -> html.Button:
    glyph = html.I(className=f"bi {icon}", **{"aria-hidden": "true"})
    return html.Button([glyph, t(f"accounts.{deed}")], id={"account-deed": deed, "of": of}, type="button", n_clicks=0,
                       className="mj-button mj-primary" if first else "mj-button")


@section.fill("accounts", "one", *MAY, uses=("page", "account"))
def one_account(settled):
    if not settled.get("account"):
        return None
    one = next((one for one in accounts.accounts(viewer()) if one["name"] == settled["account"]), None)
    if one is None:
        return states.empty(t("drawer.missing", name=settled["account"]), t("drawer.missing_next"))
    buttons = [_button(deed, one["name"], icon, deed == "change") for deed, icon in DEEDS.items()]
    body = html.Div([html.Div(_fields(one["name"], one), className="mj-fields"), html.Div(buttons, className="mj-deed-row")], className="mj-form mj-deed")
    return card(one["name"], t("accounts.deeds"), body, f"{t('accounts.created')} {moment(one['created_at'])} {one['added_by']}", CLAUSE)


@section.fill("accounts", "new", *MAY, uses=("page",))
def new(_settled):
    name = html.Label([t("accounts.name"), dbc.Input(id={"account": "name", "of": NEW}, maxlength=32, autocomplete="off")])
    button = html.Div(_button("create", NEW, "bi-person-plus", True), className="mj-deed-row")
    body = html.Div([html.Div([name, *_fields(NEW, {})], className="mj-fields"), button], className="mj-form mj-deed")
    return card(t("accounts.new"), t("accounts.new_note"), body, "", CLAUSE)


def act(deed: str, of: str, given: dict) -> list:
    """One deed; what it says, with the one-time password where there is one."""
    who, name, password = viewer(), given.get("name") if deed == "create" else of, None
    said = {field: None if given.get(field) == NONE else given.get(field) for field in FIELDS}
    if deed == "create":
        password = accounts.create(who, name, **said)
    elif deed == "change":
        accounts.change(who, name, **said)
    elif deed == "reset_password":
        password = accounts.reset_password(who, name)
    elif deed in DEEDS:
        getattr(accounts, deed)(who, name)
    done = html.P(t("accounts.did", name=name, deed=t(f"accounts.{deed}")), className="mj-done")
    return [done, html.P([t("accounts.password_once", name=name), " ", html.Code(password)])] if password else [done]


@guarded(*MAY)(
    Output({"said": "accounts"}, "children"),
    Output(section.settled_for("accounts"), "data", allow_duplicate=True),
    Input({"account-deed": ALL, "of": ALL}, "n_clicks"),
    State({"account": ALL, "of": ALL}, "value"),
    State({"account": ALL, "of": ALL}, "id"),
    State(section.settled_for("accounts"), "data"),
    prevent_initial_call=True,
)
def done(clicks, values, names, settled):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict) or ctx.triggered_id.get("account-deed") not in (*DEEDS, "create"):
        raise PreventUpdate  # the form was only drawn
    deed, of = ctx.triggered_id["account-deed"], str(ctx.triggered_id.get("of"))
    given = {name["account"]: value for name, value in zip(names, values, strict=True) if name.get("of") == of}
    try:
        said = act(deed, of, given)
    except Refused as refused:
        return html.P(sentence(refused.code, language(), **refused.details), role="alert", className="mj-alert"), no_update
    return said, settled | {"done": (settled.get("done") or 0) + 1}

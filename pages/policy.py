"""指标口径: every number of the regulation with its clause, what it decides, and what another value or another document would change."""

from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import dcc, html, register_page

from components import drawer, links, panels, parameter, policy_words, section, states
from components.door import viewer
from components.explain import explain
from components.figure_card import card, data_table
from components.frame import page, row
from components.replay import copied, root
from components.section import COUNTY
from components.text import day, language, moment, number, t, word
from data import confirmed, policy
from data.audits import facts
from data.settings import settings
from data.viewer import ROLES
from pages import policy_compare  # noqa: F401
from pages.policy_confirm import form
from pages.policy_rows import NARROW, SHOWN, STATES, alert_title, narrowed, page_link, question_title, rows

TABS = ("", "compare", "switch")

register_page(__name__, path="/policy", name_key="policy", order=7.7, icon="bi-bookmark-check", group="data", roles=ROLES,
              filters=("period", "as_of"), also=NARROW, period_kind="half", dataset="investigations")


def tabs_of(role: str) -> tuple[str, ...]:
    """Trying another profile shows 总览, which is the county's matter."""
    return tuple(name for name in TABS if name != "switch" or role in COUNTY)


def layout(tab: str = "", **_):
    shown = {"": [row(section.shell("policy", "list", 900))], "compare": [row(section.shell("policy", "compare", 700))],
             "switch": [row(section.shell("policy", "switch", 700))]}
    body = [html.P(id={"said": "policy"}, role="status", className="mj-said"), section.shell("policy", "tabs", 0),
            panels.panels("policy", {name: shown[name] for name in tabs_of(viewer().role)}, tab), drawer.shell("policy")]
    return page("policy", ROLES, body)


panels.connect("policy", tabs_of, ROLES)


def controls(found: list[dict], settled: dict) -> html.Div:
    """Text, page and state; each is written into the address like a filter of the bar."""

    def choice(name: str, options: list[tuple[str, str]]) -> html.Label:
        listed = [{"value": "all", "label": t("alerts.all")}, *({"value": value, "label": label} for value, label in options)]
        return html.Label([t(f"policy.{name}"), dbc.Select(id={"filter": name}, options=listed, value=settled.get(name) or "all")])

    pages = sorted({key for one in found for key in one["uses"]["pages"]})
    return html.Div([html.Label([t("policy.q"), dbc.Input(id={"filter": "q"}, value=settled.get("q", ""), debounce=True, type="search", maxlength=40)]),
                     choice("use", [(key, t(f"page.{key}")) for key in pages]), choice("state", [(one, word(one)) for one in STATES])],
                    className="mj-filters mj-alert-filters")


@section.fill("policy", "list", *ROLES, uses=("q", "state", "use", "shown", "done", "tab"), tab="")
def listed(settled):
    every = rows()
    kept = narrowed(every, settled)
    limit = int(settled["shown"]) if str(settled.get("shown", "")).isdigit() else SHOWN
    shown = [{
        "title": html.Div([links.sets(parameter.titled(one), case=one["param"]), html.Code(one["param"])], className="mj-policy-name"),
        "value": parameter.value(parameter.read(one["value"]), one["unit"]), "state": policy_words.state(one["state"], policy_words.waits(one)),
        "source": policy_words.quoted(one), "in_force": day(one["in_force"]),
        "uses": used(one["uses"]), "silent": one["state"] == "未规定"} for one in kept[:limit]]
    columns = [(name, t(f"policy.column_{name}"), policy_words.as_is) for name in ("title", "value", "state", "source", "in_force", "uses")]
    table = policy_words.listed(shown, columns)
    more = links.sets(t("policy.show_more", count=number(len(kept) - limit)), look="mj-button", shown=str(limit + 2 * SHOWN)) if len(kept) > limit else None
    counted = t("common.list").join(f"{word(one)} {number(sum(row_['state'] == one for row_ in every))}" for one in STATES)
    profile = policy.header(settings().profile)
    found = html.Div(table, className="mj-scroll mj-policy", tabIndex=0) if kept else states.nothing(t("policy.none"))
    body = html.Div([controls(every, settled), found, more], className="mj-policy-body")
    return card(t("policy.title", count=number(len(kept)), whole=number(len(every))),
                t("policy.measure", profile=parameter.titled(profile), counted=counted), body,
                t("policy.source"), t("policy.rule"), info=explain("policy", {one["param"]: one for one in every}), export=section.export("policy_values", {}))


def used(found: dict) -> str:
    """How much uses it, in a line."""
    said = [t(f"policy.used_{kind}", n=number(len(found[kind]))) for kind in ("questions", "alerts", "audits") if found[kind]]
    return " · ".join(said) or t("policy.used_nowhere")


@drawer.fill("policy", *ROLES)
def one_parameter(settled, case):
    every = rows()
    one = next((row_ for row_ in every if row_["param"] == case), None)
    if one is None:
        return drawer.missing(case)
    head = drawer.facts((t("policy.column_value"), parameter.value(parameter.read(one["value"]), one["unit"])),
                        (t("policy.column_in_force"), day(one["in_force"])), (t("policy.document"), one["document"] or t("common.no_clause")),
                        (t("policy.clause"), one["clause"] or one["rule_id"] or "—"))
    body = [html.H3(t("policy.quotation")), html.Blockquote(one["quotation"], className="mj-quote") if one["quotation"] else states.nothing(t("policy.silent"))]
    body += form(one) if viewer().role == "admin" else []
    past = confirmed.history(case)
    if past:
        columns = [("value", t("policy.column_value"), lambda found: parameter.value(found, one["unit"])), ("valid_from", t("policy.valid_from"), day),
                   ("document", t("policy.document"), str), ("reason", t("policy.reason"), str), ("who", t("policy.who"), str), ("at", t("policy.at"), moment)]
        lines = [dict.fromkeys(("valid_from", "at")) | dict.fromkeys(("document", "reason", "who"), "—") | item for item in reversed(past)]
        body += [html.H3(t("policy.history")), html.Div(data_table(lines, columns), className="mj-scroll", tabIndex=0)]
    body += [html.H3(t("policy.six")), html.Div(six(case), className="mj-scroll mj-policy", tabIndex=0), html.H3(t("policy.used_by")), using(one["uses"])]
    body += [html.H3(t("policy.link")), html.Div(copied(f"{root()}/policy?{urlencode({'case': case})}"), className="mj-replay")]
    mine = [row_["param"] for row_ in narrowed(every, settled)]
    return drawer.drawer(parameter.titled(one), policy_words.state(one["state"], policy_words.waits(one)), [head], body, case, mine)


def six(param: str) -> html.Table:
    """The same parameter in every profile."""
    found = []
    for name in policy.profiles():
        item = policy.parameters(name)[param]
        found.append({"profile": parameter.titled(policy.header(name)), "value": parameter.value(item.get("value"), item.get("unit")),
                      "state": policy_words.state(item["state"]), "source": policy_words.quoted(item), "silent": item["state"] == "未规定"})
    return policy_words.listed(found, [(name, t(f"policy.column_{name}"), policy_words.as_is) for name in ("profile", "value", "state", "source")])


def using(found: dict) -> html.Div:
    """Figures with their pages, alerts with the way to them, audits, definitions, deeds."""
    pages = [dcc.Link(link[0], href=link[1], className="mj-link") for link in map(page_link, found["pages"]) if link]
    lists = [("pages", pages), ("questions", [html.Span([question_title(name), " ", html.Code(name)]) for name in found["questions"]]),
             ("alerts", [dcc.Link(alert_title(name), href=f"/alerts?rule={name}", className="mj-link") for name in found["alerts"]]),
             ("audits", [facts()[name][language() != "zh"] for name in found["audits"]]),
             ("deeds", [html.Code(f"data/{name}.py") for name in found["deeds"]])]
    shown = [html.Div([html.H4(t(f"policy.list_{kind}", n=number(len(some)))), html.Ul([html.Li(one) for one in some])]) for kind, some in lists if some]
    return html.Div(shown or [states.nothing(t("policy.used_nowhere"))], className="mj-policy-uses")

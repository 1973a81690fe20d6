"""总览: how the work stands in thirty seconds: one sentence, four figures, the towns, the contractors, how fresh the data are."""

from urllib.parse import urlencode

from dash import dcc, html, register_page

from components import alert_list, alert_table, basis, concluded, conclusion, filters, overview_figures, papers, section, states, tables, text, tiles, tour
from components.contractor_table import contractor_table
from components.door import viewer
from components.explain import explain
from components.figure_card import card
from components.frame import page, row
from components.freshness import freshness
from components.measure_table import measure_table
from components.text import language, number, t
from components.town_table import WEIGHT, severity, town_table
from data.contract import contracts

ROLES = ("leader", "panel", "finance", "auditor", "admin")  # those who see what is the county's matter
register_page(
    __name__,
    path="/overview",
    name_key="overview",
    order=0,
    icon="bi-grid-1x2",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of"),
    also=("only",),
    period_kind="half",
    dataset="investigations",
    beside=papers.bulletin_link,
)
LEDGERS = ("investigations", "spot_checks", "service_feedback", "evaluations", "publicity_inspections", "payment_transactions")
FIGURES = ("period", "as_of")  # what the figures depend on; 仅看 narrows the alerts alone
MEASURES = ("accuracy", "coverage", "photos", "postings", "forms")


def layout(**_):
    return page(
        "overview",
        ROLES,
        [
            section.shell("overview", "figures", 396),
            row((section.shell("overview", "alerts", 480), 7), (section.shell("overview", "towns", 480), 5), look="mj-alerts-row"),
            row(section.shell("overview", "contractors", 320), look="mj-contractors-row"),
            row(section.shell("overview", "measures", 480)),
            row(section.shell("overview", "fresh", 160), look="mj-last-row"),
        ],
    )


def to(path: str, **said: str) -> str:
    """An address with its filters."""
    return f"{path}?{urlencode({name: value for name, value in said.items() if value})}"


def places(settled: dict, rows: list[dict]) -> dict[str, str]:
    """measure -> the page with its rows, in the same period."""
    day, period = settled["as_of"], settled["period"]
    visits, forms = to("/accuracy", period=period, as_of=day), to("/satisfaction", period=period, as_of=day)
    villages, money = to("/publicity", period=overview_figures.quarter(rows), as_of=day), to("/payments", as_of=day)
    return {
        **dict.fromkeys(("accuracy", "item_accuracy", "recheck_share"), visits),
        **dict.fromkeys(("satisfaction", "service_satisfaction"), forms),
        **dict.fromkeys(("coverage", "photo_sets"), villages),
        **dict.fromkeys(("on_time", "overdue_amount"), money),
    }


def alerts_now(settled: dict) -> list[dict]:
    """Every alert of the as-of day, as on its own page."""
    return section.answer("alerts", {}, as_of=settled["as_of"]).dicts()


@section.fill("overview", "alerts", *ROLES)
def alerts(settled):
    rows = alerts_now(settled)
    first = alert_table.urgent(rows)
    if not first:
        return states.empty(t("alerts.none"), t("alerts.none_next", day=text.day(settled["as_of"])))
    name = viewer().name
    late = alert_list.late(first, settled)
    chips = tables.chips("only", settled.get("only", ""), alert_list.choices(first, settled, name, ("", "mine", "overdue")), "overview-alerts")
    kept = alert_list.narrowed(first, {"as_of": settled["as_of"], "only": settled.get("only", "")}, name)
    shown = [alert_table.alert_table(kept, settled)] if kept else []
    silent = len(rows) - len(first)
    everything = t("overview.to_alerts_silent" if silent else "overview.to_alerts", count=number(len(rows)), silent=number(silent))
    return card(
        t("overview.alerts", count=number(len(first))),
        t("alerts.measure", day=text.day(settled["as_of"]), late=number(late)),
        html.Div([chips, *(shown or [states.nothing(t("alerts.none_kept"))]), dcc.Link([everything, " ›"], href=to("/alerts", as_of=settled["as_of"]),
                                                                    className="mj-link")]),
        t("alerts.source"),
        t("alerts.clause"),
        info=explain("alerts", basis.policy()),
        export=section.export("alerts", {"as_of": settled["as_of"]}),
    )


@section.fill("overview", "figures", *ROLES, uses=FIGURES)
def figures(settled):
    if not section.answer("data_range", {}).rows:
        return tour.tour(viewer().role)
    rows = section.answer("overview", settled).dicts()
    if not rows:
        return states.empty(t("intake.nothing"), t("overview.nothing_next"))
    rounds, tranches = (section.answer(name, settled).dicts() for name in ("satisfaction", "payment_tranches"))
    months = section.answer("accuracy_trend", settled, period=overview_figures.year_to(rows, settled)).dicts()
    quarters = [
        (quarter, next(iter(section.answer("publicity_coverage", settled, period=quarter, by="county").dicts()), None))
        for quarter in overview_figures.quarters_before(rows)
    ]
    facts = concluded.overview(section.answer, settled)
    cards = overview_figures.cards(rows, settled, places(settled, rows), basis.policy(), months, rounds, quarters, tranches)
    return [conclusion.sentence("overview", facts), tiles.tiles(*cards)]


def towns_title(rows: list[dict]) -> str:
    """How many towns are off target; where nothing could be judged it says so."""
    off = sum(severity(one) >= WEIGHT["bad"] for one in rows)
    if off:
        return t("overview.towns_off", count=off, all=len(rows))
    judged = any(tiles.tone(one[measure][1]) != "none" for one in rows for measure in MEASURES if one[measure][1])
    return t("overview.towns_fine" if judged else "overview.towns_unjudged", all=len(rows))


@section.fill("overview", "towns", *ROLES, uses=FIGURES)
def towns(settled):
    quarter = overview_figures.quarter_of(settled)
    inspected = section.answer("publicity_coverage", settled, period=quarter, by="town").dicts()
    found = {
        "accuracy": (section.answer("accuracy", settled, by="town").dicts(), "accuracy_pct", "rechecked"),
        "coverage": (inspected, "coverage_pct", "villages"),
        "photos": (inspected, "photo_set_pct", "villages"),
        "postings": (section.answer("posting_compliance", settled, by="town").dicts(), "compliant_pct", "ended"),
        "forms": (section.answer("service_feedback", settled, by="town").dicts(), "satisfied_pct", "forms_valid"),
    }
    blank = {"measures": MEASURES, **dict.fromkeys(MEASURES, (None, None, ""))}
    shown = {}
    for measure, (groups, value, n) in found.items():
        for one in (one for one in groups if one["group_key"]):
            town = shown.setdefault(one["group_key"], {"name": one["group_name"] or one["group_key"]} | blank)
            verdict = one.get("verdict") if measure in ("accuracy", "coverage") else None
            town[measure] = (one[value], verdict, t("tile.n", n=number(one[n])))
    for code, one in shown.items():
        one["href"] = to("/accuracy", period=settled["period"], as_of=settled["as_of"], region=code)
    if not shown:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    return card(
        towns_title(list(shown.values())),
        t("overview.towns_note", period=filters.period_text(settled), quarter=text.period(quarter)),
        town_table(list(shown.values()), list(MEASURES)),
        t("overview.towns_source"),
        basis.clause(basis.policy(), "accuracy_target"),
        (("◆", "bad-mark", "overview.key_off"), ("▲", "watch-mark", "overview.key_watch"), ("◌", "none-mark", "overview.key_small")),
        info=explain("overview", basis.policy()),
        export=section.export("accuracy", settled, by="town"),
    )


@section.fill("overview", "measures", *ROLES, uses=FIGURES)
def measures(settled):
    rows = section.answer("overview", settled).dicts()
    if not rows:
        return states.empty(t("intake.nothing"), t("overview.nothing_next"))
    return card(
        t("overview.measures"),
        t("overview.measures_note", period=filters.period_text(settled)),
        html.Div(measure_table(rows, places(settled, rows)), className="mj-scroll-x"),
        t("overview.measures_source"),
        t("overview.measures_basis"),
        info=explain("overview", basis.policy()),
        export=section.export("overview", settled),
    )


def contractors_title(rows: list[dict]) -> str:
    """Whose accuracy is judged how; nobody is named fine whose sample is too small."""
    by_tone: dict[str, list[str]] = {}
    for one in rows:
        by_tone.setdefault(tiles.tone(one["verdict"]), []).append(one["name"])
    for tone, key in (("bad", "off"), ("watch", "watch")):
        if tone in by_tone:
            return t(f"overview.contractors_{key}", names=t("common.list").join(by_tone[tone]))
    fine = len(by_tone.get("good", ()))
    return t("overview.contractors_fine", count=number(fine)) if fine else t("overview.contractors_unjudged")


@section.fill("overview", "contractors", *ROLES, uses=FIGURES)
def compared(settled):
    policy = basis.policy()
    rows = overview_figures.contractors(
        section.answer("accuracy", settled, by="contractor").dicts(),
        section.answer("satisfaction", settled).dicts(),
        section.answer("service_feedback", settled, by="contractor").dicts(),
        section.answer("payment_summary", settled).dicts(),
        basis.value(policy, "satisfaction_low", only_usable=True),
    )
    for one in rows:
        code = one["group_key"]
        one["href"] = to("/accuracy", period=settled["period"], as_of=settled["as_of"], contractor=code) if code else ""
    if not rows:
        return states.empty(t("accuracy.none"), t("accuracy.none_next"))
    return card(
        contractors_title(rows),
        t("overview.contractors_note", period=filters.period_text(settled)),
        contractor_table(rows),
        t("overview.contractors_source"),
        basis.clause(policy, "accuracy_target"),
        info=explain("overview", policy),
        export=section.export("accuracy", settled, by="contractor"),
    )


@section.fill("overview", "fresh", *ROLES, uses=FIGURES)
def fresh(settled):
    known = {one["dataset"]: one for one in section.answer("data_range", settled).dicts()}
    files = section.answer("imports", settled).dicts() if section.viewer().role != "auditor" else None
    shown = []
    for name in LEDGERS:
        one = known.get(name, {"rows": None, "last_day": None, "last_import": None})
        back = {kind: sum(file[kind] or 0 for file in files if file["dataset"] == name) if files is not None else None
                for kind in ("rejected", "held")}
        title = contracts()[name].title if language() == "zh" else name.replace("_", " ").capitalize()
        shown.append(one | back | {"title": title})
    link = dcc.Link([t("overview.to_imports"), " ›"], href="/intake", className="mj-link")
    return html.Section(
        [html.Header([html.Div(html.H2(t("overview.fresh"))), link]), freshness(shown)], className="mj-card"
    )

"""数据导入: send files, see them checked and stored, mend what was sent back, and how fresh the data are."""

import functools
import json

from dash import ALL, Input, Output, State, ctx, dcc, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import import_result, import_view, section
from components.door import guarded, viewer
from components.frame import page, row
from components.text import language, t
from data import database, samples
from data.contract import contracts
from data.intake import jobs
from data.intake.describe import title
from data.intake.reasons import translated
from data.intake.received import LIMIT
from data.intake.undo import undo
from data.refusal import Refused, sentence
from queries import ask

ROLES = ("leader", "panel", "finance", "auditor", "admin")
MAY_SEND = "admin"
TICK = 1500  # milliseconds between two looks at work under way
SETTLED = section.settled_for("intake")
register_page(__name__, path="/intake", name_key="intake", order=7, icon="bi-cloud-arrow-up", group="data", roles=ROLES, filters=(),
              also=("imports", "rule", "undo"))


def layout(**_):
    ledgers = [row(section.shell("intake", name, height)) for name, height in (("result", 400), ("history", 600), ("fresh", 600))]
    kept = [dcc.Store(id="intake-done"), dcc.Store(id="intake-undone")]
    if viewer().role != MAY_SEND:
        return page("intake", ROLES, [*kept, row(rules_card()), *ledgers])
    sending = [dcc.Store(id="intake-sent"), dcc.Interval(id="intake-tick", interval=TICK, disabled=True)]
    return page("intake", ROLES, [*kept, *sending, row(html.Div(id="intake-steps")), html.Div(id="intake-sample"),
                           row((html.Div(send_card()), 8), (html.Div(rules_card()), 4)), *ledgers])


def send_card() -> html.Section:
    """Drop zone, what is on its way and what has arrived."""
    named = [(name, title(contract, language())) for name, contract in contracts().items()]
    head = html.Header([html.Div([html.H2(t("intake.send")), html.P(t("intake.send_note"), className="mj-measure")]), import_view.templates(named)])
    under_way = html.Div([html.Ul(id="intake-sending", className="mj-jobs"), html.Div(id="intake-jobs")], **{"aria-live": "polite"})
    return html.Section([head, import_view.drop_zone(LIMIT), under_way], className="mj-card")


def rules_card() -> html.Section:
    """What becomes of a file."""
    facts = ["how_form", "how_again", "how_bad", "how_private"]
    inside = [html.Div([html.Dt(t(f"intake.{name}_title")), html.Dd(t(f"intake.{name}"))]) for name in facts]
    more = dcc.Link([t("page.dictionary"), " ›"], href="/dictionary", className="mj-link mj-note")
    return html.Section([html.Header(html.Div(html.H2(t("intake.how")))), html.Dl(inside, className="mj-facts"), more], className="mj-card")


def follows(name: str, *uses: str):
    """Fills a section anew when an import has ended or was taken back, or when ``uses`` of the address change."""
    place = f"intake-{name}"

    def register(function):
        @guarded(*ROLES)(Output(place, "children"), Output(place, "data-asked"), Input(SETTLED, "data"), Input("intake-done", "data"),
                         Input("intake-undone", "data"), State(place, "data-asked"))
        @functools.wraps(function)
        def fill(settled, done, undone, before):
            if not isinstance(settled, dict) or settled.get("page") != "intake":
                raise PreventUpdate
            asked = json.dumps([done, undone, *(settled.get(name) for name in uses)])
            return (no_update, no_update) if asked == before else (section.safely(function, settled), asked)
        return fill
    return register


# --- what is under way -----------------------------------------------------------------------------

@guarded(MAY_SEND, polling=True)(
    Output("intake-jobs", "children"), Output("intake-steps", "children"), Output("intake-tick", "disabled"), Output("intake-done", "data"),
    Input("intake-tick", "n_intervals"), Input("intake-sent", "data"), Input(SETTLED, "data"), State("intake-done", "data"))
def under_way(_ticks, _sent, settled, done):
    if not isinstance(settled, dict) or settled.get("page") != "intake":
        raise PreventUpdate
    known = [one | {"sentence": translated(one["sentence"], language())} for one in jobs.listed()]
    ended = max((f"{one['ended']} {one['job_id']}" for one in known if one["ended"]), default="")
    running = any(one["state"] in import_view.RUNNING for one in known)
    waits = any(one["state"] == "等待空间" for one in known)  # goes on by itself
    # the sections below are asked for anew once, when the last file is done
    return import_view.job_list(known), steps(known, running), not (running or waits), no_update if running or ended == (done or "") else ended


def steps(known: list[dict], running: bool) -> html.Ol:
    """Where the latest file stands: to be chosen, being checked, to be mended, stored."""
    labels = [t("intake.step_choose"), t("intake.step_send"), t("intake.step_check"), t("intake.step_stored")]
    if not known:
        return import_view.stepper(1, labels)
    numbers = known[0]["imports"] or []
    rows = [one for one in ask("imports", viewer()).dicts() if one["import_id"] in numbers and one["status"] in import_result.GOOD] if numbers else []
    if not rows:
        return import_view.stepper(3 if running or known[0]["state"] in import_view.ANSWERS else 1, labels)
    back = sum(one["rejected"] for one in rows)
    labels[3] = t("intake.step_stored_rows", n=sum(one["accepted"] + one["replaced"] + one["unchanged"] for one in rows))
    if back:
        labels[2] = t("intake.step_check_mend", n=back)
    return import_view.stepper(3 if back else 5, labels)


@guarded(MAY_SEND)(Output("intake-sample", "children"), Input(SETTLED, "data"), Input("intake-done", "data"), Input("intake-undone", "data"))
def sample(settled, _done, _undone):
    """样例县: offered on an empty store, and taken away again while nothing else was brought in."""
    if not isinstance(settled, dict) or settled.get("page") != "intake":
        raise PreventUpdate
    return import_view.sample(samples.offered())


@guarded(MAY_SEND)(
    Output("intake-sent", "data", allow_duplicate=True), Output("intake-undone", "data", allow_duplicate=True), Output({"said": "sample"}, "children"),
    Input({"sample": ALL}, "n_clicks"), prevent_initial_call=True)
def sample_deed(clicks):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        raise PreventUpdate
    try:
        if ctx.triggered_id["sample"] == "load":
            return f"sample {samples.send(viewer().name)}", no_update, no_update
        return no_update, f"sample {samples.remove(viewer().name)} {database.now()}", no_update
    except Refused as refused:
        return no_update, no_update, sentence(refused.code, language(), **refused.details)


@guarded(MAY_SEND)(Output("intake-sent", "data"), Input({"intake-decide": ALL, "answer": ALL}, "n_clicks"), prevent_initial_call=True)
def decide(clicks):
    chosen = ctx.triggered_id
    if not any(clicks) or not isinstance(chosen, dict):
        raise PreventUpdate
    if chosen["answer"] == "try_again":
        jobs.try_again(chosen["intake-decide"], viewer().name)
    else:
        jobs.decide(chosen["intake-decide"], chosen["answer"] == "confirm_overwrite", viewer().name)
    return f"{chosen['intake-decide']} {chosen['answer']}"


@guarded(MAY_SEND)(Output("intake-undone", "data"), Input({"intake-undo": ALL}, "n_clicks"), State(SETTLED, "data"), prevent_initial_call=True)
def take_back(clicks, settled):
    if not any(clicks):
        raise PreventUpdate
    rows = import_result.chosen(section.answer("imports", settled).dicts(), settled.get("imports"))
    try:
        undo(rows[0]["digest"], viewer().name)
    except (Refused, IndexError):
        raise PreventUpdate from None  # somebody else was quicker
    return rows[0]["digest"]


# --- what became of it -----------------------------------------------------------------------------

@follows("result", "imports", "rule", "undo")
def result(settled):
    rows = import_result.chosen(section.answer("imports", settled).dicts(), settled.get("imports"))
    return import_result.result(rows, settled, viewer().role == MAY_SEND)


@follows("history")
def history(settled):
    return import_result.history(section.answer("imports", settled).plain(), viewer().role == MAY_SEND)


@follows("fresh")
def fresh(settled):
    known = {one["dataset"]: one for one in section.answer("freshness", settled).dicts()}
    days = {one["dataset"]: one["last_day"] for one in section.answer("data_range", settled).dicts()}
    return import_result.freshness([{"title": title(contract, language()), "event": days.get(name), **known.get(name, {})}
                                    for name, contract in contracts().items()])

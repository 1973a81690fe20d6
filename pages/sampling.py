"""抽样方案: how many visits to re-check and which, drawn from a recorded seed; the plans with planned against done."""

import functools
import json

from dash import Input, Output, State, dcc, html, no_update, register_page
from dash.exceptions import PreventUpdate

from components import basis, plan_form, section, states
from components.door import guarded, viewer
from components.frame import page, row
from components.text import t
from data import sampling
from pages import sampling_plans
from pages.sampling_preview import preview, proposed
from queries import questions

ROLES = questions()["sampling_plans"].roles
FORM = ("basis", "precision", "expected", "share", "risk", "flagged", "seed")

register_page(
    __name__,
    path="/sampling",
    name_key="sampling",
    order=1.5,
    icon="bi-shuffle",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor", "assistance"),
    also=("plan",),
    period_kind="half",
    dataset="investigations",
)


def may_record() -> bool:
    """Who is bound to a contractor must not know whom the bureau will visit."""
    return viewer().role in sampling.RECORDERS and not viewer().contractor


def layout(**_):
    own = []
    if may_record():
        policy = basis.policy()
        form = plan_form.form({name: basis.value(policy, param) for name, param in plan_form.DEFAULTS.items()})
        own = [row((html.Div(html.Div(form)), 5), (section.shell("sampling", "preview", 520), 7)), dcc.Store(id="sampling-shown")]
    kept = [dcc.Store(id="sampling-recorded")]
    return page("sampling", ROLES, [*kept, *own, row(section.shell("sampling", "plans", 320)), row(section.shell("sampling", "tasks", 320))])


def typed(*values) -> dict:
    return dict(zip(FORM, values, strict=True))


STATES = [f"sampling-{name}" for name in FORM]


@guarded(*sampling.RECORDERS)(
    Output("sampling-preview", "children"),
    Output("sampling-shown", "data"),
    Input(section.settled_for("sampling"), "data"),
    *[Input(place, "value") for place in STATES],
)
def previewed(settled, *values):
    """What would be drawn; nothing is recorded."""
    if not isinstance(settled, dict) or settled.get("page") != "sampling":
        raise PreventUpdate
    kept = {}

    def shown():
        found = proposed(viewer(), settled, typed(*values))
        kept.update({name: found[name] for name in ("n", "risk", "allocation")})
        return preview(found, settled)

    return section.safely(shown), kept or None


@guarded(*sampling.RECORDERS)(
    Output("sampling-recorded", "data"),
    Output({"said": "sampling"}, "children"),
    Input({"record": "sampling"}, "n_clicks"),
    State(section.settled_for("sampling"), "data"),
    State("sampling-shown", "data"),
    *[State(place, "value") for place in STATES],
    prevent_initial_call=True,
)
def recorded(clicks, settled, shown, *values):
    """Draws and records what the preview showed; refused when the visits have changed since."""
    if not clicks or not isinstance(settled, dict) or not isinstance(shown, dict):
        raise PreventUpdate
    kept = []

    def record():
        fresh = proposed(viewer(), settled, typed(*values))
        kept.append(sampling.record(viewer(), fresh | {name: shown[name] for name in ("n", "risk", "allocation")}))
        return html.P(t("sampling.recorded", plan=kept[0]), className="mj-done", role="status")

    said = section.safely(record)
    return (kept[0] if kept else no_update), said


def follows(name: str, *uses: str):
    """Fills a section anew when a plan was recorded or when ``uses`` of the address change."""
    place = f"sampling-{name}"

    def register(function):
        @guarded(*ROLES)(
            Output(place, "children"),
            Output(place, "data-asked"),
            Input(section.settled_for("sampling"), "data"),
            Input("sampling-recorded", "data"),
            State(place, "data-asked"),
        )
        @functools.wraps(function)
        def fill(settled, done, before):
            if not isinstance(settled, dict) or settled.get("page") != "sampling":
                raise PreventUpdate
            asked = json.dumps([done, *(settled.get(one) for one in uses)])
            return (no_update, no_update) if asked == before else (section.safely(function, settled, done), asked)

        return fill

    return register


@follows("plans", "as_of", "plan")
def plans(settled, done):
    return sampling_plans.plans(settled, chosen(settled, done))


@follows("tasks", "as_of", "plan")
def tasks(settled, done):
    plan = chosen(settled, done)
    return sampling_plans.tasks(settled, plan) if plan else states.empty(t("sampling.no_plan"), t("sampling.no_plan_next"))


def chosen(settled: dict, done: str | None) -> str | None:
    """The plan of the address, else the one just recorded, else the latest."""
    rows = section.answer("sampling_plans", settled).dicts()
    known = [one["plan_id"] for one in sorted(rows, key=lambda one: one["made_at"], reverse=True)]
    return next((plan for plan in (settled.get("plan"), done, *known) if plan in known), None)

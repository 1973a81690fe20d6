"""调查准确率: how many re-checked visits were right in every critical item, whether that is chance, where and why it goes wrong."""

from dash import register_page

from components import concluded, conclusion, drawer, panels, section, states
from components.door import viewer
from components.frame import page, row
from data.viewer import ROLES
from pages import accuracy_cases, accuracy_charts, accuracy_errors, accuracy_groups, accuracy_people, accuracy_rates, accuracy_reliability  # noqa: F401
from pages.accuracy_rows import FIGURES, NARROW

TABS = ("", "errors", "people", "groups")
WATCHING = accuracy_people.ROLES  # who may watch the re-checkers


def tabs_of(role: str) -> tuple[str, ...]:
    """The panels a role may see."""
    return tuple(name for name in TABS if name != "people" or role in WATCHING)


register_page(
    __name__,
    path="/accuracy",
    name_key="accuracy",
    order=1,
    icon="bi-bullseye",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor", "assistance"),
    also=("tab", *NARROW),
    period_kind="half",
    dataset="investigations",
)


def shell(name: str, height: int):
    return section.shell("accuracy", name, height)


def layout(tab: str = "", **_):
    shown = {
        "": [
            row(shell("rates", 132)),
            row((shell("trend", 470), 8), (shell("coverage", 470), 4)),
            row((shell("funnel", 470), 6), (shell("items", 470), 6)),
        ],
        "errors": [row(shell("errors", 360)), row(shell("causes", 420)), row(shell("reliability", 420))],
        "people": [row((shell("checkers", 470), 6), (shell("conflicts", 470), 6)), row(shell("checkertable", 420))],
        "groups": [row((shell("contractors", 420), 6), (shell("changes", 420), 6)), row(shell("towns", 470))],
    }
    mine = {name: shown[name] for name in tabs_of(viewer().role)}
    body = [shell("tabs", 0), panels.panels("accuracy", mine, tab), row(shell("cases", 620)), drawer.shell("accuracy")]
    return page("accuracy", ROLES, body, shell("conclusion", 0))


panels.connect("accuracy", tabs_of, ROLES)


@section.fill("accuracy", "conclusion", *ROLES, uses=FIGURES)
def conclude(settled):
    return conclusion.sentence("accuracy", concluded.accuracy(section.answer, settled))


@section.fill("accuracy", "rates", *ROLES, uses=FIGURES, tab="")
def rates(settled):
    county = section.answer("accuracy", settled, by="county").dicts()
    return accuracy_rates.strip(settled, county[0]) if county else states.empty(*accuracy_rates.nothing())

"""The controls of the filter bar. The day is a text field in the one form that everybody here reads, beside it the browser's calendar."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from components import text
from components.text import t

ALL_OF_THEM = "all"  # the choice that narrows nothing; assets/address.js leaves it out of the address
ASSISTANCE = ("低保", "特困", "低收入(低保边缘)", "支出型困难", "临时救助")  # as choices.md B4 groups them


def _field(name: str, control) -> html.Div:
    return html.Div([html.Label(t(f"filter.{name}"), htmlFor=f'{{"filter":"{name}"}}'), html.Div(control, id=f"filter-{name}-field")])


def _day(value: str, name: str) -> html.Div:
    """YYYY-MM-DD in every language and browser: a native date field would follow the browser's own country."""
    typed = dbc.Input(
        type="text", value=value, id={"filter": name}, debounce=True, maxlength=10, pattern=r"\d{4}-\d{2}-\d{2}", placeholder="2022-04-15",
        autocomplete="off",
    )
    calendar = html.Button(
        html.I(className="bi bi-calendar3", **{"aria-hidden": "true"}),
        type="button",
        title=t("filter.calendar"),
        **{"aria-label": t("filter.calendar"), "data-calendar": name},
    )
    picker = dbc.Input(type="date", value=value, id=f"picker-{name}", tabIndex=-1, class_name="mj-picker")
    return html.Div([typed, calendar, html.Span(picker, **{"aria-hidden": "true"})], className="mj-day")


def _choice(name: str, value: str | None, choices: list[dict]) -> dbc.Select:
    def label(row: dict) -> str:
        if name == "contract":
            return f"{row['key']} {text.contractor(row['name'])}"
        return row["name"] or row["key"]

    shown = [{"label": label(row), "value": row["key"]} for row in choices]
    everything = {"label": t(f"filter.all_{name}", count=len(choices)), "value": ALL_OF_THEM}
    return dbc.Select(options=[everything, *shown], value=value or ALL_OF_THEM, id={"filter": name})


def fields(page: dict, settled: dict, options: list[str], choices: list[dict]) -> list[html.Div]:
    """The fields of a page's bar; ``options``: the periods, ``choices``: rows of filter_choices."""
    found = []
    for name in page["filters"]:
        if name == "as_of":
            control = _day(settled["as_of"], name)
        elif name == "period":
            periods = [{"label": text.period(period), "value": period} for period in options]
            control = dbc.Select(options=periods, value=settled["period"], id={"filter": name})
        elif name == "assistance":
            control = _choice(name, settled.get(name), [{"key": one, "name": text.word(one)} for one in ASSISTANCE])
        else:
            control = _choice(name, settled.get(name), [row for row in choices if row["kind"] == name])
        found.append(_field(name, control))
    return found


def more(page: dict, settled: dict) -> list:
    """What stands after the fields: the way back to what the page settles by itself, and what it takes away under its filters."""
    found = []
    if settled["said"]:
        arrow = html.I(className="bi bi-arrow-counterclockwise", **{"aria-hidden": "true"})
        found.append(dcc.Link([arrow, " ", t("filter.reset")], href=page["path"], className="mj-reset"))
    if "beside" in page:
        found.append(page["beside"](settled))
    return found

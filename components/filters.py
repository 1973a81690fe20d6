"""The filter bar. Filters live in the address; what it leaves out is settled here: the last period that is over and holds data.

assets/address.js says what the open page is ``wanted`` for; one callback reads it and answers the bar and what the page is ``settled`` to,
from which every section of the page is asked. What a reader changes is written into the address by the same script.
"""

import datetime
import functools
import hashlib
import json
from urllib.parse import parse_qs

import dash
from dash import ALL, ClientsideFunction, Input, Output, State, clientside_callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate
from orjson import Fragment
from plotly.io.json import to_json_plotly

from components import filter_bar, section, text
from components.door import guarded, viewer
from components.remembered import ask_once, show_once
from components.text import t
from data.database import today
from data.refusal import Refused
from queries.parameters import days_of

EVERY = {"settled": ALL, "of": ALL}  # the places where sections read what their page is settled to


def bar(name: str) -> list:
    """The empty bar of a page, what is wanted of it, and what that settles to."""
    page = next(page for page in dash.page_registry.values() if page.get("name_key") == name)
    inside = [html.Div(id="filter-fields"), html.Div(id="filter-more")]
    bar = html.Div(inside, id="filters", className="mj-filters" if page["filters"] else "", **{"data-path": page["path"]})
    return [bar, dcc.Store(id="wanted"), dcc.Store(id=section.settled_for(name))]


def address() -> dcc.Location:
    """The address, held once by the frame; a changed filter pushes an entry without loading the page anew."""
    return dcc.Location(id="address", refresh=False)


def page_at(pathname: str | None) -> dict | None:
    """The registered page of a path."""
    return next((page for page in dash.page_registry.values() if page["path"] == pathname), None)


def period_of(day: datetime.date, kind: str) -> str:
    """The half-year, quarter or year that holds a day."""
    return {"half": f"{day.year}H{(day.month + 5) // 6}", "quarter": f"{day.year}Q{(day.month + 2) // 3}", "year": str(day.year)}[kind]


def periods(first: datetime.date, last: datetime.date, kind: str) -> list[str]:
    """Every period from the first to the last day, the latest first; the years follow the half-years."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    found = list(dict.fromkeys(period_of(datetime.date(month // 12, month % 12 + 1, 1), kind) for month in reversed(months)))
    return found + (periods(first, last, "year") if kind == "half" else [])


def settle(page: dict, search: str | None) -> tuple[dict, list[str]]:
    """What the figures are asked for, and the periods there are to choose from. ``said``: what the address names itself."""
    said = {name: values[-1] for name, values in parse_qs((search or "").lstrip("?")).items() if values[-1]}
    ranges = {row["dataset"]: row for row in ask_once("data_range", viewer()).dicts()}
    taken = next((row["taken_on"] for row in ranges.values() if row["taken_on"]), None) or today()
    if "opens_on" in page:
        taken = page["opens_on"]()  # a page of deadlines may stand on today
    known = (*page["filters"], *page.get("also", ()))
    settled = {name: said[name] for name in known if name in said}
    settled["said"] = sorted(settled)
    settled |= {"page": page["name_key"], "as_of": settled.get("as_of", taken.isoformat())}
    options = []
    if "period" in page["filters"]:
        held = ranges.get(page["dataset"])
        # a wrong as-of date is refused where it is asked for, in its sentence
        last = min(held["last_day"], _day(settled["as_of"]) or held["last_day"]) if held else _day(settled["as_of"]) or today()
        options = (
            periods(held["first_day"], max(held["last_day"], held["first_day"]), page["period_kind"])
            if held
            else [period_of(last, page["period_kind"])]
        )
        settled.setdefault("period", first_shown(options, _day(settled["as_of"])) or period_of(last, page["period_kind"]))
        if settled["period"] not in options:
            options = [settled["period"], *options]
    return settled, options


def first_shown(options: list[str], day: datetime.date | None) -> str | None:
    """The latest period that was over on the day: a running one has few re-checks and judges nobody. None when none was."""
    return next((one for one in options if day and days_of(one)[1] < day), None)


def _day(said: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        return None


def running(settled: dict) -> bool:
    """Whether the period was still running on the as-of day."""
    try:
        return days_of(settled["period"])[1] >= datetime.date.fromisoformat(settled["as_of"])
    except (Refused, ValueError):
        return False


def period_text(settled: dict) -> str:
    """The period's name; a running one says so."""
    name = text.period(settled["period"])
    return t("period.running", name=name) if running(settled) else name


def _fill(page: dict, search: str | None, before: dict | None, standing: str | None, chosen: dict) -> tuple:
    """The fields and their mark, what stands after them, what the address settles to, and the day the data were taken for the top bar.

    ``standing``: the mark of the fields that the browser has, ``chosen``: what is chosen in them. Where they offer and say the same
    they stay: to draw hundreds of villages again takes longer than all figures.
    """
    settled, options = settle(page, search)
    if settled == before:
        return (no_update,) * 5
    shown = text.day(settled["as_of"]) if _day(settled["as_of"]) else text.BLANK
    until = [html.I(className="bi bi-check-circle-fill", **{"aria-hidden": "true"}), t("frame.until", day=shown)]
    if not page["filters"]:
        return no_update, no_update, no_update, settled, until
    said = tuple([settled.get(name) for name in page["filters"]])
    mark, fields = show_once(("filter-fields", page["path"], tuple(options), said, *section.seen_by()), functools.partial(_fields, page, settled, options))
    stand = mark == standing and all(chosen.get(name) == settled.get(name, filter_bar.ALL_OF_THEM) for name in page["filters"])
    return no_update if stand else fields, mark, filter_bar.more(page, settled), settled, until


def _fields(page: dict, settled: dict, options: list[str]) -> tuple[str, Fragment]:
    """The mark of what the fields offer, and the fields as they will be sent."""
    choices = ask_once("filter_choices", viewer()).dicts()
    mark = hashlib.blake2s(json.dumps([page["path"], options, choices], default=str).encode(), digest_size=8).hexdigest()
    return mark, Fragment(to_json_plotly(filter_bar.fields(page, settled, options, choices)))


def told(settled, places: list[dict]) -> list:
    """What each place of the page is told: the page's own all, of its panels' (components/panels.py) only that of the panel which is shown."""
    panels = {place["of"] for place in places} - {"page"}
    named = settled.get("tab", "") if isinstance(settled, dict) else ""
    shown = named if named in panels else "first"
    own = settled if named in panels or not named or not panels else settled | {"tab": ""}
    return [settled if place["of"] == "page" or settled is no_update else own if place["of"] == shown else no_update for place in places]


def connect() -> None:
    """Registers the bar's callbacks."""

    @guarded()(
        Output("filter-fields", "children"),
        Output("filter-fields", "data-mark"),
        Output("filter-more", "children"),
        Output(EVERY, "data"),
        Output("until", "children"),
        Input("wanted", "data"),
        State(section.settled_for(ALL), "data"),
        State("filter-fields", "data-mark"),
        State({"filter": ALL}, "value"),
        State({"filter": ALL}, "id"),
    )
    def fill(wanted, before, standing, values, names):
        pathname, _, search = str(wanted or "").partition("?")
        page = page_at(pathname)
        if page is None or viewer().role not in page.get("roles", ()):
            raise PreventUpdate
        chosen = {one["filter"]: value for one, value in zip(names, values, strict=True)}
        found = section.safely(_fill, page, search, next(iter(before), None), standing, chosen)
        fields, mark, more, settled, until = found if isinstance(found, tuple) else (found, "", *(no_update,) * 3)
        return fields, mark, more, told(settled, [one["id"] for one in ctx.outputs_list[3]]), until

    # asked once a page: while the address already names the next page and the old one still stands, nothing is wanted
    clientside_callback(
        ClientsideFunction("address", "want"),
        Output("wanted", "data"),
        Input("address", "search"),
        Input("address", "pathname"),
        State("filters", "data-path"),
        State("wanted", "data"),
    )
    clientside_callback(
        ClientsideFunction("address", "write"),
        Output("address", "search"),
        Input({"filter": ALL}, "value"),
        State({"filter": ALL}, "id"),
        State(section.settled_for(ALL), "data"),
        State("address", "search"),
        prevent_initial_call=True,
    )

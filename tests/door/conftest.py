"""A small app behind the door and browsers in front of it."""

from pathlib import Path

import dash
import pytest
from dash import Input, Output, dcc, html
from dash._callback import GLOBAL_CALLBACK_LIST, GLOBAL_CALLBACK_MAP
from flask import Flask
from hands import NEW, PASSWORD, sign_in

from components import door
from data import people


@pytest.fixture(autouse=True)
def _quick(quick_passwords):
    pass


@pytest.fixture
def apart(monkeypatch):
    """Callbacks made here do not mix with those of the real pages."""
    kept = list(GLOBAL_CALLBACK_LIST), dict(GLOBAL_CALLBACK_MAP)
    GLOBAL_CALLBACK_LIST.clear()
    GLOBAL_CALLBACK_MAP.clear()
    monkeypatch.setattr(door, "CALLBACKS", dict(door.CALLBACKS))
    yield
    GLOBAL_CALLBACK_LIST[:] = kept[0]
    GLOBAL_CALLBACK_MAP.clear()
    GLOBAL_CALLBACK_MAP.update(kept[1])


@pytest.fixture
def site(store, apart):
    """A small app behind the door."""
    server = Flask("site")
    door.guard(server)
    app = dash.Dash(
        "site", server=server, suppress_callback_exceptions=True, assets_folder=str(Path(door.__file__).parent / "assets")
    )
    app.layout = html.Div(
        [dcc.Interval(id="tick"), html.Div(id="money"), html.Div(id="mine"), html.Div(id="clock"), html.Div(id="open")]
    )

    @door.guarded("finance", "leader")(Output("money", "children"), Input("tick", "n_intervals"))
    def money(_):
        return "SECRET"

    @door.guarded()(Output("mine", "children"), Input("money", "n_clicks"))
    def mine(_):
        return door.viewer().name

    @door.guarded(polling=True)(Output("clock", "children"), Input("mine", "n_clicks"))
    def clock(_):
        return "ticked"

    @dash.callback(Output("open", "children"), Input("mine", "n_clicks"))
    def forgotten(_):
        return "UNGUARDED"

    def paper():
        return "PAPER"

    door.add_route(server, "/paper", paper, "finance", "auditor")
    server.add_url_rule("/forgotten", "forgotten", lambda: "UNGUARDED")
    server.money = money
    return server


@pytest.fixture
def client(site):
    """``client("panel")``: a browser in which a person of this role has signed in and changed the password; None: nobody."""

    def make(role=None, fresh=False):
        browser = site.test_client()
        if role:
            if people.find_person(f"a-{role}") is None:
                people.add_person(f"a-{role}", role, "640202001" if role == "town" else "", None, PASSWORD, "test")
                if not fresh:
                    people.change_password(f"a-{role}", PASSWORD, NEW, "test")
            assert sign_in(browser, f"a-{role}", PASSWORD if fresh else NEW).status_code == 303
        return browser

    return make

"""The walk over pages, ids and callbacks that stands in for Dash's validation layout (which would show every layout to strangers)."""

import collections
import contextlib

import dash
import pytest
from applications import PASSWORD, application
from flask_login import login_user

from components import door, sign_in
from data import people
from data.viewer import ROLES
from queries import questions

LATER = "Later-two-43!y"


@pytest.fixture(scope="module")
def app(empty_store, tmp_path_factory):
    """The whole application over an empty store."""
    with application(empty_store, tmp_path_factory.mktemp("walk"), **{role: "640202001" if role == "town" else "" for role in ROLES}) as made:
        yield made


@pytest.fixture
def signed_in(app):
    """``with signed_in("town"):`` is a request of a person with that role."""

    @contextlib.contextmanager
    def request_of(role, path="/"):
        with app.server.test_request_context(path):
            found = sign_in.sessions.Session(people.find_person("at-" + role).viewer, role, False)
            login_user(sign_in.SignedIn("walk", found))
            yield

    return request_of


def screens():
    return [page for page in dash.page_registry.values() if "roles" in page]


def ids_in(layout):
    found = [layout] + [one for one in layout._traverse() if hasattr(one, "_namespace")]
    return [one.id for one in found if getattr(one, "id", None)]


def test_five_pages_are_there(app):
    assert {page["path"] for page in screens()} >= {"/accuracy", "/satisfaction", "/publicity", "/payments", "/intake"}


@pytest.mark.parametrize("role", ROLES)
def test_ids_of_a_page_are_unique_and_reached_by_its_callbacks(app, signed_in, role):
    for page in screens():
        with signed_in(role):
            ids = ids_in(page["layout"](period="2021H1", unknown="x")) + ids_in(app._layout_value())
        assert not [one for one, times in collections.Counter(map(str, ids)).items() if times > 1], page["path"]
        if role not in page["roles"]:
            assert not [one for one in ids if str(one).startswith(page["name_key"] + "-")], "a refused role sees no section"


def test_every_callback_names_ids_that_some_layout_has(app, signed_in):
    known = {"_pages_location", "_pages_content", "_pages_store", "_pages_dummy"}
    for page in screens():
        with signed_in("admin"):
            known |= set(map(str, ids_in(page["layout"]()) + ids_in(app._layout_value())))
    for callback in app._callback_list:
        outputs = [part.rsplit(".", 1)[0] for part in callback["output"].strip(".").split("...")]
        named = outputs + [one["id"] for one in [*callback["inputs"], *callback["state"]]]
        assert not [one for one in named if not one.startswith("{") and one not in known], callback["output"]


def test_every_callback_of_the_server_is_guarded(app):
    in_the_browser = {callback["output"] for callback in app._callback_list if callback["clientside_function"]}
    assert app.callback_map and not app.callback_map.keys() - door.CALLBACKS.keys() - in_the_browser


@pytest.mark.parametrize("page", ["accuracy", "satisfaction", "publicity", "payments"])
def test_a_page_opens_for_those_who_may_ask_its_question(app, page):
    question = {"publicity": "publicity_coverage", "payments": "payment_summary"}.get(page, page)
    found = next(one for one in screens() if one["name_key"] == page)
    assert set(found["roles"]) == set(questions()[question].roles)
    assert set(found["filters"]) - {"region", "contract"} <= {one.name for one in questions()[question].parameters} | {
        "period",
        "as_of",
    }


def test_the_first_address_leads_to_a_page_the_role_may_open(app, signed_in):
    from pages import to_first_page

    for role in ROLES:
        with signed_in(role):
            # a town or an inspector does not see what is the county's matter
            assert to_first_page().location == ("/alerts" if role in ("town", "inspector") else "/overview")


def call(client, output):
    """A callback called directly, as an attacker with a cookie would."""
    return client.post("/_dash-update-component", json={"output": output, "inputs": [], "state": [], "changedPropIds": []}).status_code


def test_a_stranger_calls_no_callback(app):
    with app.server.test_client() as client:
        assert {call(client, output) for output in app.callback_map} == {401}


@pytest.mark.parametrize("role", ROLES)
def test_a_wrong_role_calls_no_callback(app, role):
    person = people.find_person("at-" + role)
    with app.server.test_client() as client:
        client.post("/sign-in", data={"name": person.name, "password": PASSWORD})
        client.post("/change-password", data={"old": PASSWORD, "new": LATER, "again": LATER})
        answers = {output: call(client, output) for output in app.callback_map}
    refused = {output for output in app.callback_map if output not in door.CALLBACKS or not door.CALLBACKS[output].admits(person.viewer)}
    assert {answers[output] for output in refused} <= {403}
    assert all(answers[output] not in (401, 403) for output in answers.keys() - refused)


def test_a_stranger_gets_no_layout(app):
    with app.server.test_client() as client:
        assert client.get("/_dash-layout").status_code == 401
        assert "mj-" not in client.get("/_dash-layout").text

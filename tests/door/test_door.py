"""The door: closed to strangers, to the wrong role and to other sites."""

import dash
import pytest
from applications import the_app
from dash import html
from hands import CALL, NEW, PASSWORD, call, lines, sign_in

from components import door
from data import people


def test_every_path_is_closed_to_strangers(site, client):
    browser = client()
    for rule in site.url_map.iter_rules():
        if rule.endpoint in door.PUBLIC:
            continue
        path = (
            rule.rule.replace("<string:package_name>", "dash")
            .replace("<path:fingerprinted_path>", "x.js")
            .replace("<path:path>", "accuracy")
            .replace("<path:filename>", "x")
        )
        for method in rule.methods | {"POST", "PUT", "DELETE", "PATCH"}:
            answer = browser.open(path, method=method)
            assert answer.status_code == 401 or answer.location.startswith("/sign-in?next="), (method, path)
            assert b"SECRET" not in answer.data and b"UNGUARDED" not in answer.data


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "//",
        "/assets/../_dash-layout",
        "/sign-in/",
        "/SIGN-IN",
        "/%2e%2e/",
        "/vendor",
        "/healthzz",
        "/reports/1?a=b",
        "/static/x",
    ],
)
def test_no_spelling_of_a_path_opens_it(client, path):
    answer = client().get(path)
    assert answer.status_code in (302, 308, 401, 404), path
    assert answer.status_code != 200 and b"_dash-config" not in answer.data


def test_strangers_get_the_sign_in_page_and_its_style_only(client):
    client("leader")  # somebody has an account: the first start is over
    browser = client()
    assert (
        browser.get("/sign-in").status_code
        == browser.get("/healthz").status_code
        == browser.get("/readyz").status_code
        == browser.get("/assets/door.css", buffered=True).status_code
        == 200
    )
    assert call(browser, "money.children").get_json() == {"error": "sign_in"}


def test_a_forged_or_tampered_cookie_opens_nothing(site, client):
    browser = client("leader")
    value = browser.get_cookie("mingjian").value
    for forged in ["x" + value[1:], value[:-8] + value[-8:].swapcase(), "remember"]:
        stranger = site.test_client()
        stranger.set_cookie("mingjian", forged)
        assert stranger.get("/_dash-layout").status_code == 401
    assert browser.get("/_dash-layout").status_code == 200


def test_each_role_gets_what_it_may(store, client):
    may = {
        "finance": (200, 200),
        "leader": (200, 403),
        "auditor": (403, 200),
        "panel": (403, 403),
        "town": (403, 403),
        "admin": (403, 403),
    }
    for role, (callback, paper) in may.items():
        browser = client(role)
        assert (call(browser, "money.children").status_code, browser.get("/paper").status_code) == (callback, paper), role
    assert ("a-panel", {"path": CALL, "output": "money.children", "address": "127.0.0.1"}) in lines(store, "not_admitted")


def test_the_function_itself_asks_again(site, client):
    with client("panel") as browser:
        browser.get("/change-password")
        with pytest.raises(Exception, match="403"):
            site.money(1)


@pytest.mark.parametrize(
    "output", ["open.children", "no.children", "", None, 7, ["mine.children"], {"a": 1}, "mine.children" * 9999, "\ud800", "a\0b"]
)
def test_an_output_that_no_guard_knows_is_refused(client, output):
    assert client("leader").post(CALL, json={"output": output, "inputs": [], "changedPropIds": []}).status_code == 403


@pytest.mark.parametrize(
    ("body", "kind"), [(b"[]", "application/json"), (b"{", "application/json"), (b'{"output": "mine.children"}', "text/plain")]
)
def test_a_body_that_is_no_call_is_refused(client, body, kind):
    assert client("leader").post(CALL, data=body, content_type=kind).status_code == 403


def test_a_route_that_nobody_opened_is_refused(client):
    browser = client("admin")
    assert browser.get("/forgotten").status_code == browser.get("/_reload-hash").status_code == 403


def test_unknown_roles_are_a_mistake():
    with pytest.raises(ValueError, match="kings"):
        door.guarded("kings")


def test_viewer_is_the_signed_in_person(client):
    assert call(client("town"), "mine.children").get_json()["response"]["mine"]["children"] == "a-town"


def test_pages_are_routed_for_everybody_signed_in(apart):
    app = dash.Dash("pages", use_pages=True, pages_folder="", suppress_callback_exceptions=True)
    app.layout = html.Div(dash.page_container)
    app.server.test_client().get("/")
    assert [output for output in app.callback_map if "_pages_content" in output] == list(door.CALLBACKS)[:1]


def test_every_callback_of_the_pages_is_guarded(store):
    app = the_app()
    stranger = app.server.test_client()
    stranger.get("/")
    people.add_person("a-leader", "leader", "", None, PASSWORD, "test")
    people.change_password("a-leader", PASSWORD, NEW, "test")
    browser = app.server.test_client()
    sign_in(browser, "a-leader", NEW)
    assert browser.get("/_dash-layout").status_code == 200
    called = [output for output, said in app.callback_map.items() if "callback" in said]
    assert called
    assert [output for output in called if output not in door.CALLBACKS] == []
    assert {
        stranger.post(CALL, json={"output": output, "inputs": [], "changedPropIds": []}).status_code for output in called
    } == {401}

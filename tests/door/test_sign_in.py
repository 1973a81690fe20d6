"""Coming in, staying in, and the ends of a session."""

import re

import dash
import pyotp
import pytest
import time_machine
from dash import html
from flask import Flask
from hands import NEW, PASSWORD, call, lines, sign_in

from components import door
from data.settings import settings


def test_the_first_sign_in_leads_to_a_new_password_and_nowhere_else(client):
    browser = client("panel", fresh=True)
    assert browser.get("/payments").location == "/change-password?next=/payments"
    assert browser.get("/_dash-layout").status_code == call(browser, "mine.children").status_code == 403
    page = browser.get("/change-password")
    assert page.status_code == 200 and "首次登录" in page.text
    wrong = browser.post("/change-password", data={"old": PASSWORD, "new": NEW, "again": NEW + "x"})
    assert wrong.status_code == 422 and 'id="again-error"' in wrong.text and NEW not in wrong.text
    assert 'id="new-error"' in browser.post("/change-password", data={"old": PASSWORD, "new": "short", "again": "short"}).text
    assert 'id="old-error"' in browser.post("/change-password", data={"old": "wrong", "new": NEW, "again": NEW}).text
    done = browser.post("/change-password", data={"old": PASSWORD, "new": NEW, "again": NEW, "next": "/payments"})
    assert (done.status_code, done.location) == (303, "/payments")
    assert call(browser, "mine.children").status_code == 200


def test_a_new_password_ends_the_other_browsers(client):
    here, elsewhere = client("panel"), client("panel")
    here.post("/change-password", data={"old": NEW, "new": NEW + "2", "again": NEW + "2"})
    assert (here.get("/_dash-layout").status_code, elsewhere.get("/_dash-layout").status_code) == (200, 401)


def test_a_wrong_sign_in_keeps_the_name_and_says_one_sentence(client):
    client("panel")
    browser = client()
    assert sign_in(browser, "a\0b\ud800".encode("utf-8", "replace").decode(), "\0").status_code == 401
    wrong, unknown = sign_in(browser, "a-panel", "wrong"), sign_in(browser, "no<b>body", "wrong")
    assert wrong.status_code == unknown.status_code == 401
    assert 'value="a-panel"' in wrong.text and 'aria-describedby="password-error"' in wrong.text
    assert wrong.text.replace("a-panel", "") == unknown.text.replace("no&lt;b&gt;body", "")
    assert browser.get_cookie("mingjian") is None


def test_guessing_is_slowed_down_and_leaves_one_line(store, client):
    client("panel")
    with time_machine.travel("2026-03-02 08:00:01 +0800", tick=False) as clock:
        browser = client()
        codes = [sign_in(browser, f"guess{number}", "wrong").status_code for number in range(settings().sign_in_per_minute + 3)]
        assert codes == [401] * settings().sign_in_per_minute + [429] * 3
        assert len(lines(store, "sign_in_limited")) == 1
        clock.shift(61)
        assert sign_in(browser, "a-panel", NEW).status_code == 303


def test_right_sign_ins_are_not_limited(client):
    client("panel")
    assert {sign_in(client(), "a-panel", NEW).status_code for _ in range(settings().sign_in_per_minute + 3)} == {303}


def test_a_planted_session_is_not_taken_over(site, client):
    client("leader")
    attacker = client("panel")
    planted = attacker.get_cookie("mingjian").value
    victim = site.test_client()
    victim.set_cookie("mingjian", planted)
    sign_in(victim, "a-leader", NEW)
    assert victim.get_cookie("mingjian").value != planted
    assert call(victim, "mine.children").get_json()["response"]["mine"]["children"] == "a-leader"
    assert attacker.get("/_dash-layout").status_code == 401  # the planted session ended with the new sign-in


def test_signing_out_ends_the_session_for_copies_of_the_cookie_too(site, client):
    browser = client("leader")
    thief = site.test_client()
    thief.set_cookie("mingjian", browser.get_cookie("mingjian").value)
    assert thief.get("/_dash-layout").status_code == 200
    assert browser.post("/sign-out").location == "/sign-in"
    assert (browser.get("/_dash-layout").status_code, thief.get("/_dash-layout").status_code) == (401, 401)
    assert browser.get_cookie("mingjian") is None
    assert browser.get("/sign-out").status_code in (302, 405)  # a link or an image cannot sign anybody out


def test_a_large_form_from_a_stranger_is_not_read(client):
    assert sign_in(client(), "a", "b" * 20_000).status_code == 413


def test_an_idle_session_ends(client):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        browser = client("leader")
        for _ in range(3):
            clock.shift(settings().session_idle_minutes * 60 - 1)
            assert call(browser, "mine.children").status_code == 200
        clock.shift(settings().session_idle_minutes * 60 + 1)
        assert call(browser, "mine.children").status_code == 401
        assert browser.get("/payments").location == "/sign-in?next=/payments"


@pytest.mark.parametrize("poll", ["clock.children", "money.children"])  # declared as polling; triggered by a tick
def test_polling_does_not_keep_a_session_alive(client, poll):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        browser = client("leader")
        for _ in range(settings().session_idle_minutes):
            clock.shift(59)
            assert call(browser, poll).status_code == 200
        clock.shift(120)
        assert call(browser, poll).status_code == 401


def test_a_busy_session_ends_after_its_hours(client):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        browser = client("leader")
        for _ in range(settings().session_hours * 4 - 1):
            clock.shift(15 * 60)
            assert call(browser, "mine.children").status_code == 200
        clock.shift(15 * 60)
        assert call(browser, "mine.children").status_code == 401


def test_a_session_outlives_a_restart(site, client):
    browser = client("leader")
    again = Flask("again")
    door.guard(again)
    dash.Dash("again", server=again, suppress_callback_exceptions=True).layout = html.Div()
    later = again.test_client()
    later.set_cookie("mingjian", browser.get_cookie("mingjian").value)
    assert later.get("/_dash-layout").status_code == 200


def test_a_second_factor_stands_between_the_password_and_everything_else(site, client, monkeypatch):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        browser = client("leader")
        page = browser.get("/second-factor/set-up").text
        totp = pyotp.TOTP(re.search('door-secret">([A-Z2-7]+)<', page)[1])
        assert "<svg" in page and browser.post("/second-factor/set-up", data={"code": "000000"}).status_code == 422
        shown = browser.post("/second-factor/set-up", data={"code": totp.now()})
        codes = re.findall("<li><code>([^<]+)<", shown.text)
        assert len(codes) == 10 and shown.headers["Cache-Control"] == "no-store" and "10" in browser.get("/account").text
        again = site.test_client()
        waits = sign_in(again, "a-leader", NEW, "/payments")
        assert waits.location == "/second-factor?next=/payments"
        before = again.get_cookie("mingjian").value
        assert again.get("/_dash-layout").status_code == call(again, "mine.children").status_code == again.post("/account").status_code == 403
        assert again.get("/change-password").location.startswith("/second-factor?") and again.get("/payments").location.startswith("/second-factor?")
        assert again.post("/second-factor", data={"code": totp.now()}).status_code == 401, "the code that confirmed it"
        clock.shift(30)
        headers = {"Origin": "https://evil.example"}
        assert again.post("/second-factor", data={"code": totp.now()}, headers=headers).status_code == 403
        done = again.post("/second-factor", data={"code": totp.now(), "next": "//evil.example"})
        assert (done.status_code, done.location) == (303, "/") and again.get_cookie("mingjian").value != before
        assert call(again, "mine.children").status_code == 200
        thief = site.test_client()
        thief.set_cookie("mingjian", before)
        assert thief.get("/_dash-layout").status_code == 401, "the session that waited has ended"
        assert again.post("/account", data={"deed": "everywhere"}).location == "/sign-in"
        assert again.get("/_dash-layout").status_code == browser.get("/_dash-layout").status_code == 401
        monkeypatch.setenv("MINGJIAN_SECOND_FACTOR", "panel")
        settings.cache_clear()
        assert client("panel").get("/payments").location == "/second-factor/set-up?next=/payments"

"""What another site may make a browser do here: nothing."""

import pytest
from hands import NEW, call, sign_in


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://["},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_sends_is_refused(client, headers):
    browser = client("leader")
    assert call(browser, "mine.children", headers=headers).status_code == 403
    assert browser.post("/sign-out", headers=headers).status_code == 403
    assert sign_in(client(), "a-leader", NEW, headers=headers).status_code == 403
    assert browser.get("/_dash-layout").status_code == 200


def test_our_own_pages_may_send(client):
    assert (
        call(
            client("leader"), "mine.children", headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        ).status_code
        == 200
    )


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "/a\r\nSet-Cookie: a=b",
        "/" + "a" * 3000,
    ],
)
def test_next_stays_on_this_site(client, target):
    browser = client("leader")
    assert browser.get("/sign-in", query_string={"next": target}).location == "/"
    assert browser.get("/language/en", query_string={"next": target}).location == "/"
    assert sign_in(browser, "a-leader", NEW, target).location == "/"


def test_next_leads_back(client):
    client("leader")
    browser = client()
    asked = browser.get("/payments?period=2021H1&by=town")
    assert asked.location == "/sign-in?next=/payments?period%3D2021H1%26by%3Dtown"
    assert 'value="/payments?period=2021H1&amp;by=town"' in browser.get(asked.location).text
    assert sign_in(browser, "a-leader", NEW, "/payments?period=2021H1&by=town").location == "/payments?period=2021H1&by=town"


def test_headers_of_every_answer(client):
    browser, stranger = client("leader"), client()
    answers = [
        stranger.get("/sign-in"),
        stranger.get("/"),
        call(stranger, "mine.children"),
        browser.get("/"),
        browser.get("/x"),
        browser.get("/forgotten"),
        call(browser, "mine.children"),
        browser.get("/paper"),
        stranger.get("/assets/door.css", buffered=True),
        sign_in(stranger, "a", "b"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
        assert "unsafe-eval" not in policy and "'unsafe-inline'" not in policy.split("style-src")[0]
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers[:8])
    assert "'sha256-" in browser.get("/").headers["Content-Security-Policy"]


def test_the_cookie(client):
    client("leader")
    plain = sign_in(client(), "a-leader", NEW).headers["Set-Cookie"]
    assert "HttpOnly" in plain and "SameSite=Lax" in plain and "Expires" not in plain and "Secure" not in plain
    safe = sign_in(client(), "a-leader", NEW, base_url="https://localhost")
    assert "Secure" in safe.headers["Set-Cookie"] and "Strict-Transport-Security" in safe.headers


@pytest.mark.parametrize("path", ["/sign-in?sign_in=1", "/change-password"])
def test_pages_speak_chinese_first_and_english_on_request(client, path):
    browser = client("panel") if path == "/change-password" else client()
    assert '<html lang="zh-CN"' in browser.get(path).text
    assert browser.get("/language/en", query_string={"next": path}).location == path
    page = browser.get(path).text
    assert '<html lang="en"' in page and "<script" not in page
    assert browser.get("/language/xx").status_code == 404
    browser.set_cookie("language", '"><script>')
    assert '<html lang="zh-CN"' in browser.get(path).text

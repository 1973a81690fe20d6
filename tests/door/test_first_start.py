"""The first start in the browser: on this machine, while nobody has an account; it writes the settings, and closes itself."""

import pytest
from hands import NEW, lines, sign_in

from components import first_start
from data import people, settings

SAID = {"bureau": "样例县民政局", "code": "141122", "profile": "jiaocheng-2021", "name": "王主任", "password": NEW, "again": NEW, "listen": "127.0.0.1:8124"}


@pytest.fixture
def browser(site, store, tmp_path, monkeypatch):
    """A browser of this machine before a store without accounts; the settings' file in a folder of its own."""
    (tmp_path / "mingjian.toml").write_text("lock_minutes = 20\n", encoding="utf-8")
    monkeypatch.setenv("MINGJIAN_CONFIG", str(tmp_path / "mingjian.toml"))
    monkeypatch.delenv("MINGJIAN_PROFILE", raising=False)
    monkeypatch.setattr(first_start, "begin_anew", lambda: None)
    settings.settings.cache_clear()
    people.ensure_administrator()
    return site.test_client()


def test_it_sets_up_everything_and_is_over(browser, store, tmp_path, monkeypatch):
    assert browser.get("/sign-in").location == "/first-start"
    assert browser.get("/sign-in?sign_in=1").status_code == 200, "the one-time password still opens"
    key = tmp_path / "other.key"
    answer = browser.post("/first-start", data=SAID | {"key_file": str(key)})
    assert answer.status_code == 200 and "http://127.0.0.1:8124" in answer.text and str(settings.settings().key_path) in answer.text
    assert (tmp_path / "mingjian.toml").read_text(encoding="utf-8").splitlines() == [
        "lock_minutes = 20", "profile = 'jiaocheng-2021'", f"key_file = '{key}'", "listen = '127.0.0.1:8124'"]
    assert key.read_bytes() == settings.settings().key_path.read_bytes() and key.stat().st_mode & 0o077 == 0
    settings.settings.cache_clear()
    assert settings.settings().listen == "127.0.0.1:8124" and settings.settings().key_path == key
    monkeypatch.delenv("MINGJIAN_CONFIG")  # in life the program begins anew with them; this one goes on with the store it has
    monkeypatch.setenv("MINGJIAN_PROFILE", "composite")
    settings.settings.cache_clear()
    with store.reading() as cursor:
        assert cursor.execute("select unit_code, unit_name, unit_type from org_units").fetchall() == [("141122M01", "样例县民政局", "民政局")]
        assert cursor.execute("select name, role, must_change from people").fetchall() == [("王主任", "admin", False)]
    assert people.ensure_administrator() is None, "no other administrator is made up at the next start"
    assert browser.get("/first-start").status_code == 404 == browser.post("/first-start", data=SAID | {"name": "另一"}).status_code
    assert sign_in(browser, "王主任", NEW).status_code == 303 and lines(store, "first start")


@pytest.mark.parametrize(("given", "said"), [
    ({"again": "x"}, "两次"), ({"password": "short", "again": "short"}, "至少"), ({"code": "14"}, "六位"), ({"bureau": ""}, "名称"),
    ({"profile": "../x"}, "profile"),
    ({"listen": "0.0.0.0:8124"}, "TLS"), ({"listen": "somewhere"}, "地址:端口"), ({"key_file": "inside"}, "密钥文件"),
    ({"tls_certificate": "/no/such.pem", "tls_key": "/no/such.key"}, "TLS"), ({"name": "本机管理员"}, "用户名"),
])
def test_what_cannot_be_is_said_and_changes_nothing(browser, store, tmp_path, given, said):
    answer = browser.post("/first-start", data=SAID | given)
    assert answer.status_code == 422 and said in answer.text and NEW not in answer.text
    assert (tmp_path / "mingjian.toml").read_text(encoding="utf-8") == "lock_minutes = 20\n"
    with store.reading() as cursor:
        assert cursor.execute("select name, (select count(*) from org_units) from people").fetchall() == [("admin", 0)]


def test_only_from_this_machine_by_its_own_name_and_only_while_there_is_no_account(browser, store, monkeypatch):
    assert browser.get("/first-start").status_code == 200
    assert browser.get("/first-start", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 404
    assert browser.get("/first-start", headers={"Host": "evil.example"}).status_code == 404, "a name bound to this address"
    assert browser.post("/first-start", data=SAID, headers={"Origin": "https://evil.example"}).status_code == 403
    monkeypatch.setenv("MINGJIAN_PROXY", "127.0.0.1")
    settings.settings.cache_clear()
    assert browser.get("/first-start").status_code == 404, "others come through the proxy"
    monkeypatch.delenv("MINGJIAN_PROXY")
    settings.settings.cache_clear()
    people.add_person("li", "leader", "", None, "长城-kite-42!", "本机管理员")
    assert browser.get("/first-start").status_code == 404 == browser.post("/first-start", data=SAID).status_code

"""Accounts, their locks and the second factor: who may, what is refused, what the audit keeps."""

import json

import pyotp
import pytest
import time_machine

from data import accounts, audit_chain, database, people, second_factor, sessions
from data.refusal import Refused
from data.settings import settings
from data.viewer import ROLES, Viewer

pytestmark = pytest.mark.usefixtures("quick_passwords")
PASSWORD, NEW = "长城-kite-42!", "another-Good-1"
ADMIN = Viewer("boss", "admin")


def refused(code, function, *given, **more):
    with pytest.raises(Refused) as caught:
        function(*given, **more)
    assert caught.value.code == code


@pytest.fixture
def boss(store):
    people.add_person("boss", "admin", "", None, PASSWORD, "test")
    return people.sign_in("boss", PASSWORD, "a")


def deeds(store) -> list[dict]:
    with store.reading() as cursor:
        return [json.loads(row[0]) for row in cursor.execute("select detail from audit where what = 'account' order by audit_id").fetchall()]


def test_an_account_from_its_first_to_its_last_day(store, boss):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        password = accounts.create(ADMIN, "li", role="town", region="640202001", expires_on="2026-03-03")
        first = people.sign_in("li", password, "a")
        assert first.must_change and sessions.session_of(first.session).viewer.region == "640202001"
        [mine] = [one for one in accounts.accounts(ADMIN) if one["name"] == "li"]
        assert (mine["state"], mine["sessions"], mine["last_sign_in"]) == ("待首次改密", 1, database.now())
        accounts.change(ADMIN, "li", role="inspector", region="640202002", expires_on="2026-03-03")
        assert sessions.session_of(first.session).viewer == Viewer("li", "inspector", "640202002"), "open sessions follow at once"
        accounts.lock(ADMIN, "li")
        assert sessions.session_of(first.session) is None
        refused("sign_in_refused", people.sign_in, "li", password, "a")
        accounts.unlock(ADMIN, "li")
        here = people.sign_in("li", password, "a")
        accounts.sign_out(ADMIN, "li")
        assert sessions.session_of(here.session) is None
        again = accounts.reset_password(ADMIN, "li")
        refused("sign_in_refused", people.sign_in, "li", password, "a")
        last = people.sign_in("li", again, "a")
        clock.shift(2 * 86400 - 8 * 3600)  # the last day is over at midnight
        assert sessions.session_of(last.session) is None
        refused("sign_in_refused", people.sign_in, "li", again, "a")
        assert [one["state"] for one in accounts.accounts(ADMIN) if one["name"] == "li"] == ["已到期"]
    found = deeds(store)
    assert [one["deed"] for one in found] == ["修改", "锁定", "解锁", "全部退出", "重置密码"]
    assert found[0]["before"] == {"role": "town", "region": "640202001", "contractor": None, "unit": None, "expires_on": "2026-03-03"}
    assert found[0]["after"] == found[0]["before"] | {"role": "inspector", "region": "640202002"}
    assert found[1]["after"] == {"locked_by": "boss"} and password not in str(found) and again not in str(found)


def test_only_administrators_keep_accounts_and_the_last_one_stays(store, boss):
    for role in set(ROLES) - {"admin"}:
        who = Viewer("x", role)
        for deed in (accounts.lock, accounts.unlock, accounts.reset_password, accounts.sign_out, accounts.take_second_factor, accounts.change):
            refused("not_allowed", deed, who, "boss")
        refused("not_allowed", accounts.accounts, who)
        refused("not_allowed", accounts.create, who, "li", role="panel")
    refused("last_administrator", accounts.lock, ADMIN, "boss")
    refused("last_administrator", accounts.change, ADMIN, "boss", role="panel")
    refused("last_administrator", accounts.change, ADMIN, "boss", role="admin", expires_on="2099-01-01")
    assert people.sign_in("boss", PASSWORD, "a") and deeds(store) == [], "what was refused was not done"
    accounts.create(ADMIN, "second", role="admin")
    accounts.lock(Viewer("second", "admin"), "boss")
    refused("last_administrator", accounts.lock, ADMIN, "second")


@pytest.mark.parametrize("given,code", [
    ({"role": "king"}, "bad_role"), ({"role": "town"}, "town_needs_region"), ({"role": "admin", "region": "640202001"}, "admin_has_no_scope"),
    ({"role": "panel", "contractor": "x' or 1=1"}, "account_value"), ({"role": "panel", "region": "64x"}, "bad_region"),
    ({"role": "panel", "expires_on": "soon"}, "bad_day"), ({"role": "panel", "unit": "nowhere"}, "unknown_unit"), ({"role": None}, "bad_role"),
])
def test_accounts_that_make_no_sense(store, boss, given, code):
    refused(code, accounts.create, ADMIN, "li", **given)
    refused(code, accounts.change, ADMIN, "boss", **given)
    refused("unknown_person", accounts.lock, ADMIN, "nobody")
    assert people.find_person("li") is None


def enrolled(name="boss") -> tuple[pyotp.TOTP, list[str]]:
    """Somebody with a second factor: the authenticator and the recovery codes."""
    picture, secret = second_factor.begin(people.find_person(name))
    totp = pyotp.TOTP(secret)
    assert picture.startswith("<svg") and "http" not in picture.replace("http://www.w3.org/2000/svg", "")
    return totp, second_factor.confirm(people.find_person(name), totp.now(), "a")


def test_the_second_factor(store, boss):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        for wrong in ("000000", "一二三四五六", "", "x" * 5000):  # other alphabets too
            refused("second_factor_wrong", second_factor.confirm, people.find_person("boss"), wrong, "a")
        totp, codes = enrolled()
        assert len(set(codes)) == 10
        with store.reading() as cursor:
            kept = str([cursor.execute(f"select * from {table}").fetchall() for table in ("people", "recovery_codes", "audit", "sessions")])
        assert totp.secret not in kept and not any(code in kept or code.replace("-", "") in kept for code in codes)
        waiting = people.sign_in("boss", PASSWORD, "a")
        assert sessions.session_of(waiting.session).waits
        refused("second_factor_wrong", second_factor.enter, waiting.session, "boss", totp.now(), "a")  # used to confirm
        clock.shift(30)
        inside = second_factor.enter(waiting.session, "boss", totp.now(), "a")
        assert not sessions.session_of(inside.session).waits and sessions.session_of(waiting.session) is None, "another session than before"
        other = people.sign_in("boss", PASSWORD, "a")
        refused("second_factor_wrong", second_factor.enter, other.session, "boss", totp.now(), "a")  # the same code again
        assert second_factor.enter(other.session, "boss", codes[0].upper(), "a") and second_factor.left("boss") == 9
        other = people.sign_in("boss", PASSWORD, "a")
        refused("second_factor_wrong", second_factor.enter, other.session, "boss", codes[0], "a")
        clock.shift(3600)
        refused("second_factor_wrong", second_factor.enter, other.session, "boss", totp.at(database.instant() - 3600), "a")


def test_a_known_password_does_not_forgive_guessed_codes(store, boss):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False):
        enrolled()
        for _ in range(settings().sign_in_failures):
            waiting = people.sign_in("boss", PASSWORD, "a")
            refused("second_factor_wrong", second_factor.enter, waiting.session, "boss", "000000", "a")
        refused("sign_in_refused", people.sign_in, "boss", PASSWORD, "a")
        assert sessions.session_of(waiting.session) is None


def test_who_must_have_one(store, boss, monkeypatch):
    asked = {"": set(), "none": set(), "admin, finance": {"admin", "finance"}}
    for said, roles in asked.items():
        monkeypatch.setenv("MINGJIAN_SECOND_FACTOR", said)
        settings.cache_clear()
        assert {role for role in ROLES if second_factor.demanded(role)} == roles
    enrolled()
    refused("second_factor_demanded", second_factor.leave, people.find_person("boss"), PASSWORD, "a")
    accounts.take_second_factor(ADMIN, "boss")
    assert not second_factor.is_on("boss")
    monkeypatch.delenv("MINGJIAN_SECOND_FACTOR")
    for listen, demanded in (("127.0.0.1:8050", False), ("0.0.0.0:8050", True)):
        monkeypatch.setenv("MINGJIAN_LISTEN", listen)
        settings.cache_clear()
        assert second_factor.demanded("admin") is demanded and not second_factor.demanded("leader")
    monkeypatch.setenv("MINGJIAN_LISTEN", "127.0.0.1:8050")
    settings.cache_clear()
    enrolled()
    refused("old_password_wrong", second_factor.leave, people.find_person("boss"), "wrong", "a")
    second_factor.leave(people.find_person("boss"), PASSWORD, "a")
    assert not second_factor.is_on("boss")


def test_back_in_from_this_machine(store, boss):
    enrolled()
    accounts.create(ADMIN, "second", role="admin")
    accounts.lock(Viewer("second", "admin"), "boss")
    assert not sessions.session_of(people.sign_in("boss", accounts.reset("boss", "本机管理员"), "a").session).waits


def test_the_chain_finds_a_line_that_was_changed_and_one_that_was_taken_out(new_store):
    for number in range(6):
        new_store.log("li", "looked", case=f"S{number}")
    found, whole = audit_chain.proof()
    with new_store.reading() as cursor:
        last = cursor.execute("select chain from audit where audit_id = 6").fetchone()[0]
    assert not found and last[:16] in whole and audit_chain.proof(last[:16]) == ([], whole)
    with new_store.reading() as cursor:  # a commit that failed has used up a number: nothing was taken out
        cursor.execute("select nextval('audit_ids')")
    new_store.log("li", "looked", case="S6")
    assert audit_chain.proof()[0] == []

    def tamper(sql):
        with new_store.reading() as cursor:
            cursor.execute(sql)
        return audit_chain.proof()[0]

    assert "第 3 行" in tamper("update audit set detail = replace(detail, 'S2', 'S9') where audit_id = 3")[0]
    assert any("第 4 到第 4 行" in one for one in tamper("delete from audit where audit_id = 4"))
    tamper("delete from audit where audit_id = 6")
    assert any(last[:16] in one for one in audit_chain.proof(last[:16])[0]), "what was cut off shows against a link noted before"

"""Accounts: what is refused, what is counted, what is kept and what the audit says. Every person here is made up."""

import json

import pytest
import time_machine

from data import passwords, people, sessions
from data.refusal import Refused
from data.settings import settings

pytestmark = pytest.mark.usefixtures("quick_passwords")
PASSWORD = "长城-kite-42!"
NEW = "another-Good-1"


@pytest.fixture
def wang(store):
    return people.add_person("wang", "panel", "", None, PASSWORD, "admin")


def refused(code, function, *given):
    with pytest.raises(Refused) as caught:
        function(*given)
    assert caught.value.code == code
    return str(caught.value)


def audit(store, what):
    with store.reading() as cursor:
        return [
            (who, json.loads(detail))
            for who, detail in cursor.execute("select who, detail from audit where what = ? order by audit_id", [what]).fetchall()
        ]


def test_a_person_may_sign_in_and_each_attempt_leaves_a_line(store, wang):
    refused("sign_in_refused", people.sign_in, "wang", "wrong", "10.0.0.5")
    person = people.sign_in(" wang ", PASSWORD, "10.0.0.5")
    assert person.must_change and person.viewer.role == "panel"
    assert sessions.session_of(person.session).viewer == person.viewer
    assert audit(store, "sign_in") == [
        ("wang", {"address": "10.0.0.5", "refused": "wrong", "failures": 1}),
        ("wang", {"address": "10.0.0.5"}),
    ]


def test_nothing_secret_is_kept_in_clear(store, wang):
    person = people.sign_in("wang", PASSWORD, "10.0.0.5")
    refused("sign_in_refused", people.sign_in, PASSWORD, "wang", "10.0.0.5")  # typed into the wrong fields
    sessions.cookie_secret()
    with store.reading() as cursor:
        kept = [cursor.execute(f"select * from {table}").fetchall() for table in ("people", "sessions", "audit", "meta")]
    assert PASSWORD not in str(kept) and person.session not in str(kept) and sessions.cookie_secret().hex() not in str(kept)
    assert kept[0][0][5].startswith("$argon2id$")


def test_unknown_name_wrong_password_and_locked_account_say_the_same(store, wang):
    said = {refused("sign_in_refused", people.sign_in, name, "wrong", "a") for name in ["nobody", ""] + ["wang"] * 7}
    assert len(said) == 1
    assert [who for who, _ in audit(store, "sign_in")][:2] == [people.UNKNOWN, people.UNKNOWN]


def test_an_unknown_name_is_verified_too(store, wang, monkeypatch):
    seen, right = [], passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda kept, password: seen.append(kept) or right(kept, password))
    refused("sign_in_refused", people.sign_in, "nobody", "wrong", "a")
    assert seen == [None] and not right(None, "")


def test_failures_lock_for_a_while(store, wang):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        for _ in range(settings().sign_in_failures):
            refused("sign_in_refused", people.sign_in, "wang", "wrong", "a")
        refused("sign_in_refused", people.sign_in, "wang", PASSWORD, "a")
        clock.shift(settings().lock_minutes * 60 - 1)
        refused("sign_in_refused", people.sign_in, "wang", PASSWORD, "a")
        clock.shift(2)
        assert people.sign_in("wang", PASSWORD, "a")
    assert [detail.get("refused") for _, detail in audit(store, "sign_in")] == ["wrong"] * 5 + ["locked"] * 2 + [None]


def test_a_right_sign_in_forgets_earlier_failures(store, wang):
    for _ in range(3):
        for _ in range(settings().sign_in_failures - 1):
            refused("sign_in_refused", people.sign_in, "wang", "wrong", "a")
        people.sign_in("wang", PASSWORD, "a")


def test_a_new_password_ends_every_other_session(store, wang):
    elsewhere, here = people.sign_in("wang", PASSWORD, "a"), people.sign_in("wang", PASSWORD, "b")
    changed = people.change_password("wang", PASSWORD, NEW, "b")
    assert not changed.must_change and changed.session_stamp != here.session_stamp
    assert sessions.session_of(elsewhere.session) is None and sessions.session_of(here.session) is None
    assert sessions.session_of(changed.session)
    refused("sign_in_refused", people.sign_in, "wang", PASSWORD, "a")
    assert people.sign_in("wang", NEW, "a")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "password_short"),
        ("", "password_short"),
        ("x1y2" * 40, "password_long"),
        ("ababababab", "password_simple"),
        ("password2026", "password_common"),
        ("mingjian123", "password_common"),
        ("my-wang-2026", "password_is_name"),
        ("MY-WANG-2026", "password_is_name"),
        (PASSWORD, "password_is_old"),
    ],
)
def test_rules_of_a_new_password(store, wang, new, code):
    refused(code, people.change_password, "wang", PASSWORD, new, "a")
    assert people.sign_in("wang", PASSWORD, "a")


def test_guessing_the_present_password_in_a_session_ends_it(store, wang):
    session = people.sign_in("wang", PASSWORD, "a").session
    for _ in range(settings().sign_in_failures):
        assert sessions.session_of(session)
        refused("old_password_wrong", people.change_password, "wang", "guess", NEW, "a")
    assert sessions.session_of(session) is None
    refused("old_password_wrong", people.change_password, "wang", PASSWORD, NEW, "a")


def test_a_weaker_hash_is_renewed(store, wang):
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
    with store.writing("test", "given") as cursor:
        cursor.execute("update people set password = ?", [weak])
    people.sign_in("wang", PASSWORD, "a")
    with store.reading() as cursor:
        kept = cursor.execute("select password from people").fetchone()[0]
    assert kept != weak and not passwords.is_outdated(kept) and passwords.is_right(kept, PASSWORD)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("wang", "panel", "", None), "person_exists"),
        (("WANG", "panel", "", None), "person_exists"),
        (("ｗａｎｇ", "panel", "", None), "person_exists"),
        (("li", "king", "", None), "bad_role"),
        (("li", "panel", "64x", None), "bad_region"),
        (("li", "town", "", None), "town_needs_region"),
        (("li", "town", "640202", None), "town_needs_region"),
        (("", "panel", "", None), "bad_person_name"),
        (("a b", "panel", "", None), "bad_person_name"),
        (("a" * 33, "panel", "", None), "bad_person_name"),
        (("本机", "admin", "", None), "bad_person_name"),
    ],
)
def test_accounts_that_are_refused(store, wang, given, code):
    refused(code, people.add_person, *given, PASSWORD, "admin")
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from people").fetchone() == (1,)


def test_scope_of_an_account(store):
    people.add_person("li", "town", "640202001", "91640200MA0000000X", PASSWORD, "admin")
    found = people.viewer_of("li")
    assert (found.role, found.region, found.contractor) == ("town", "640202001", "91640200MA0000000X")
    assert refused("unknown_person", people.viewer_of, "nobody")


def test_the_administrator_gets_one_time_passwords_until_one_was_used(store):
    first = people.ensure_administrator()
    second = people.ensure_administrator()
    assert first != second
    refused("sign_in_refused", people.sign_in, "admin", first, "a")
    assert people.sign_in("admin", second, "a").must_change
    assert people.ensure_administrator() is None
    assert people.sign_in("admin", second, "a")


def test_an_administrator_named_by_a_person_keeps_the_password(store):
    people.add_person("admin", "admin", "", None, PASSWORD, "本机管理员")
    assert people.ensure_administrator() is None
    assert people.sign_in("admin", PASSWORD, "a")


def test_a_session_ends_with_its_hours_and_with_sign_out(store, wang):
    with time_machine.travel("2026-03-02 08:00 +0800", tick=False) as clock:
        one, other = people.sign_in("wang", PASSWORD, "a"), people.sign_in("wang", PASSWORD, "b")
        sessions.sign_out(one.session, "a")
        assert sessions.session_of(one.session) is None and sessions.session_of(other.session)
        clock.shift(settings().session_hours * 3600)
        assert sessions.session_of(other.session) is None
    assert audit(store, "sign_out") == [("wang", {"address": "a"})]


def test_rights_are_those_of_the_moment(store, wang):
    session = people.sign_in("wang", PASSWORD, "a").session
    with store.writing("test", "given") as cursor:
        cursor.execute("update people set role = 'auditor'")
    assert sessions.session_of(session).viewer.role == "auditor"


def test_the_command_line_sets_the_unit_that_an_account_rates_for(store, given, wang, tmp_path):
    import app
    from data.handover import Talk

    given("org_units", unit_code="640202M01", unit_name="样例局", unit_type="民政局")
    said = []
    talk = Talk(said.append, bytes, tmp_path)
    given_words = (("wang", "--unit", "640202M01"), ("nobody", "--unit", "640202M01"), ("wang", "--unit", "9"))
    assert [app.run(["user", "set", *words], talk) for words in given_words] == [0, 1, 1]
    assert "640202M01" in said[0] and "nobody" in said[1] and "“9”" in said[2]
    with store.reading() as cursor:
        assert cursor.execute("select unit from people where name = 'wang'").fetchone() == ("640202M01",)
    assert app.run(["user", "set", "wang", "--unit", ""], talk) == 0
    with store.reading() as cursor:
        assert cursor.execute("select unit from people where name = 'wang'").fetchone() == (None,)

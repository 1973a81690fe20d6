"""Who may come in: one function is one transaction with its audit line.

What a wrong sign-in says never tells whether the name exists: one sentence for an unknown name, a
wrong password and a locked account, and the same time spent on each.
"""

import datetime
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field, replace

from data import database, passwords
from data.refusal import Refused
from data.sessions import end_sessions, open_session
from data.settings import settings
from data.viewer import ROLES, Viewer

ADMINISTRATOR = "admin"
MACHINE = "本机"  # who acts when nobody is signed in: the first start
UNKNOWN = "未知用户"


@dataclass(frozen=True)
class Person:
    """An account. ``session`` is the new session's secret, given once by a sign-in or a password change."""

    name: str
    display_name: str
    role: str
    region: str
    contractor: str | None
    must_change: bool
    session_stamp: str
    session: str | None = field(default=None, repr=False)

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.name, self.role, self.region, self.contractor)


def find_person(name: str, cursor=None) -> Person | None:
    """The account of this exact name, or None."""
    if cursor is None:
        with database.store().reading() as reader:
            return find_person(name, reader)
    row = cursor.execute("""select name, coalesce(display_name, name), role, region, contractor, must_change, session_stamp
                            from people where name = ?""", [name]).fetchone()
    return Person(*row) if row else None


def viewer_of(name: str) -> Viewer:
    """The viewer behind an account, for ``ask --as NAME``; Refused when there is none."""
    if (found := find_person(name)) is None:
        raise Refused("unknown_person", name=name)
    return found.viewer


def name_of(text: str) -> str:
    """A name as it is kept: visible characters only, so that no two accounts look the same on paper."""
    name = unicodedata.normalize("NFKC", text or "").strip()
    if not 1 <= len(name) <= 32 or not re.fullmatch(r"[\w.@·-]+", name):
        raise Refused("bad_person_name", name=name[:32])
    if name.casefold() in (MACHINE, UNKNOWN, "本机管理员"):
        raise Refused("bad_person_name", name=name)
    return name


def _insert(cursor, name: str, role: str, region: str, contractor: str | None, password: str, who: str) -> None:
    cursor.execute("""insert into people (name, display_name, role, region, contractor, password, must_change, session_stamp,
                                          created_at, added_by) values ($1, $1, $2, $3, $4, $5, true, $6, $7, $8)""",
                   [name, role, region, contractor, passwords.hashed(password), secrets.token_hex(16), database.now(), who])


def check_scope(role: str, region: str, contractor: str | None) -> None:
    """Refused when a role or its scope is none, or would open more than its holder may see or close what he must."""
    if role not in ROLES:
        raise Refused("bad_role", role=role, known="、".join(ROLES))
    if not re.fullmatch(r"\d{0,12}", region, re.ASCII):
        raise Refused("bad_region", value=region)
    if role == "town" and len(region) <= 6:  # a county's code or none would open the whole county
        raise Refused("town_needs_region")
    if role == "admin" and (region or contractor):  # who makes accounts has no narrower scope than they
        raise Refused("admin_has_no_scope")


def add_person(name: str, role: str, region: str, contractor: str | None, password: str, who: str, unit: str | None = None,
               expires_on: datetime.date | None = None) -> Person:
    """A new account, whose password must be changed at the first sign-in. ``unit``: the unit it rates for; ``expires_on``: its last day."""
    name, region, contractor = name_of(name), region or "", (contractor or "").strip() or None
    check_scope(role, region, contractor)
    passwords.check_rules(name, password)
    said = {"person": name, "role": role, "region": region, "contractor": contractor} | ({"expires_on": expires_on} if expires_on else {})
    with database.store().noting(who, "person_added", **said) as cursor:
        if cursor.execute("select count(*) from people where lower(name) = lower(?)", [name]).fetchone()[0]:
            raise Refused("person_exists", name=name)
        _insert(cursor, name, role, region, contractor, password, who)
        cursor.execute("update people set expires_on = ? where name = ?", [expires_on, name])
        _set_unit(cursor, name, unit)
        return find_person(name, cursor)


def _set_unit(cursor, name: str, unit: str | None) -> None:
    if unit and not cursor.execute("select count(*) from org_units where unit_code = ?", [unit]).fetchone()[0]:
        raise Refused("unknown_unit", name=unit)
    cursor.execute("update people set unit = ? where name = ?", [unit or None, name])


def set_unit(name: str, unit: str | None, who: str) -> None:
    """Which unit an account rates for in rounds of evaluation; None: no unit."""
    with database.store().writing(who, "unit_set", person=name, unit=unit) as cursor:
        if find_person(name, cursor) is None:
            raise Refused("unknown_person", name=name)
        _set_unit(cursor, name, unit)


def ensure_administrator() -> str | None:
    """The one-time password of ``admin``: a new one at each start until an administrator has signed in, then None."""
    with database.store().reading() as cursor:
        known = cursor.execute("select count(*) from people where role = 'admin' and (first_sign_in is not null or added_by <> ?)", [MACHINE]).fetchone()[0]
    if known:
        return None
    password = passwords.one_time()
    with database.store().noting(MACHINE, "administrator_issued", person=ADMINISTRATOR) as cursor:
        cursor.execute("delete from people where name = ?", [ADMINISTRATOR])
        _insert(cursor, ADMINISTRATOR, "admin", "", None, password, MACHINE)
    return password


def first_administrator(name: str, password: str) -> None:
    """The account of who does the first start, in place of the one that the machine made up; the password is its holder's own."""
    name = name_of(name)
    passwords.check_rules(name, password)
    with database.store().noting(MACHINE, "person_added", person=name, role="admin", region="", contractor=None) as cursor:
        cursor.execute("delete from people where name = ? and added_by = ?", [ADMINISTRATOR, MACHINE])
        _insert(cursor, name, "admin", "", None, password, "本机管理员")
        cursor.execute("update people set must_change = false where name = ?", [name])


def _record(cursor, name: str, kept: str | None, right: bool, found: dict) -> bool:
    """Counts one attempt at a password inside its transaction, and says into ``found`` how it ended."""
    row = cursor.execute("select password, second_since from people where name = ?", [name]).fetchone()
    if row is None or row[0] != kept:  # nobody, or changed while this attempt was being checked
        found["refused"] = "changed" if row else "unknown"
        return False
    # who has a second factor has not come in yet: a known password must not forgive guessed codes
    return count_attempt(cursor, name, right, found, forgets=row[1] is None)


def count_attempt(cursor, name: str, right: bool, found: dict, forgets: bool = True) -> bool:
    """Counts one attempt at a password or a code inside its transaction; False when it was wrong or the account is shut."""
    at, limit = database.now(), settings()
    row = cursor.execute("select failures, locked_until, locked_by, expires_on from people where name = ?", [name]).fetchone()
    if row[2] or (row[1] and row[1] > at) or (row[3] and row[3] < at.date()):
        found["refused"] = "locked"
        return False
    if right:
        if forgets:
            cursor.execute("update people set failures = 0, locked_until = null where name = ?", [name])
        return True
    failures = row[0] + 1
    locked = failures >= limit.sign_in_failures
    found |= {"refused": "wrong", "failures": failures} | ({"locked_minutes": limit.lock_minutes} if locked else {})
    cursor.execute("update people set failures = ?, locked_until = ? where name = ?",
                   [0 if locked else failures, at + datetime.timedelta(minutes=limit.lock_minutes) if locked else None, name])
    return False


def _kept(name: str) -> str | None:
    with database.store().reading() as cursor:
        row = cursor.execute("select password from people where name = ?", [name]).fetchone()
    return row and row[0]


def sign_in(name: str, password: str, address: str) -> Person:
    """The person with a new session; Refused with the same sentence whatever was wrong."""
    store, name = database.store(), unicodedata.normalize("NFKC", name or "").strip()
    kept = _kept(name)
    right = passwords.is_right(kept, password or "")  # slow, so before the lock is taken
    found = {"address": address}
    if kept is None:  # it may be a password typed into the wrong field: only its keyed hash is kept
        found["name_hash"] = hmac.new(store.key.hash_key.encode(), name.encode(), hashlib.sha256).hexdigest()[:16]
    with store.noting(name if kept else UNKNOWN, "sign_in", found) as cursor:
        if welcome := _record(cursor, name, kept, right, found):
            if passwords.is_outdated(kept):
                cursor.execute("update people set password = ? where name = ?", [passwords.hashed(password), name])
            cursor.execute("update people set first_sign_in = coalesce(first_sign_in, $at), last_sign_in = $at where name = $name",
                           {"at": database.now(), "name": name})
            person = find_person(name, cursor)
            waits = cursor.execute("select second_since is not null from people where name = ?", [name]).fetchone()[0]
            session = open_session(cursor, name, person.session_stamp, address, waits)
    if not welcome:
        limit = settings()
        raise Refused("sign_in_refused", failures=limit.sign_in_failures, minutes=limit.lock_minutes)
    return replace(person, session=session)


def change_password(name: str, old: str, new: str, address: str) -> Person:
    """Another password: every session of the person ends, and the answer carries a new one.

    A wrong old password counts like a wrong sign-in, so that a borrowed session cannot guess it.
    """
    kept = _kept(name)
    right = passwords.is_right(kept, old or "")
    if right:
        passwords.check_rules(name, new or "", old)
    found = {"address": address}
    with database.store().noting(name, "password_changed" if right else "password_change", found) as cursor:
        if welcome := _record(cursor, name, kept, right, found):
            cursor.execute("update people set password = ?, must_change = false, session_stamp = ? where name = ?",
                           [passwords.hashed(new), secrets.token_hex(16), name])
            end_sessions(cursor, name)
            person = find_person(name, cursor)
            session = open_session(cursor, name, person.session_stamp, address)
        elif "locked_minutes" in found:  # whoever guesses in somebody's session loses the session too
            end_sessions(cursor, name)
    if not welcome:
        raise Refused("old_password_wrong")
    return replace(person, session=session)


def administrators() -> list[str]:
    """Whom to ask for another role."""
    with database.store().reading() as cursor:
        return [name for (name,) in cursor.execute("select coalesce(display_name, name) from people where role = 'admin' order by name").fetchall()]

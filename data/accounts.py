"""Accounts as an administrator keeps them. Each deed is one transaction with its audit line: before and after.

Nobody is ever deleted, because the audit log names them; who may no longer come in is locked. There is always an administrator
who can sign in: the last one is neither locked nor demoted nor given an end.
"""

import datetime
import re
import secrets

from data import database, passwords, second_factor
from data.people import add_person, check_scope, find_person
from data.refusal import Refused
from data.sessions import end_sessions
from data.viewer import Viewer

SAID = ("role", "region", "contractor", "unit", "expires_on")
COLUMNS = ("name", *SAID, "must_change", "locked_by", "locked_until", "last_sign_in", "second_since", "created_at", "added_by")
# administrators who can sign in for good
STANDING = "role = 'admin' and locked_by is null and expires_on is null"


def _check(viewer: Viewer) -> None:
    if viewer.role != "admin":
        raise Refused("not_allowed", name="账号管理", role=viewer.role)


def accounts(viewer: Viewer) -> list[dict]:
    """Every account with its state: 正常, 已锁定 (by an administrator), 暂时锁定 (by failures), 已到期 or 待首次改密."""
    _check(viewer)
    with database.store().reading() as cursor:
        found = cursor.execute(f"""select {', '.join(COLUMNS)}, (select count(*) from sessions where sessions.name = people.name)
                                   from people order by name""").fetchall()
    rows = [dict(zip((*COLUMNS, "sessions"), row, strict=True)) for row in found]
    return [row | {"state": _state(row)} for row in rows]


def _state(row: dict) -> str:
    if row["locked_by"]:
        return "已锁定"
    if row["expires_on"] and row["expires_on"] < database.today():
        return "已到期"
    if row["locked_until"] and row["locked_until"] > database.now():
        return "暂时锁定"
    return "待首次改密" if row["must_change"] else "正常"


def _day(said) -> datetime.date | None:
    if not said:
        return None
    try:
        return said if isinstance(said, datetime.date) else datetime.date.fromisoformat(str(said))
    except ValueError as error:
        raise Refused("bad_day", value=str(said)[:20]) from error


def _words(given: dict) -> dict:
    """Role, scope, unit and end as typed, checked."""
    found = {name: str(given.get(name) or "").strip() for name in SAID[:4]}
    for value in found.values():
        if not re.fullmatch(r"[\w.-]{0,40}", value):
            raise Refused("account_value", value=value[:20])
    found = {"role": found["role"], "region": found["region"], "contractor": found["contractor"] or None, "unit": found["unit"] or None}
    check_scope(found["role"], found["region"], found["contractor"])
    return found | {"expires_on": _day(given.get("expires_on"))}


def create(viewer: Viewer, name: str, **given) -> str:
    """A new account; its one-time password, which is never shown again. ``given``: role, region, contractor, unit, expires_on."""
    _check(viewer)
    said, password = _words(given), passwords.one_time()
    add_person(str(name or ""), said["role"], said["region"], said["contractor"], password, viewer.name, said["unit"], said["expires_on"])
    return password


def _deed(viewer: Viewer, name: str, deed: str, change) -> None:
    """``change(cursor, row) -> after`` in one transaction; ``row``: the account as it stands."""
    _check(viewer)
    found = {"person": str(name)[:40], "deed": deed}
    with database.store().noting(viewer.name, "account", found) as cursor:
        row = cursor.execute(f"select {', '.join(COLUMNS)} from people where name = ?", [str(name)]).fetchone()
        if row is None:
            raise Refused("unknown_person", name=str(name)[:40])
        row = dict(zip(COLUMNS, row, strict=True))
        standing = f"select count(*) from people where {STANDING}"
        before = cursor.execute(standing).fetchone()[0]
        after = change(cursor, row)
        found |= {"before": {key: row[key] for key in after if key in row}, "after": after}
        if before and not cursor.execute(standing).fetchone()[0]:
            raise Refused("last_administrator")  # the transaction, this deed with it, is undone


def change(viewer: Viewer, name: str, **given) -> None:
    """Another role, scope, unit or end; what somebody may is what holds at the moment, so that open sessions follow at once."""
    _check(viewer)
    said = _words(given)

    def write(cursor, row):
        if all(row[key] == value for key, value in said.items()):
            raise Refused("account_same", name=name)
        if said["unit"] and not cursor.execute("select count(*) from org_units where unit_code = ?", [said["unit"]]).fetchone()[0]:
            raise Refused("unknown_unit", name=said["unit"])
        cursor.execute("update people set role = ?, region = ?, contractor = ?, unit = ?, expires_on = ? where name = ?", [*said.values(), name])
        return said
    _deed(viewer, name, "修改", write)


def lock(viewer: Viewer, name: str) -> None:
    """Nobody signs in with it until it is unlocked; every session of it ends."""
    def write(cursor, row):
        if row["locked_by"]:
            raise Refused("account_same", name=name)
        cursor.execute("update people set locked_by = ? where name = ?", [viewer.name, name])
        end_sessions(cursor, name)
        return {"locked_by": viewer.name}
    _deed(viewer, name, "锁定", write)


def unlock(viewer: Viewer, name: str) -> None:
    """Takes off an administrator's lock and the one by failures."""
    def write(cursor, row):
        cursor.execute("update people set locked_by = null, locked_until = null, failures = 0 where name = ?", [name])
        return {"locked_by": None, "locked_until": None}
    _deed(viewer, name, "解锁", write)


def reset_password(viewer: Viewer, name: str) -> str:
    """Another one-time password, never shown again; every session of the account ends. The second factor stays."""
    password = passwords.one_time()

    def write(cursor, row):
        cursor.execute("update people set password = ?, must_change = true, session_stamp = ?, failures = 0, locked_until = null where name = ?",
                       [passwords.hashed(password), secrets.token_hex(16), name])
        end_sessions(cursor, name)
        return {"must_change": True}
    _deed(viewer, name, "重置密码", write)
    return password


def reset(name: str, who: str) -> str:
    """From this machine's command line, for an administrator who cannot come in: unlocked, no second factor, a one-time password."""
    password = passwords.one_time()
    with database.store().noting(who, "account", person=str(name)[:40], deed="本机重置") as cursor:
        if find_person(name, cursor) is None:
            raise Refused("unknown_person", name=str(name)[:40])
        cursor.execute("""update people set password = ?, must_change = true, session_stamp = ?, failures = 0, locked_until = null, locked_by = null,
                              expires_on = null where name = ?""", [passwords.hashed(password), secrets.token_hex(16), name])
        second_factor.take_off(cursor, name)
        end_sessions(cursor, name)
    return password


def sign_out(viewer: Viewer, name: str) -> None:
    """Ends every session of an account: a stolen laptop. Everybody may do it to his own."""
    if viewer.name == name:
        with database.store().noting(viewer.name, "account", person=name, deed="全部退出") as cursor:
            end_sessions(cursor, name)
        return

    def write(cursor, row):
        end_sessions(cursor, name)
        return {}
    _deed(viewer, name, "全部退出", write)


def take_second_factor(viewer: Viewer, name: str) -> None:
    """For who has lost the phone and the recovery codes: the account is asked to set up another where its role must have one."""
    def write(cursor, row):
        if row["second_since"] is None:
            raise Refused("account_same", name=name)
        second_factor.take_off(cursor, name)
        end_sessions(cursor, name)
        return {"second_since": None}
    _deed(viewer, name, "取消动态口令", write)


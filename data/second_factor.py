"""The second factor: codes of an authenticator (TOTP, RFC 6238) and ten one-time recovery codes.

The secret lies sealed with the store's key; of the recovery codes only keyed hashes are kept. A wrong code counts like a wrong
password, so that a known password alone guesses nothing.
"""

import hmac
import secrets
from dataclasses import replace

import pyotp
import segno

from data import database, passwords
from data.people import Person, count_attempt, find_person
from data.refusal import Refused
from data.sessions import end_sessions, open_session
from data.settings import settings
from data.viewer import ROLES

ISSUER = "明鉴"
STEP = 30   # seconds of one code
DRIFT = 1   # steps that a phone's clock may be off
CODES, GROUP = 10, 5  # recovery codes; characters of each of a code's two groups


def demanded(role: str) -> bool:
    """Whether a role must have a second factor: MINGJIAN_SECOND_FACTOR, else administrators once others than this machine may connect."""
    said = settings().second_factor
    if said is None:
        return role == "admin" and not settings().is_loopback
    roles = {one.strip() for one in said.split(",") if one.strip()} - {"none"}
    if unknown := roles - set(ROLES):
        raise Refused("bad_role", role="、".join(sorted(unknown)), known="、".join(ROLES))
    return role in roles


def _code(typed: str) -> str:
    return "".join(one for one in str(typed or "")[:40].casefold() if one.isalnum())


def _hash(code: str) -> str:
    return hmac.new(database.store().key.hash_key.encode(), code.encode(), "sha256").hexdigest()


def _row(cursor, name: str) -> tuple:
    return cursor.execute("select second_secret, second_since, second_step from people where name = ?", [name]).fetchone() or (None, None, None)


def is_on(name: str) -> bool:
    """Whether somebody has set one up."""
    with database.store().reading() as cursor:
        return _row(cursor, name)[1] is not None


def left(name: str) -> int:
    """How many recovery codes somebody has left."""
    with database.store().reading() as cursor:
        return cursor.execute("select count(*) from recovery_codes where name = ? and used_at is null", [name]).fetchone()[0]


def _matching_step(sealed: str, typed: str, last: int | None) -> int | None:
    """The step of time whose code was typed, if it is later than the last one used."""
    totp = pyotp.TOTP(database.store().key.open(bytes.fromhex(sealed)).decode())
    now = database.instant() // STEP
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1)
             if step > (last or 0) and hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())]
    return steps[0] if steps else None


def begin(person: Person) -> tuple[str, str]:
    """A new secret, not in force before ``confirm``: (QR code as SVG, the secret to be typed). Refused when one is in force."""
    store = database.store()
    with store.noting(person.name, "second_factor_begun") as cursor:
        sealed, since, _ = _row(cursor, person.name)
        if since is not None:
            raise Refused("second_factor_on")
        secret = store.key.open(bytes.fromhex(sealed)).decode() if sealed else pyotp.random_base32()
        if not sealed:  # the same until it is confirmed: a page loaded twice must not break the code that was scanned
            cursor.execute("update people set second_secret = ? where name = ?", [store.key.seal(secret.encode()).hex(), person.name])
    address = pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name=ISSUER)
    return segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=False), secret


def confirm(person: Person, typed: str, address: str) -> list[str]:
    """Puts the secret in force when its code is right; answers the recovery codes, which are never shown again."""
    codes = ["".join(secrets.choice(passwords.ALPHABET) for _ in range(2 * GROUP)) for _ in range(CODES)]
    with database.store().noting(person.name, "second_factor", found := {"address": address}) as cursor:
        sealed, since, last = _row(cursor, person.name)
        step = _matching_step(sealed, _code(typed), last) if sealed and since is None else None
        if welcome := count_attempt(cursor, person.name, step is not None, found):
            cursor.execute("update people set second_since = ?, second_step = ? where name = ?", [database.now(), step, person.name])
            cursor.execute("delete from recovery_codes where name = ?", [person.name])
            cursor.executemany("insert into recovery_codes values (?, ?, null)", [[person.name, _hash(code)] for code in codes])
            found["set_up"] = True
    if not welcome:
        raise Refused("second_factor_wrong")
    return [f"{code[:GROUP]}-{code[GROUP:]}" for code in codes]


def enter(session: str, name: str, typed: str, address: str) -> Person:
    """The code of who has given the right password: another session, which waits for nothing. A code counts once."""
    code = _code(typed)
    with database.store().noting(name, "second_factor", found := {"address": address}) as cursor:
        sealed, since, last = _row(cursor, name)
        step = _matching_step(sealed, code, last) if since else None
        spare = since is not None and step is None and bool(cursor.execute(
            "update recovery_codes set used_at = ? where name = ? and code = ? and used_at is null returning code",
            [database.now(), name, _hash(code)]).fetchall())
        if welcome := count_attempt(cursor, name, step is not None or spare, found):
            if step is not None:
                cursor.execute("update people set second_step = ? where name = ?", [step, name])
            if spare:
                found["recovery_code"] = True
            person = find_person(name, cursor)
            end_sessions(cursor, name, session)
            opened = open_session(cursor, name, person.session_stamp, address)
        elif "locked_minutes" in found:
            end_sessions(cursor, name)
    if not welcome:
        raise Refused("second_factor_wrong")
    return replace(person, session=opened)


def take_off(cursor, name: str) -> None:
    """Takes the second factor away inside the transaction that has a reason to: a lost phone, or its owner's wish."""
    cursor.execute("update people set second_secret = null, second_since = null, second_step = null where name = ?", [name])
    cursor.execute("delete from recovery_codes where name = ?", [name])


def leave(person: Person, password: str, address: str) -> None:
    """Its owner does without, by the password. Refused where the role must have one."""
    if demanded(person.role):
        raise Refused("second_factor_demanded")
    with database.store().reading() as cursor:
        kept = cursor.execute("select password from people where name = ?", [person.name]).fetchone()[0]
    right = passwords.is_right(kept, password or "")
    with database.store().noting(person.name, "second_factor", found := {"address": address}) as cursor:
        if welcome := count_attempt(cursor, person.name, right, found):
            take_off(cursor, person.name)
            found["taken_off"] = True
    if not welcome:
        raise Refused("old_password_wrong")

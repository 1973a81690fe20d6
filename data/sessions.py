"""Sessions: the store knows who is signed in; the cookie holds only a secret that the store knows the hash of."""

import datetime
import functools
import hashlib
import secrets
from dataclasses import dataclass

from data import database
from data.settings import settings
from data.viewer import Viewer

COOKIE_SECRET = "cookie_secret"  # nosec B105: the name of a row


@dataclass(frozen=True)
class Session:
    """A session that holds: whose it is, what that person may, and whether the password must be changed first."""

    viewer: Viewer
    display_name: str
    must_change: bool
    waits: bool = False      # for the code of the second factor: nothing else opens
    has_second: bool = False


def _hash(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()


def _oldest() -> datetime.datetime:
    return database.now() - datetime.timedelta(hours=settings().session_hours)


def open_session(cursor, name: str, stamp: str, address: str, waits: bool = False) -> str:
    """A new session inside the transaction of a sign-in or a password change: the secret for the cookie."""
    session = secrets.token_urlsafe(32)
    cursor.execute("delete from sessions where began_at <= ?", [_oldest()])
    cursor.execute("insert into sessions values (?, ?, ?, ?, ?, ?)", [_hash(session), name, stamp, database.now(), address, waits])
    return session


def end_sessions(cursor, name: str, session: str | None = None) -> None:
    """Ends every session of a person, or the one named, inside the transaction that has a reason to."""
    cursor.execute("delete from sessions where name = $name and ($one is null or session = $one)", {"name": name, "one": session and _hash(session)})


@functools.lru_cache(maxsize=512)
def _found(store: database.Store, version: int, hashed: str) -> tuple[Session, datetime.datetime, datetime.date] | None:
    """Read once for each state of the store (``version``), because every request of every page asks."""
    with store.reading() as cursor:
        row = cursor.execute("""select name, role, region, contractor, coalesce(display_name, name), must_change, waits, second_since is not null, began_at,
                                       coalesce(expires_on, date '9999-12-31')
                                from sessions join people using (name)
                                where session = ? and stamp = session_stamp and locked_by is null""", [hashed]).fetchone()
    return (Session(Viewer(*row[:4]), *row[4:8]), *row[8:]) if row else None


def session_of(session: str) -> Session | None:
    """The session behind a cookie's secret, with the rights its person has now; None once it has ended."""
    store = database.store()
    found = _found(store, store.version, _hash(session))
    return found[0] if found and found[1] > _oldest() and found[2] >= database.today() else None


def sign_out(session: str, address: str) -> None:
    """Ends one session; a copy of its cookie opens nothing any more."""
    found = session_of(session)
    if found:
        with database.store().noting(found.viewer.name, "sign_out", address=address) as cursor:
            cursor.execute("delete from sessions where session = ?", [_hash(session)])


def cookie_secret() -> bytes:
    """What signs the cookies: random, made once for a store, sealed with its key."""
    store = database.store()
    with store.reading() as cursor:
        row = cursor.execute("select value from meta where name = ?", [COOKIE_SECRET]).fetchone()
    if row is None:
        with store.noting("本机", "cookie_secret_made") as cursor:
            cursor.execute("insert into meta values (?, ?)", [COOKIE_SECRET, store.key.seal(secrets.token_bytes(32)).hex()])
        return cookie_secret()
    return store.key.open(bytes.fromhex(row[0]))

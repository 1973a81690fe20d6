"""The daily digest: when one is due, where it lies, how long it is kept, and the mail that says there is one."""

import datetime
import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path

from data import database
from data.alerts.states import WHO
from data.refusal import Refused
from data.settings import settings

WAIT = 20  # seconds for the mail server
COUNTS = ("red", "amber", "grey", "overdue")


def folder() -> Path:
    return database.store().folder / "papers" / "digests"


def due() -> datetime.date | None:
    """The last working day whose hour has come and that has no digest yet: what was missed is made up once. None before the first import."""
    store, at = database.store(), database.now()
    store.refresh_policy()
    with store.reading() as cursor:
        found = cursor.execute(
            """select max(day) from calendar_days
               where is_workday and (day < $today and policy_number('digest_hour') is not null or day = $today and $hour >= policy_number('digest_hour'))
               having max(day) > coalesce((select max(day) from alert_digests), date '1900-01-01')
                   and exists (from imports where status = 'imported')""",
            {"today": at.date(), "hour": at.hour},
        ).fetchone()
    return found and found[0]


def in_english(file: str) -> str:
    """The English one's name beside a digest's."""
    return file.removesuffix(".docx") + "_en.docx"


def keep(day: datetime.date, content: bytes, counts: dict, english: bytes | None = None) -> None:
    """Puts a digest into the store's folder, the English one beside it, and its line; lets go of those older than the policy's days."""
    place = folder() / f"{day}.docx"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, one in ((in_english(place.name), english), (place.name, content)):
        if one is not None:
            half = place.with_suffix(".half")
            half.write_bytes(one)
            os.replace(half, folder() / name)
    store = database.store()
    with store.reading() as cursor:
        days = cursor.execute("select cast(policy_number('digest_keep_days') as integer)").fetchone()[0]
    with store.noting(WHO, "alert digest", day=day, **counts) as cursor:
        cursor.execute("insert or replace into alert_digests values (?, ?, ?, ?, ?, ?, ?, null)",
                       [day, database.now(), place.name, *(counts[name] for name in COUNTS)])
        gone = cursor.execute("delete from alert_digests where day < ?::date - ?::integer returning file", [day, days]).fetchall()
    for (name,) in gone:
        for one in (name, in_english(name)):
            (folder() / one).unlink(missing_ok=True)


def read(file: str, english: bool = False) -> bytes:
    """A digest as it was made; one from before there were English ones in Chinese."""
    try:
        beside = folder() / in_english(file)
        return (beside if english and beside.is_file() else folder() / file).read_bytes()
    except OSError as error:
        raise Refused("digest_none", day=file.removesuffix(".docx")) from error


# --- mail -----------------------------------------------------------------------------------------------------


def message(day: datetime.date, counts: dict) -> EmailMessage:
    """How many wait, and where they are; nothing else leaves the house."""
    found, given = EmailMessage(), settings()
    found["Subject"] = f"明鉴 预警与待办 {day}"
    found["From"], found["To"] = given.smtp_from, given.smtp_to
    found.set_content(f"预警 {counts['red']} 项，关注 {counts['amber']} 项，未规定 {counts['grey']} 项；其中逾期 {counts['overdue']} 项。\n"
                      f"http://{given.listen}/alerts\n")
    return found


def mail() -> bool:
    """Sends the newest digest's counts, once; an error is the clock's to keep, and the next look tries again."""
    given, store = settings(), database.store()
    if not (given.smtp_host and given.smtp_from and given.smtp_to):
        return False
    with store.reading() as cursor:
        newest = cursor.execute(f"select day, mailed, {', '.join(COUNTS)} from alert_digests order by day desc limit 1").fetchone()
    if newest is None or newest[1] is not None:
        return False
    where, secure = (given.smtp_host, given.smtp_port), ssl.create_default_context()
    with smtplib.SMTP_SSL(*where, timeout=WAIT, context=secure) if given.smtp_tls == "tls" else smtplib.SMTP(*where, timeout=WAIT) as server:
        if given.smtp_tls == "starttls":
            server.starttls(context=secure)
        server.send_message(message(newest[0], dict(zip(COUNTS, newest[2:], strict=True))))
    with store.noting(WHO, "alert digest mailed", day=newest[0]) as cursor:
        cursor.execute("update alert_digests set mailed = ? where day = ?", [str(database.now()), newest[0]])
    return True

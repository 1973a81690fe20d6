"""通报 made by the clock: for which period one is due, where it lies encrypted, and who has not opened it yet."""

import datetime
import os

from data import database
from data.refusal import Refused
from data.viewer import Viewer

WHO = "通报"
KINDS = {"月度": 1, "季度": 3, "半年": 6}  # months


def folder():
    return database.store().folder / "papers" / "bulletins"


def over(kind: str, day: datetime.date) -> tuple[str, datetime.date, datetime.date]:
    """The last period of a kind that was over before a day: its name, first and last day."""
    months = KINDS[kind]
    first = (day.year * 12 + day.month - 1) // months * months - months
    year, part = first // 12, first % 12 // months + 1
    after = first + months
    last = datetime.date(after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1)
    return {1: f"{year}-{part:02d}", 3: f"{year}Q{part}", 6: f"{year}H{part}"}[months], datetime.date(year, first % 12 + 1, 1), last


def due(standing: datetime.date) -> tuple[str, str] | None:
    """(kind, period) of a bulletin that is due and was not made yet, seen from the day that alerts stand on.

    A period is told some days after its end (policy), once data taken after its end are in and hold visits of it. What was
    missed is made up for the last period only.
    """
    store = database.store()
    store.refresh_policy()
    with store.reading() as cursor:
        kinds, after, taken = cursor.execute(
            """select policy_list('bulletin_kinds'), cast(policy_number('bulletin_after_days') as integer),
                      (select cast(max(exported_at) as date) from imports where dated and status = 'imported')"""
        ).fetchone()
        for kind in kinds or () if after is not None else ():
            period, first, last = over(kind, standing - datetime.timedelta(days=after - 1))
            if (taken or standing) > last and cursor.execute(
                "select exists (from visits_done where visit_day between $first and $last) and not exists (from bulletins where bulletin = $period)",
                {"first": first, "last": last, "period": period},
            ).fetchone()[0]:
                return kind, period
    return None


def keep(kind: str, period: str, as_of: datetime.date, red: int, content: bytes) -> None:
    """Puts a bulletin into the store, encrypted, and its line beside it."""
    store = database.store()
    place = folder() / f"{period}.sealed"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = place.with_suffix(".half")
    with open(half, "wb") as file:
        file.write(store.key.seal(content))
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, place)
    with store.noting(WHO, "bulletin", kind=kind, period=period, as_of=as_of) as cursor:
        cursor.execute("insert or replace into bulletins values (?, ?, ?, ?, ?)", [period, kind, as_of, database.now(), red])


def read(period: str) -> bytes:
    """A bulletin as it was made; whether somebody may have it, the question ``bulletins`` says."""
    try:
        return database.store().key.open((folder() / f"{period}.sealed").read_bytes())
    except OSError as error:
        raise Refused("bulletin_none", period=period) from error


def unseen(viewer: Viewer) -> set[str]:
    """The bulletins that this person has not opened."""
    with database.store().reading() as cursor:
        return {row[0] for row in cursor.execute(
            "select bulletin from bulletins where bulletin not in (select bulletin from bulletins_seen where person = ?)", [viewer.name]).fetchall()}


def mark_seen(viewer: Viewer, period: str) -> None:
    """Keeps that this person has opened one."""
    if period in unseen(viewer):
        with database.store().noting(viewer.name, "bulletin seen", period=period) as cursor:
            cursor.execute("insert or replace into bulletins_seen values (?, ?, ?)", [viewer.name, period, database.now()])

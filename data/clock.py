"""The clock: one scheduler in the server's process. It empties the inbox, keeps the alerts and lets old originals go.

A job never runs twice at once, a missed run is made up once, and an error stays visible in
``clock_runs`` until the job next succeeds.
"""

import contextlib
import datetime
import logging
from collections.abc import Callable
from pathlib import Path

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler

from data import database, journal, stopping
from data.alerts.watch import Watch
from data.intake import archive, files_of, ingest

log = logging.getLogger("mingjian")
logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a look found the one before still at work is no news
WHO = "收件箱"
STILL = 2.0            # seconds a file must not have grown before it is taken
LOOK_EVERY = 5         # seconds between two looks into the inbox
MORE_EVERY = 60        # seconds between two looks of what other rooms give the clock to do
SELDOM_EVERY = 600     # the same, of what takes long and waits for nobody
SWEEP_AT = 3           # hour of the night at which old originals go


class Inbox:
    """The folder ``inbox`` of the store: files laid there are imported, archived and taken away."""

    def __init__(self, folder: Path):
        self.folder = folder / "inbox"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._seen: dict[Path, tuple[int, float, datetime.datetime]] = {}
        self._taken: dict[Path, tuple[int, float]] = {}

    def _is_still(self, path: Path, at: datetime.datetime) -> bool:
        """Whether size and date have not changed since an earlier look at least STILL seconds ago."""
        with contextlib.suppress(FileNotFoundError):
            found = path.stat()
            size, changed, since = self._seen.get(path, (None, None, at))
            if (size, changed) == (found.st_size, found.st_mtime):
                return (at - since).total_seconds() >= STILL
            self._seen[path] = (found.st_size, found.st_mtime, at)
        return False

    def look(self, at: datetime.datetime | None = None) -> list[str]:
        """Takes every file that has stopped growing; returns their names.

        A file goes only after its rows, or its refusal, and its archived original are safe. After a crash
        in between it is found again, known by its content and not taken twice.
        """
        at, taken, failed = at or datetime.datetime.now(), [], ""
        for path in files_of([self.folder]):
            if stopping.asked():
                break
            if not self._is_still(path, at):
                continue
            if self._taken.get(path) == self._seen[path][:2]:  # Windows did not let go of it: somebody has it open
                path.unlink(missing_ok=True)
                continue
            outcome = ingest(path, WHO)
            if outcome.status == "failed":  # no room, say: it stays, and is tried again; a smaller one may go in
                failed = outcome.sentence
                continue
            self._taken[path] = self._seen[path][:2]
            path.unlink(missing_ok=True)
            self._seen.pop(path, None)
            taken.append(outcome.file)
        self._seen = {path: seen for path, seen in self._seen.items() if path.exists()}
        self._taken = {path: taken for path, taken in self._taken.items() if path.exists()}
        if failed:
            raise RuntimeError(failed)
        return taken


# what goes when its time is over: which rows, how, and from which moment on they are old; null while the office has confirmed none
OLD = "import_id in (select import_id from imports where imported_at < {} )"
KEPT = {
    "cells of rejected rows": ("rejects", "update rejects set value = null", "value is not null",
                               "$now::timestamp - to_days(cast(policy_number('reject_keep_days') as integer))"),
    "names and texts in full": ("sealed", "delete from sealed", "true", "$now::timestamp - to_years(cast(policy_number('sealed_keep_years') as integer))"),
}


def sweep() -> int:
    """Deletes what was kept as long as the policy says: originals, cells of rejected rows, names and texts in full; returns how many."""
    store, at = database.store(), database.now()
    with store.reading() as cursor:
        days = cursor.execute("select policy_number('original_keep_days')").fetchone()[0]
    gone = archive.drop_old(store.folder, at - datetime.timedelta(days=days)) if days else 0
    for what, (table, deed, which, moment) in KEPT.items():
        old = f"{which} and {OLD.format(moment)}"
        with store.reading() as cursor:
            count = cursor.execute(f"select count(*) from {table} where {old}", {"now": at}).fetchone()[0]
        if count:
            with store.writing(WHO, "kept long enough", kept=what, count=count) as cursor:
                cursor.execute(f"{deed} where {old}", {"now": at})
            gone += count
    if gone:
        with store.standing_still():
            pass  # the room in the file is free for what comes
    return gone


def _note(job: str, error: str | None, started: datetime.datetime) -> None:
    """Keeps the last error of a job until it next succeeds."""
    with database.store().noting(WHO, "clock", job=job, error=error) as cursor:
        cursor.execute("insert or replace into clock_runs values (?, ?, ?, ?)", [job, started, database.now(), error])


_running: list["Clock"] = []


def next_looks() -> dict[str, datetime.datetime | None]:
    """job -> when it looks next, naive local time; nothing while no clock runs."""
    return {job.id: job.next_run_time and job.next_run_time.replace(tzinfo=None, microsecond=0)
            for clock in _running for job in clock._scheduler.get_jobs()}


class Clock:
    """``with Clock():`` the jobs run; leaving waits for the one at work. ``more`` and ``seldom``: what rooms above give it to look after."""

    def __init__(self, more: dict[str, Callable] | None = None, seldom: dict[str, Callable] | None = None):
        store = database.store()
        self._failed: set[str] = set()
        self.fatal = False
        self.inbox = Inbox(store.folder)
        self._scheduler = BackgroundScheduler(timezone=database.SHANGHAI,
                                              job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        self._scheduler.add_job(self._run, "interval", seconds=LOOK_EVERY, args=["inbox", self.inbox.look], id="inbox")
        self.watch = Watch()
        self._scheduler.add_job(self._run, "interval", seconds=LOOK_EVERY, args=["alerts", self.watch.look], id="alerts")
        self._scheduler.add_job(self._run, "cron", hour=SWEEP_AT, args=["sweep", sweep], id="sweep")
        for works, seconds in ((more, MORE_EVERY), (seldom, SELDOM_EVERY)):
            for name, work in (works or {}).items():
                self._scheduler.add_job(self._run, "interval", seconds=seconds, args=[name, work], id=name)
        self._scheduler.add_listener(self._unexpected, EVENT_JOB_ERROR)

    def _run(self, job: str, work) -> None:
        started = database.now()
        try:
            done = work()
        except database.Fatal:
            log.exception("job %s", job)
            self.fatal = True  # the server ends with an error, so that what watches over it starts it anew
            stopping.ask_self()
            return
        except Exception as error:
            if job not in self._failed:
                log.exception("job %s", job)
                self._failed.add(job)
                with contextlib.suppress(database.Error):
                    _note(job, journal.discreet(str(error))[:500], started)
            return
        if done or job in self._failed:
            _note(job, None, started)
        self._failed.discard(job)

    def _unexpected(self, event: JobExecutionEvent) -> None:
        log.error("job %s: %s", event.job_id, event.exception)

    def __enter__(self):
        self._scheduler.start()
        _running.append(self)
        return self

    def __exit__(self, *_):
        _running.remove(self)
        self._scheduler.shutdown(wait=True)

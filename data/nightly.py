"""The nightly backup: once a day after its hour, or as soon as the server runs again; the newest few are kept."""

import datetime
import json
import shutil
from pathlib import Path

from data import database
from data.backup import SUFFIX, backup
from data.refusal import Refused
from data.settings import settings

ROOM = 3  # times the store's size: its copy, the encrypted file, and the store unpacked to prove it
PAUSE = datetime.timedelta(hours=1)  # after a night that failed
_failed: dict[database.Store, datetime.datetime] = {}


def folder() -> Path:
    """Where backups lie: beside the store unless the settings say."""
    found = settings()
    return found.backup_folder or found.store.with_name(found.store.name + ".backups")


def kept() -> list[Path]:
    """The backups there, newest first; their names begin with the time they were made."""
    return sorted(folder().glob(f"mingjian-*{SUFFIX}"), reverse=True)


def size(place: Path) -> int:
    """Bytes of all files in a folder; what goes away meanwhile does not count."""
    total = 0
    for path in place.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def last_proven() -> dict | None:
    """{at, who, file, bytes} of the newest backup that was opened and found equal to the store."""
    with database.store().reading() as cursor:
        found = cursor.execute("select happened_at, who, detail from audit where what = 'backup' order by audit_id desc limit 1").fetchone()
    return {"at": found[0], "who": found[1], **json.loads(found[2])} if found else None


def _since() -> datetime.datetime | None:
    """The last backup, or else the day on which the store began."""
    if last := last_proven():
        return last["at"]
    with database.store().reading() as cursor:
        return cursor.execute("select min(happened_at) from audit").fetchone()[0]


def make(who: str) -> Path:
    """A backup now, the oldest beyond the kept ones taken away. Refused while the disk has no room for it."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    needed, free = ROOM * size(settings().store), min(shutil.disk_usage(path).free for path in (place, settings().store))
    if free < needed:
        raise Refused("backup_no_room", path=place, needed=needed >> 20, free=free >> 20)
    made = backup(place, who)
    for old in kept()[max(settings().backups_kept, 1):]:
        old.unlink(missing_ok=True)
    return made


def look() -> Path | None:
    """Called by the clock every minute: makes the day's backup when it is due; after a failure not again for PAUSE."""
    at, found, store = database.now(), settings(), database.store()
    since = _since()
    due = found.backups_kept and since and since.date() < at.date() and at.hour >= found.backup_hour
    if not due or (store in _failed and at - _failed[store] < PAUSE):
        return None
    try:
        return make("定时任务")
    except Exception:
        _failed[store] = at
        raise

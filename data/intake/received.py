"""A file sent through the page, streamed into the store's folder ``uploads``: encrypted, with a note beside it (.json).

Receiving never waits for the store, which a long import holds: the file is acknowledged once both lie there.
"""

import contextlib
import errno
import json
import os
import secrets
import threading
import time
from pathlib import Path

from data import database, intake
from data.intake import archive, room
from data.refusal import Refused

MEGA = 1 << 20
LIMIT = 500 * MEGA        # bytes of one file
BLOCK = 4 * MEGA
arrived = threading.Event()  # wakes the thread of jobs.py


def folder() -> Path:
    """Where received files lie until their job is done."""
    found = database.store().folder / "uploads"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def sealed(job: str) -> Path:
    """The encrypted file of a job."""
    return folder() / f"{job}.sealed"


def receive(stream, name: str, size: int | None, who: str, confirmed: bool = False) -> str:
    """Takes a file from a stream; returns its job once it is safe on disk. Refused: nothing is left of it.

    ``confirmed``: it may overwrite rows without a date of export, nobody is asked."""
    name = intake.safe_name(Path((name or "").replace("\\", "/")))
    if name.strip(". ") == "":
        raise Refused("upload_no_name")
    if name.startswith(intake.LOCK_FILE):
        raise Refused("upload_lock_file", name=name)
    if size is not None and size > LIMIT:
        raise Refused("upload_too_large", name=name, limit=LIMIT // MEGA)
    room.check(folder(), name, size or 0)
    job = f"{time.time_ns():016x}{secrets.token_hex(2)}"
    place, half = sealed(job), sealed(job).with_suffix(".half")
    try:
        taken = _take(stream, half, name)
        if size is not None and taken != size:
            raise Refused("upload_cut_short", name=name)
        if not taken:
            raise Refused("empty_file")
        half.replace(place)
        _note(job, file=name, bytes=taken, who=who, started=str(database.now()), confirmed=confirmed)
    except OSError as error:
        place.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("upload_no_room", name=name) from error
        raise Refused("upload_cut_short", name=name) from error  # the browser went away
    finally:
        half.unlink(missing_ok=True)
    arrived.set()
    return job


def _take(stream, half: Path, name: str) -> int:
    key, taken = database.store().key, 0
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := stream.read(BLOCK):
            taken += len(block)
            if taken > LIMIT:
                raise Refused("upload_too_large", name=name, limit=LIMIT // MEGA)
            content = key.seal(block)
            file.write(len(content).to_bytes(archive.LENGTH) + content)
        file.flush()
        os.fsync(file.fileno())
    return taken


def _note(job: str, **said) -> None:
    half = folder() / f"{job}.note"
    with open(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        json.dump(said, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    half.replace(half.with_suffix(".json"))
    if os.name == "posix":  # the names too, before it is acknowledged; Windows writes them through
        place = os.open(folder(), os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def notes() -> dict[str, dict]:
    """Job -> what was noted of it, for files that the table of jobs does not hold yet."""
    found = {}
    for path in sorted(folder().glob("*.json")):
        with contextlib.suppress(FileNotFoundError):  # just taken in
            found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return found

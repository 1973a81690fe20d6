"""Files that were received (received.py) are worked one after the other by one thread, as rows of the table ``jobs``.

After a crash the notes and the files are still there and the work goes on; ``ingest`` knows what it took. What the machine
could not work stays and waits (put_off.py).
"""

import contextlib
import logging
import tempfile
import threading

from data import database, intake
from data.intake import archive, originals, put_off, room
from data.intake.received import arrived, folder, notes, sealed
from data.refusal import Refused, sentence

SHOWN = 30                # jobs on the page; older ones stand in the history of imports
PAUSE = 5.0               # seconds after an error of the machine's
WORKED = ("排队", "已确认", "导入中")  # the last, while nobody is at it: broken off
SYSTEM = "系统"
COLUMNS = ("job_id", "file", "bytes", "state", "sentence", "who", "started", "ended", "imports")
log = logging.getLogger("mingjian")

# --- what the page shows ---------------------------------------------------------------------------

def listed() -> list[dict]:
    """The latest jobs, the latest first."""
    waiting = notes()
    with database.store().reading() as cursor:
        rows = cursor.execute(f"select {', '.join(COLUMNS)} from jobs order by job_id desc limit {SHOWN}").fetchall()
    found = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    for job, said in waiting.items():
        found.setdefault(job, dict.fromkeys(COLUMNS) | {"job_id": job, "state": "排队"} | said)
    for job, held in list(put_off.held.items()):
        if job in found and found[job]["state"] in WORKED:
            found[job] |= {"state": held.state, "sentence": held.sentence}
    return sorted(found.values(), key=lambda one: one["job_id"], reverse=True)


def decide(job: str, may_overwrite: bool, who: str) -> None:
    """A person's answer about an undated file that would overwrite rows: import it, or give it up."""
    if not may_overwrite:
        _end(job, "拒收", sentence("upload_given_up"), None, who, None if job in put_off.held else "待确认")
        put_off.held.pop(job, None)
        return
    with database.store().noting(who, "upload confirmed", job=job) as cursor:
        cursor.execute("update jobs set state = '已确认', sentence = null, ended = null where job_id = ? and state = '待确认'", [job])
    arrived.set()


def try_again(job: str, who: str) -> None:
    """A person asks that a file that waits be tried now."""
    if put_off.ask(job, who):
        arrived.set()


# --- working ---------------------------------------------------------------------------------------

@contextlib.contextmanager
def working():
    """While the block runs, one thread imports what was sent.

    Temporary files lie in the store's scratch folder meanwhile: the web server spools what it receives, in
    clear, and the machine's own folder for them may be kept in memory or on another disk.
    """
    before, scratch = tempfile.tempdir, database.store().scratch
    scratch.mkdir(mode=0o700, exist_ok=True)
    tempfile.tempdir = str(scratch)
    try:
        resume()  # before anything is received: it clears away what is half there
    except Exception:
        log.exception("jobs")
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(stop,), daemon=True, name="jobs")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        arrived.set()
        tempfile.tempdir = before
        thread.join()  # an import under way ends first: the store must not be closed under it


def _work(stop: threading.Event) -> None:
    while not stop.is_set():
        arrived.clear()
        try:
            while not stop.is_set() and work_once():
                pass
        except Exception:  # a full disk, say: the work is still there and is tried again
            log.exception("jobs")
            stop.wait(PAUSE)
            continue
        arrived.wait(put_off.AGAIN if put_off.held else None)


def resume() -> None:
    """After a start: half-received files go, unfinished work is queued again, a job whose file is gone says so."""
    store = database.store()
    for path in [*folder().glob("*.half"), *folder().glob("*.note"), *store.scratch.glob("*")]:
        with contextlib.suppress(OSError):  # Windows keeps what somebody has open
            path.unlink()
    with store.reading() as cursor:
        unfinished = cursor.execute("select job_id, state, file from jobs where state not in ('完成', '拒收')").fetchall()
    for job, state, name in unfinished:
        if not sealed(job).exists():
            _end(job, "拒收", sentence("upload_lost"), None)
        elif state == "导入中":
            _set(job, "排队")
            put_off.judge(job, name)
    known = {job for job, *_ in unfinished} | set(notes())
    for path in folder().glob("*.sealed"):
        if path.stem not in known:
            path.unlink(missing_ok=True)


def _set(job: str, state: str) -> None:
    with database.store().noting(SYSTEM, "upload " + {"排队": "queued", "导入中": "begun"}[state], job=job) as cursor:
        cursor.execute("update jobs set state = ? where job_id = ?", [state, job])


def _end(job: str, state: str, said: str, imports: list[int] | None, who: str = SYSTEM, was: str | None = None) -> None:
    with database.store().noting(who, "upload ended", job=job, state=state) as cursor:
        done = cursor.execute("""update jobs set state = $1, sentence = $2, ended = $3, imports = $4 where job_id = $5
            and ($6 is null or state = $6) returning job_id""", [state, said, database.now(), imports, job, was]).fetchone()
    if done and state != "待确认":
        sealed(job).unlink(missing_ok=True)


def work_once() -> bool:
    """Takes in what was received and works the oldest job; False when there is none."""
    store = database.store()
    for job, said in notes().items():
        with store.noting(said["who"], "upload received", job=job, file=said["file"], bytes=said["bytes"]) as cursor:
            cursor.execute("""insert into jobs (job_id, file, bytes, state, who, started) values (?, ?, ?, ?, ?, ?)
                on conflict do nothing""", [job, said["file"], said["bytes"], "已确认" if said.get("confirmed") else "排队", said["who"], said["started"]])
        (folder() / f"{job}.json").unlink(missing_ok=True)
    with store.reading() as cursor:
        waiting = cursor.execute("""select job_id, file, bytes, who, state = '已确认' from jobs
            where list_contains($1, state) order by job_id""", [list(WORKED)]).fetchall()
    one = next((row for row in waiting if put_off.may_begin(row[0])), None)
    if one is None:
        return False
    job, name, size, who, confirmed = one
    before = put_off.held.pop(job, None)
    confirmed = confirmed or bool(before and before.confirmed)
    try:
        room.check(store.folder, name, max(size, room.BIG))  # a full disk may end the engine, and the server with it: of small files too
        _set(job, "导入中")
        outcome, imports = _work_on(job, name, size, who, confirmed)
    except database.Fatal:
        raise
    except (Refused, FileNotFoundError) as error:
        if not isinstance(error, Refused) or error.code != "no_room":
            _end(job, "拒收", sentence("upload_lost"), None)
            return True
        outcome = intake.Outcome(name, "failed", str(error), full=True)
    except Exception as error:
        log.exception("jobs")
        outcome = intake.failed(name, error)
    if outcome.status == "failed":
        put_off.put_off(job, outcome, confirmed)
        return True
    _end(job, {"imported": "完成", "repeated": "完成", "unconfirmed": "待确认"}.get(outcome.status, "拒收"), outcome.sentence, imports)
    return True


def _work_on(job: str, name: str, size: int, who: str, confirmed: bool) -> tuple[intake.Outcome, list[int]]:
    store = database.store()
    with originals.vanishing(store.scratch) as (file, path):
        taken = sum(file.write(block) for block in archive._blocks(sealed(job), store.key))
        file.flush()
        if taken != size:
            raise Refused("upload_lost")
        outcome = intake.ingest(path, who, name, may_overwrite=confirmed)
        return outcome, _became(intake.digest_of(path, name), outcome.status)


def _became(digest: str, status: str) -> list[int]:
    """The imports that hold the rows of a file, or the one that says why it was refused."""
    wanted = "refused" if status == "refused" else "imported"
    with database.store().reading() as cursor:
        rows = cursor.execute("select import_id from imports where digest = ? and status = ? order by import_id", [digest, wanted]).fetchall()
    return [row[0] for row in (rows[-1:] if wanted == "refused" else rows)]

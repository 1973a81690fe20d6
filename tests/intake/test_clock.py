"""The inbox takes what has stopped growing, once; errors stay visible; old originals go."""

import datetime
import os
import signal

import pytest
from small_tables import TOWNS, as_csv

from data import clock, database
from data.clock import Clock, Inbox
from data.intake import archive, digest_of

UNITS = as_csv(TOWNS)
START = datetime.datetime(2026, 1, 5, 8, 0)


def later(seconds: float) -> datetime.datetime:
    return START + datetime.timedelta(seconds=seconds)


@pytest.fixture
def inbox(store):
    return Inbox(store.folder)


def units(store) -> int:
    with store.reading() as cursor:
        return cursor.execute("select count(*) from org_units").fetchone()[0]


def test_a_file_is_taken_when_it_has_stopped_growing(inbox, store):
    path = inbox.folder / "单位.csv"
    path.write_text(UNITS[:30], encoding="utf-8")
    assert inbox.look(START) == []
    path.write_text(UNITS, encoding="utf-8")          # it grew between two looks
    assert inbox.look(later(5)) == [] and units(store) == 0
    assert inbox.look(later(10)) == ["单位.csv"] and units(store) == 2
    assert not path.exists()


def test_the_original_is_kept_encrypted(inbox, store):
    path = inbox.folder / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    digest = digest_of(path)
    inbox.look(START)
    inbox.look(later(5))
    assert archive.open_original(store, digest).decode() == UNITS
    kept = next((store.folder / "archive").iterdir()).read_bytes()
    assert "民政局".encode() not in kept and kept.count(b"\x00") < len(kept)


def test_a_crash_before_the_file_was_taken_away_imports_it_once(inbox, store, monkeypatch):
    path = inbox.folder / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    inbox.look(START)
    with monkeypatch.context() as patch:
        patch.setattr(clock.Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            inbox.look(later(5))
    assert path.exists() and units(store) == 2
    again = Inbox(store.folder)
    again.look(later(10))
    assert again.look(later(15)) == ["单位.csv"] and units(store) == 2
    with store.reading() as cursor:
        assert cursor.execute("select status from imports order by import_id").fetchall() == [("imported",), ("repeated",)]


def test_a_refused_file_is_taken_away_and_listed(inbox, store):
    (inbox.folder / "坏.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    inbox.look(START)
    assert inbox.look(later(5)) == ["坏.csv"]
    with store.reading() as cursor:
        assert cursor.execute("select status from imports").fetchall() == [("refused",)]


def test_lock_files_are_left_alone(inbox):
    (inbox.folder / "~$单位.xlsx").write_bytes(b"x")
    inbox.look(START)
    assert inbox.look(later(5)) == []


def test_an_error_is_kept_until_the_job_next_succeeds(store):
    ticking = Clock()

    def broken():
        raise RuntimeError("磁盘已满")

    def runs():
        with store.reading() as cursor:
            return cursor.execute("select job, error from clock_runs").fetchall()
    ticking._run("inbox", broken)
    ticking._run("inbox", broken)
    assert runs() == [("inbox", "磁盘已满")]
    ticking._run("inbox", lambda: [])
    assert runs() == [("inbox", None)]


def test_the_scheduler_runs_one_of_each_and_makes_up_missed_runs(store):
    with Clock() as ticking:
        jobs = ticking._scheduler.get_jobs()
        assert {job.id for job in jobs} == {"inbox", "alerts", "sweep"}
        assert all(job.coalesce and job.max_instances == 1 and job.misfire_grace_time is None for job in jobs)
    assert not ticking._scheduler.running


def test_old_originals_go_after_the_days_of_the_policy(inbox, store):
    for name in ("a.csv", "b.csv"):
        (inbox.folder / name).write_text(UNITS + name, encoding="utf-8")
    inbox.look(START)
    inbox.look(later(5))
    first = sorted((store.folder / "archive").iterdir())[0]
    old = (datetime.datetime.now() - datetime.timedelta(days=181)).timestamp()
    os.utime(first, (old, old))
    assert clock.sweep() == 1 and len(list((store.folder / "archive").iterdir())) == 1
    assert database.store() is store


def test_what_was_kept_long_enough_goes_as_the_policy_says(store, confirm):
    """Cells of rejected rows after their days; names in full only once the office has confirmed how many years; the audit log never."""
    with store.writing("test", "given") as cursor:
        for number, day in ((1, "2020-01-01"), (2, str(datetime.date.today()))):
            cursor.execute("""insert into imports by name select $n as import_id, 'x' as file, 'x' as digest, 'imported' as status, 'test' as who,
                                  false as dated, $d::timestamp as imported_at""", {"n": number, "d": day})
            cursor.execute("""insert into rejects by name select $n as import_id, 1 as line, '村' as header, '某村' as value, 'bad' as code, '' as reason""",
                           {"n": number})
            cursor.execute("insert into sealed by name select $n as import_id, 0 as block, 'x'::blob as content", {"n": number})
    before = lines(store)

    def left():
        with store.reading() as cursor:
            return cursor.execute("""select (select count(value) from rejects), (select count(*) from rejects), (select count(*) from sealed)""").fetchone()
    assert clock.sweep() == 1 and left() == (1, 2, 2)
    confirm(sealed_keep_years=5)
    store.refresh_policy()
    assert clock.sweep() == 1 and left() == (1, 2, 1)
    assert clock.sweep() == 0 and lines(store) == before + 2, "each is in the audit log, of which nothing goes"


def lines(store) -> int:
    with store.reading() as cursor:
        return cursor.execute("select count(*) from audit").fetchone()[0]


def test_after_a_fatal_error_of_the_engine_the_server_ends(store, monkeypatch):
    """What watches over it (systemd, the Windows service) starts it anew, and the store is opened again."""
    sent = []
    monkeypatch.setattr("data.stopping.os.kill", lambda process, number: sent.append(number))
    clock = Clock()

    def broken():
        raise database.Fatal("database has been invalidated")

    clock._run("alerts", broken)
    assert clock.fatal and sent == [signal.SIGTERM]

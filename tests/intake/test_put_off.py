"""A received file is never lost for want of room, for an error or a crash: it stays, says why, and is taken up again."""

import io
import sys

import pytest
from running import ROOT, surroundings
from small_tables import TOWNS, as_csv

import data.intake as intake
from components import import_view
from data import database
from data.intake import jobs, put_off, received, room
from data.intake.reasons import translated
from data.refusal import sentence

UNITS = as_csv(TOWNS).encode()


@pytest.fixture(autouse=True)
def _nothing_waits(store):
    put_off.held.clear()
    yield
    put_off.held.clear()


def send(name: str = "单位.csv", content: bytes = UNITS) -> str:
    return received.receive(io.BytesIO(content), name, len(content), "a-admin")


def state(job: str) -> tuple[str, str]:
    return next((one["state"], one["sentence"]) for one in jobs.listed() if one["job_id"] == job)


def full(*_):
    raise database.Error("IO Error: Could not write file: No space left on device")


def test_what_a_full_disk_stopped_waits_and_goes_in_later(store, monkeypatch):
    job = send()
    with monkeypatch.context() as patch:
        patch.setattr(intake, "_settle_all", full)
        assert jobs.work_once() and not jobs.work_once(), "not again and again"
    said = sentence("upload_waits", name="单位.csv")
    assert state(job) == ("等待空间", said) and received.sealed(job).exists()
    assert translated(said, "en") == sentence("upload_waits", "en", name="单位.csv")
    shown = str(import_view.job_list(jobs.listed()))
    assert "'answer': 'try_again'" in shown and "'answer': 'give_up'" in shown and "重新导入" in shown
    other = send("村.csv", b"x,y\n1,2\n")
    assert jobs.work_once() and state(other)[0] == "拒收", "what comes later does not wait for it"
    monkeypatch.setattr(put_off, "AGAIN", 0.0)
    jobs.try_again(job, "a-admin")
    assert jobs.work_once() and state(job)[0] == "完成" and not received.sealed(job).exists() and not put_off.held
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone() == (2,)
        assert cursor.execute("select who from audit where what = 'upload tried again'").fetchall() == [("a-admin",)]


def test_it_tries_by_itself_once_there_is_room(store, monkeypatch):
    job = send()
    with monkeypatch.context() as patch:
        patch.setattr(put_off, "AGAIN", 0.0)
        patch.setattr(room.shutil, "disk_usage", lambda _: type("", (), {"free": 1 << 20}))
        assert jobs.work_once() and state(job)[0] == "等待空间", "a small file too is not begun on a disk that is nearly full"
        with store.reading() as cursor:
            assert cursor.execute("select state from jobs").fetchall() == [("排队",)], "of which the full disk took no note"
    assert jobs.work_once() and state(job)[0] == "完成"


def test_another_error_waits_for_a_person_or_the_next_start(store, monkeypatch):
    job = send()
    with monkeypatch.context() as patch:
        patch.setattr(intake, "_settle_all", lambda *_: (_ for _ in ()).throw(KeyError("某人 13800000000")))
        assert jobs.work_once() and not jobs.work_once()
        assert state(job) == ("待重试", sentence("upload_stays", name="单位.csv", why=sentence("import_failed", why="KeyError").rstrip("。")))
        jobs.try_again(job, "a-admin")
        assert jobs.work_once() and state(job)[0] == "待重试"
    put_off.held.clear()  # as a new process
    jobs.resume()
    assert jobs.work_once() and state(job)[0] == "完成"


def test_a_file_that_breaks_the_server_again_and_again_waits_for_a_person(store):
    job = send()
    jobs._set(job, "导入中")  # takes no note of a job that is not there yet
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "ingest", lambda *_, **__: (_ for _ in ()).throw(database.Fatal("database has been invalidated")))
        for _ in range(3):
            with pytest.raises(database.Fatal):
                jobs.work_once()
            assert received.sealed(job).exists()
            jobs.resume()
    assert state(job) == ("待重试", sentence("upload_broke", name="单位.csv")) and not jobs.work_once()
    jobs.decide(job, False, "a-admin")
    assert state(job)[0] == "拒收" and not received.sealed(job).exists() and not jobs.work_once()


FULL = """
import contextlib, resource, sys
from pathlib import Path
from data import database
from data.intake import jobs, received
for path in sorted(Path(sys.argv[1]).iterdir()):
    with path.open("rb") as file:
        received.receive(file, path.name, path.stat().st_size, "测试")
jobs.work_once()
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
with contextlib.suppress(database.Error):
    while jobs.work_once():
        pass
print(*(one["state"] for one in jobs.listed()))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fills the disk by a bound on the process")
def test_files_received_before_the_disk_was_full_all_go_in(new_store, tmp_path):
    import subprocess

    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        rows = "".join(f"B{number:02}{row:04},单位{number}-{row},街道\n" for row in range(3000))
        (folder / f"{number}.csv").write_text("单位编码,单位名称,单位类型\n" + rows, encoding="utf-8")
    where = new_store.folder
    database.close_store()
    done = subprocess.run([sys.executable, "-c", FULL, str(folder)], cwd=ROOT, env=surroundings(where), capture_output=True, encoding="utf-8")
    assert "拒收" not in done.stdout and (done.returncode or "等待空间" in done.stdout), (done.stdout, done.stderr)
    jobs.resume()
    while jobs.work_once():
        pass
    assert {one["state"] for one in jobs.listed()} == {"完成"}
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone() == (12000,)

"""A killed process and a full disk lose nothing that was acknowledged; readers meet only whole imports."""

import os
import random
import subprocess
import sys
import threading
import time

import pytest
from running import ROOT, surroundings
from small_tables import TOWNS, as_csv

from data import database
from data.audits import findings
from data.intake import ingest

KILLS = int(os.environ.get("MINGJIAN_TEST_KILLS", "6"))  # make bench asks for 30
LOOP = """
import sys
from pathlib import Path
from data.intake import ingest
for path in sorted(Path(sys.argv[1]).iterdir()):
    print(path.name, ingest(path, "测试").status, flush=True)
"""


def batch(number: int, rows: int = 400) -> str:
    return "单位编码,单位名称,单位类型\n" + "".join(f"B{number:02}{row:04},单位{number}-{row},街道\n" for row in range(rows))


def test_kill_9_loses_nothing_acknowledged_and_leaves_nothing_half(store, tmp_path):
    folder, where = tmp_path / "files", store.folder
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.csv").write_text(batch(number), encoding="utf-8")
    database.close_store()
    random_ = random.Random(5)
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", LOOP, str(folder)], cwd=ROOT, env=surroundings(where), stdout=subprocess.PIPE, encoding="utf-8")
        said = [process.stdout.readline() for _ in range(random_.randrange(1, 8))]
        time.sleep(random_.random() * 0.2)  # a random moment of the import that is under way
        process.kill()
        said += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        acknowledged = [line.split()[0] for line in said if line.rstrip().endswith(("imported", "repeated"))]
        with database.store().reading() as cursor:
            whole = dict(cursor.execute("select unit_code[2:3], count(*) from org_units group by all").fetchall())
        assert set(whole.values()) <= {400}
        assert {name[:2] for name in acknowledged} <= whole.keys()
        assert findings() == []
        database.close_store()
    done = subprocess.run([sys.executable, "-c", LOOP, str(folder)], cwd=ROOT, env=surroundings(where), capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 30
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 30 * 400


def test_readers_and_two_importers_at_once(store, tmp_path):
    """Ten readers meet whole imports only; two importers of different files both succeed."""
    wrong, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            with store.reading() as cursor:
                counts = cursor.execute("select unit_code[2:3], count(*) from org_units group by all").fetchall()
            wrong.extend(row for row in counts if row[1] != 400)

    def take(number):
        path = tmp_path / f"{number}.csv"
        path.write_text(batch(number), encoding="utf-8")
        if ingest(path, "测试").status != "imported":
            wrong.append(number)
    readers = [threading.Thread(target=read) for _ in range(10)]
    writers = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 4 * 400


def test_a_write_that_fails_leaves_the_store_as_it_was(store, tmp_path, monkeypatch):
    """What a full disk does to a commit: a clear sentence, the store intact, and the same file goes in later."""
    import data.intake as intake

    path = tmp_path / "单位.csv"
    path.write_text(as_csv(TOWNS), encoding="utf-8")

    def full(*_):
        raise database.Error("IO Error: Could not write file: No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(intake, "_settle_all", full)
        outcome = ingest(path, "测试")
    assert outcome.status == "failed" and "磁盘" in outcome.sentence and "没有改动" in outcome.sentence
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 0
        assert cursor.execute("select count(*) from imports").fetchone()[0] == 0
    assert ingest(path, "测试").status == "imported"


@pytest.mark.parametrize("limit", [100_000, 400_000, 1_000_000])
def test_no_room_on_the_disk_is_said_and_the_file_goes_in_later(store, tmp_path, limit):
    """No file may be written beyond ``limit`` bytes: every write there fails as on a full disk."""
    folder, where = tmp_path / "files", store.folder
    folder.mkdir()
    for number in range(6):
        (folder / f"{number:02}.csv").write_text(batch(number, 4000), encoding="utf-8")
    assert ingest(folder / "00.csv", "测试").status == "imported"
    database.close_store()
    loop = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n{LOOP}"
    cramped = subprocess.run([sys.executable, "-c", loop, str(folder)], cwd=ROOT, env=surroundings(where), capture_output=True, encoding="utf-8")
    acknowledged = [line.split()[0] for line in cramped.stdout.splitlines() if line.endswith(("imported", "repeated"))]
    assert any(line.endswith("failed") for line in cramped.stdout.splitlines()) or cramped.returncode
    with database.store().reading() as cursor:
        whole = dict(cursor.execute("select unit_code[2:3], count(*) from org_units group by all").fetchall())
    assert set(whole.values()) == {4000} and {name[:2] for name in acknowledged} <= whole.keys() and "00" in whole
    assert findings() == []
    for path in sorted(folder.iterdir()):
        assert ingest(path, "测试").status in ("imported", "repeated")
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 6 * 4000


def test_a_full_archive_stops_the_import(store, tmp_path, monkeypatch):
    from data.intake import archive

    path = tmp_path / "单位.csv"
    path.write_text(as_csv(TOWNS), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(archive.os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert ingest(path, "测试").status == "failed"
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 0
    assert ingest(path, "测试").status == "imported"

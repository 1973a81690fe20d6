"""A killed process and a full disk lose nothing that was acknowledged; readers meet only whole imports."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time

import pytest
from running import ROOT, surroundings
from small_tables import TOWNS, as_csv
from stores import use_store

from data import database
from data.audits import findings
from data.intake import ingest

KILLS = int(os.environ.get("KILLS", 10))  # make bench kills thirty times
LOOP = """
import sys
from pathlib import Path
from data.intake import ingest
for path in sorted(Path(sys.argv[1]).iterdir()):
    print(path.name, ingest(path, "测试").status, flush=True)
"""
# Everything is loaded once; each importer is forked from it before the store is opened, and starts at once.
NURSERY = """
import os, sys
from pathlib import Path
from data import database
from data.intake import ingest
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            for path in sorted(Path(sys.argv[1]).iterdir())[int(line):]:
                print(path.name, ingest(path, "测试").status, flush=True)
            database.close_store()
        finally:
            print(chr(10) * 40, flush=True)  # nobody waits for lines that will not come
            os._exit(0)
    sys.stdin.readline()
    os.kill(child, 9)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def batch(number: int, rows: int = 400) -> str:
    return "单位编码,单位名称,单位类型\n" + "".join(f"B{number:02}{row:04},单位{number}-{row},街道\n" for row in range(rows))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kill_9_loses_nothing_acknowledged_and_leaves_nothing_half(store, tmp_path):
    """Thirty importers in turn, each killed at a random moment of its work; the next start continues."""
    folder, where, random_ = tmp_path / "files", store.folder, random.Random(5)
    folder.mkdir()
    for number in range(KILLS):
        (folder / f"{number:02}.csv").write_text(batch(number), encoding="utf-8")
    database.close_store()
    acknowledged: set[str] = set()
    with subprocess.Popen([sys.executable, "-c", NURSERY, str(folder)], cwd=ROOT, env=surroundings(where), stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, encoding="utf-8", bufsize=1) as nursery:
        for turn in range(KILLS):
            nursery.stdin.write(f"{max(len(acknowledged) - 1, 0)}\n")  # begins with one that is known
            said = [nursery.stdout.readline() for _ in range(random_.randrange(3))]
            time.sleep(random_.random() * 0.1)  # a random moment of the import that is under way
            nursery.stdin.write("kill\n")
            while not said or said[-1] != "gone\n":
                said.append(nursery.stdout.readline())
            acknowledged |= {line[:2] for line in said if line.endswith(("imported\n", "repeated\n"))}
            with database.store().reading() as cursor:
                whole = dict(cursor.execute("select unit_code[2:3], count(*) from org_units group by all").fetchall())
            assert set(whole.values()) <= {400} and acknowledged <= whole.keys()
            assert turn % 5 or findings() == []
            database.close_store()
        nursery.stdin.close()
    assert len(acknowledged) > KILLS / 3
    for path in sorted(folder.iterdir()):
        assert ingest(path, "测试").status in ("imported", "repeated")
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == KILLS * 400
    assert findings() == []


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


def test_one_file_from_two_hands_at_once_is_taken_once(store, tmp_path):
    path, outcomes = tmp_path / "甲.csv", []
    path.write_text(batch(1), encoding="utf-8")
    hands = [threading.Thread(target=lambda: outcomes.append(ingest(path, "测试").status)) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(outcomes) == ["imported", "repeated", "repeated"]


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


def test_no_room_on_the_disk_is_said_and_the_file_goes_in_later(store, tmp_path):
    """No file may be written beyond a length: every write there fails as on a full disk."""
    folder = batches(tmp_path)
    assert ingest(folder / "00.csv", "测试").status == "imported"
    where = store.folder
    database.close_store()
    said = imported_by(f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n{LOOP}", folder, where)
    holds_whole_files(said)
    goes_in_later(folder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a disk that is full, or a process that may write no further")
def test_a_full_disk_is_said_and_the_files_go_in_once_there_is_room(store, tmp_path, monkeypatch):
    """A small disk of its own; where none may be mounted the importer may write no file beyond what the store needs to grow a little."""
    folder, where, loop = batches(tmp_path), tmp_path / "disk", LOOP
    before = store.folder
    database.close_store()
    where.mkdir()
    room = 300 << 10
    size = sum(path.stat().st_size for path in before.rglob("*")) + room
    mounted = not subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(where)], check=False, capture_output=True).returncode
    if not mounted:
        loop = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n{LOOP}"
    try:
        shutil.copytree(before, where / "store")
        shutil.copy(before.with_name("store.key"), where / "store.key")
        said = imported_by(loop, folder, where / "store")
        if mounted:
            subprocess.run(["mount", "-o", f"remount,size={size + (100 << 20)}", str(where)], check=True)
        use_store(where / "store", monkeypatch)
        holds_whole_files(said)
        goes_in_later(folder)
        database.close_store()
    finally:
        if mounted:
            subprocess.run(["umount", str(where)], check=True)


def batches(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number:02}.csv").write_text(batch(number, 4000), encoding="utf-8")
    return folder


def imported_by(loop: str, folder, where) -> list[str]:
    """What an importer says of each file; it ends badly or says that one failed."""
    done = subprocess.run([sys.executable, "-c", loop, str(folder)], cwd=ROOT, env=surroundings(where), capture_output=True, encoding="utf-8")
    said = done.stdout.splitlines()
    assert any(line.endswith("failed") for line in said) or done.returncode
    return [line[:2] for line in said if line.endswith(("imported", "repeated"))]


def holds_whole_files(acknowledged: list[str]) -> None:
    with database.store().reading() as cursor:
        whole = dict(cursor.execute("select unit_code[2:3], count(*) from org_units group by all").fetchall())
    assert set(whole.values()) <= {4000} and set(acknowledged) <= whole.keys() and len(whole) < 6
    assert findings() == []


def goes_in_later(folder) -> None:
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

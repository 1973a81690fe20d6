"""A backup is proven before it has its name, and a restore refuses what is damaged, cut, newer or of another key; the old store stays."""

import datetime
import json
import shutil
import subprocess
import sys
from collections import namedtuple

import pytest
from running import door, server, words

from data import backup, copies, database, nightly, photos
from data.audit_chain import proof
from data.privacy import load_key
from data.refusal import Refused
from data.settings import settings
from queries import ask


@pytest.fixture
def store(new_store):
    """A store of its own: it is copied and put back."""
    return new_store


@pytest.fixture
def county(store, given):
    given("cases", case_no="S1", town_code="640202001")
    (store.folder / "policy_local.toml").write_text("[confirmed]\nsatisfaction_low = 71\n", encoding="utf-8")
    (store.folder / "archive").mkdir()
    (store.folder / "archive" / "ab.sealed").write_bytes(b"sealed")
    photos.lay(store.folder / "evidence" / "cd.sealed", b"%PDF")
    return store


@pytest.fixture
def made(county, tmp_path):
    return backup.backup(tmp_path / "copies", "测试")


def cases() -> list:
    with database.store().reading() as cursor:
        return cursor.execute("select case_no from cases order by all").fetchall()


def test_there_and_back(made, given, leader):
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    place = settings().store
    with database.store().noting("test", "later") as cursor:
        cursor.execute("delete from cases")
        cursor.execute("update meta set value = '999' where name = 'schema'")
    database.close_store()
    with pytest.raises(Refused):  # by a newer program: the door looks first, then restores all the same
        database.store()
    old = backup.restore(made)
    assert cases() == [("S1",)] and (place / "archive" / "ab.sealed").read_bytes() == b"sealed"
    assert database.store().key.open((place / "evidence" / "cd.sealed").read_bytes()) == b"%PDF"
    assert next(row for row in ask("policy_values", leader).dicts() if row["param"] == "satisfaction_low")["state"] == "本级确认"
    assert old.parent == place.parent and (old / database.FILE).exists()
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from audit where what in ('backup', 'restore')").fetchone()[0] == 1


def test_where_nobody_may_read_the_file_the_engine_copies_it(county, given, tmp_path, monkeypatch):
    """Windows: the same backup, restored, goes on where it was; and the same copy for other readers."""
    monkeypatch.setattr(database, "HELD_ALONE", True)
    monkeypatch.setattr(database.shutil, "copyfile", None)
    county.log("test", "before")
    file = backup.backup(tmp_path / "copies", "测试")
    assert [path.name for path in county.scratch.iterdir()] == []
    assert copies.copy(tmp_path / "readers.duckdb", "test").exists() and not list(county.scratch.iterdir())
    database.close_store()
    backup.restore(file)
    assert cases() == [("S1",)] and proof() == ([], proof()[1])
    with database.store().noting("test", "later") as cursor:
        cursor.execute("update people set must_change = must_change")
        assert cursor.execute("select count(*), count(distinct audit_id) from audit").fetchone()[0] > 1
    assert proof()[0] == [] and database.store().file.exists()


def test_nothing_in_a_backup_can_be_read_without_the_key(made):
    content = made.read_bytes().split(b"\n", 2)[2]
    assert b"DUCK" not in content and b"satisfaction_low" not in content


@pytest.mark.parametrize(("harm", "code"), [
    (lambda content: content[:-1], "backup_damaged"),
    (lambda content: content[:content.index(b"\n", 20) + 1], "backup_damaged"),
    (lambda content: content[:-40] + bytes([content[-40] ^ 1]) + content[-39:], "backup_damaged"),
    (lambda content: b"PK" + content, "no_backup"), (lambda content: b"", "no_backup"),
    (lambda content: content.replace(b'"schema": ', b'"schema": 9', 1), "backup_newer"),
    (lambda content: content[:18] + b"{" + content[18:], "backup_damaged"),
])
def test_a_bad_file_changes_nothing(made, harm, code):
    made.write_bytes(harm(made.read_bytes()))
    database.close_store()
    with pytest.raises(Refused) as refused:
        backup.restore(made)
    assert refused.value.code == code
    assert cases() == [("S1",)]
    assert not [path for path in settings().store.parent.iterdir() if ".before-" in path.name or path.name.startswith(".mingjian-")]


def test_another_key_is_refused(made, monkeypatch, tmp_path):
    database.close_store()
    monkeypatch.setenv("MINGJIAN_KEY_FILE", str(tmp_path / "other.key"))
    settings.cache_clear()
    load_key(tmp_path / "other.key", True)
    with pytest.raises(Refused) as refused:
        backup.restore(made)
    assert refused.value.code == "backup_other_key"


def test_a_copy_that_lacks_a_row_is_not_kept(county, tmp_path, monkeypatch):
    real = backup._state
    monkeypatch.setattr(backup, "_state", lambda store: real(store) | ({"chain": "other"} if store is county else {}))
    with pytest.raises(Refused) as refused:
        backup.backup(tmp_path / "copies", "测试")
    assert refused.value.code == "backup_differs" and not list((tmp_path / "copies").iterdir())
    assert not list(county.scratch.iterdir())


def test_the_doors(tiny_folder, tmp_path):
    """While the server runs a backup is made by it, and a restore is refused; afterwards it is taken."""
    store = shutil.copytree(tiny_folder, tmp_path / "county") / "store"
    with server(store):
        done = door(store, "backup", str(tmp_path / "copies"))
        assert done.returncode == 0 and "已打开核对" in done.stderr
        file = next((tmp_path / "copies").iterdir())
        refused = door(store, "restore", str(file))
        assert refused.returncode == 1 and "先停止服务" in refused.stderr
    before = json.loads(words(store, "ask", "data_range").stdout)
    (store / database.FILE).write_bytes(b"damaged")
    restored = door(store, "restore", str(file))
    assert restored.returncode == 0 and ".before-" in restored.stderr
    assert json.loads(words(store, "ask", "data_range").stdout) == before
    assert words(store, "restore", str(tmp_path / "none")).returncode == 1


def test_a_copy_for_other_readers_holds_masked_tables_and_nothing_that_opens_them(county, given, tmp_path):
    given("staff", staff_id="S1", staff_name="王*国")
    secret = b"sealed content that must not be in the copy" * 20
    with county.writing("test", "given") as cursor:
        cursor.execute("insert into sealed by name select 1 as import_id, 0 as block, ?::blob as content", [secret])
    target = copies.copy(tmp_path / "out" / "readers.duckdb", "test")
    assert copies.copy(target, "test") == target and [path.name for path in target.parent.iterdir()] == ["readers.duckdb"]
    content = target.read_bytes()
    assert secret[:43] not in content and county.key.fingerprint.encode() not in content
    read = subprocess.run([sys.executable, "-c", "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print(*c.execute('select count(*), "
                           "min(staff_name) from staff').fetchone(), [t for (t,) in c.execute('show tables').fetchall() if t in "
                           "('people', 'audit', 'sealed', 'sessions', 'meta')])", str(target)], capture_output=True, text=True, encoding="utf-8", check=True)
    assert read.stdout.split() == ["1", "王*国", "[]"]


def test_a_night_makes_one_backup_and_keeps_the_newest(county, monkeypatch, travel):
    county.log("test", "began")
    assert nightly.look() is None  # on the day the store began
    travel(days=1, hour=1)
    assert nightly.look() is None  # before its hour
    travel(days=1, hour=2)
    first = nightly.look()
    assert first in nightly.kept() and nightly.look() is None
    assert nightly.last_proven()["file"] == first.name
    travel(days=2, hour=9)  # the machine was off at night
    full = namedtuple("Usage", "total used free")(1, 1, 0)
    with monkeypatch.context() as patch:
        patch.setattr(nightly.shutil, "disk_usage", lambda _: full)
        with pytest.raises(Refused) as refused:
            nightly.look()
        assert refused.value.code == "backup_no_room" and nightly.look() is None  # not every minute
    travel(days=2, hour=11)
    monkeypatch.setattr(settings(), "backups_kept", 1)
    assert nightly.look() in nightly.kept() and first not in nightly.kept() and len(nightly.kept()) == 1


@pytest.fixture
def travel(monkeypatch):
    """``travel(days=1, hour=2)``: so many days after the real today, at that hour."""
    today = database.today()

    def go(days: int, hour: int) -> None:
        moment = datetime.datetime.combine(today + datetime.timedelta(days=days), datetime.time(hour))
        monkeypatch.setattr(database, "now", lambda: moment)

    return go

"""Fixtures every room's tests use: a fresh store, and rows put into it as a test gives them."""

import shutil

import pytest
from counties import shuffled
from filelock import FileLock
from stores import Emptied, use_store

from data import database, passwords, policy
from data.contract import contracts
from data.intake import ingest
from data.settings import settings
from data.viewer import Viewer

# For stores of a few rows a second thread is a quarter more work and no sooner done. The servers and doors that tests start have as many as
# ever, and so have the two counties of test_samples.py.
database.CONFIG["threads"] = "1"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """The folder of a store just made; copying it takes a tenth of the time of making another."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_store(folder / "store", monkeypatch)
        monkeypatch.setitem(database.CONFIG, "default_block_size", "16384")  # 1 MB to copy in place of 11
        database.store()
        database.close_store()
        settings.cache_clear()
    return folder


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory, worker_id):
    """The folder of a store that holds the tiny county, imported once for all workers; to be copied, key and all."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    folder = shared / "tiny"
    with FileLock(shared / "tiny.lock"):
        if not folder.exists():
            made = tmp_path_factory.mktemp("tiny")
            with pytest.MonkeyPatch.context() as monkeypatch:
                database.close_store()
                use_store(made / "store", monkeypatch)
                for path in shuffled("tiny", 1):
                    assert ingest(path, "测试").status == "imported"
                database.close_store()
            settings.cache_clear()
            made.rename(folder)
    return folder


@pytest.fixture
def new_store(empty_store, tmp_path, monkeypatch):
    """An empty store of its own in ``tmp_path``, for tests that close it, copy it or let another process have it."""
    shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True)
    use_store(tmp_path / "store", monkeypatch)
    database.close_store()
    yield database.store()
    database.close_store()
    settings.cache_clear()


@pytest.fixture(scope="session")
def emptied():
    """The last of this list is the store that ``store`` empties after each test."""
    yield []
    database.close_store()


@pytest.fixture
def store(empty_store, emptied, tmp_path_factory, monkeypatch):
    """An empty store, with the composite profile."""
    if not emptied or not emptied[-1].is_open():
        folder = tmp_path_factory.mktemp("emptied")
        shutil.copytree(empty_store, folder, dirs_exist_ok=True)
        use_store(folder / "store", monkeypatch)
        emptied.append(Emptied(folder / "store"))
    use_store(emptied[-1].folder, monkeypatch)
    yield database.store()
    if not emptied[-1].fit_again():
        emptied.pop()
        database.close_store()
    settings.cache_clear()


@pytest.fixture
def given(store):
    """``given("cases", case_no="S1", town_code="640202001")`` puts one row into the store."""
    def put(dataset: str, **row):
        stored = contracts()[dataset].stored_columns()
        unknown = row.keys() - stored.keys()
        assert not unknown, f"{dataset} has no {unknown}"
        row = {"_import": 0, "_line": 1, "_exported": "2020-01-01"} | row
        names, marks = ", ".join(row), ", ".join(f"?::{stored[name]}" for name in row)
        with store._transaction() as cursor:  # without the policy and an audit line, which take most of the time
            cursor.execute(f"insert into {dataset} ({names}) values ({marks})", list(row.values()))
        store.version += 1
        store.facts += 1
    return put


@pytest.fixture
def confirm(store):
    """``confirm(satisfaction_low=70)`` writes the office's confirmed values."""
    def put(**values):
        lines = [f"{name} = {value}" for name, value in values.items()]
        (store.folder / "policy_local.toml").write_text("[confirmed]\n" + "\n".join(lines), encoding="utf-8")
    return put


@pytest.fixture
def silent(store, monkeypatch):
    """``silent("accuracy_target")``: as if no document prescribed it."""
    def take_away(param: str):
        declared = policy.parameters(store.profile)
        said = declared | {param: {name: declared[param].get(name) for name in policy.OF_ALL} | {"state": "未规定"}}
        monkeypatch.setattr(policy, "parameters", lambda _: said)
        monkeypatch.setattr(policy, "state", lambda *_: f"silent on {param}")
        store.refresh_policy()
    return take_away


@pytest.fixture
def leader():
    return Viewer(name="局长", role="leader")


@pytest.fixture
def quick_passwords(monkeypatch):
    """argon2 with the least work, since tests sign in a hundred times."""
    hasher = passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_nobody", hasher.hash("nobody"))

"""A store of the first version, as it was then written, opens in this one with everything it knew; a newer one is left alone."""

import tarfile
from pathlib import Path

import pytest

from data import database
from data.audits import findings
from data.refusal import Refused
from data.viewer import machine_administrator
from queries import ask

OLD = Path(__file__).parent / "samples" / "store-of-step-003.tar.xz"  # the tiny county, read by the version that had three steps

SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # since Python 3.11.4, demanded since 3.12


@pytest.fixture
def old(tmp_path):
    with tarfile.open(OLD) as packed:
        packed.extractall(tmp_path, **SAFELY)
    return tmp_path / "store"


def opened(folder):
    return database.Store(folder, folder.with_name("store.key"), "composite")


def test_a_store_of_the_first_version_opens(old, monkeypatch):
    store = opened(old)
    try:
        monkeypatch.setattr(database, "store", lambda: store)
        assert findings(store) == []
        [one] = ask("accuracy", machine_administrator(), period="2021", by="county").dicts()
        assert one["rechecked"] > 0
        assert [path.name for path in old.glob(f"*{database.BEFORE}*")] == [f"{database.FILE}{database.BEFORE}{database.newest_step():03d}"]
        with store.noting("test", "a newer program") as cursor:
            cursor.execute("update meta set value = '999' where name = 'schema'")
    finally:
        store.close()
    with pytest.raises(Refused) as refused:
        opened(old)
    assert refused.value.code == "store_newer"

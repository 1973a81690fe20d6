"""The short form of tests/speed/endurance.py: one kill, one full disk, everybody at work; the long one runs in make bench."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "speed"))
import endurance

from data import database
from data.privacy import load_key
from data.settings import settings


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fills the disk by a bound on the process")
def test_nothing_acknowledged_is_lost_and_it_stops_when_told(tiny_folder, tmp_path, monkeypatch):
    for name in ("MINGJIAN_STORE", "MINGJIAN_LISTEN", "SECONDS"):
        monkeypatch.setenv(name, "")  # taken back afterwards
    database.close_store()
    found = endurance.endure(tmp_path, 8, 1, tiny_folder)
    settings.cache_clear()
    load_key.cache_clear()
    assert found["lost"] == [] and found["code"] == 0
    done = found["counts"]
    assert found["starts"] >= 2 and all(done.get(kind) for kind in ("import", "score", "apply", "read", "page")), done
    assert not {"handles", "threads"} & {*endurance.grown(found["growth"])}, found["growth"]  # memory needs longer to settle
    assert endurance.table(found).startswith("| what | measured |\n|---|---|\n| done and acknowledged | import ")
    steady = {"rss_mb": (400, 500, 520), "handles": (13, 13, 13), "threads": (30, 37, 37)}
    assert endurance.grown(steady) == [] and endurance.grown(steady | {"rss_mb": (400, 500, 640), "handles": (13, 13, 40)}) == ["rss_mb", "handles"]

"""A long import lets others read, sign in and be written down; what it changes is there at once or not at all."""

import os
import sys
import threading

import pytest

from data import people
from data.intake import ingest, jobs
from data.refusal import Refused

UNITS = "单位编码,单位名称,单位类型\n" + "".join(f"B{number},单位{number},街道\n" for number in range(50))


@pytest.fixture
def under_way(store, tmp_path, monkeypatch):
    """An import that has written everything and waits before its commit; leaving the block lets it go on."""
    from data import intake

    reached, go_on, settled = threading.Event(), threading.Event(), intake._settle_all

    def slow(*arguments):
        changed = settled(*arguments)
        reached.set()
        go_on.wait(60)
        return changed
    monkeypatch.setattr(intake, "_settle_all", slow)
    path = tmp_path / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(ingest(path, "测试")))
    thread.start()
    assert reached.wait(60)
    yield outcomes
    go_on.set()
    thread.join()
    with store.reading() as cursor:
        assert outcomes[0].status == "imported" and cursor.execute("select count(*) from org_units").fetchone()[0] == 50


def test_signing_in_and_audit_lines_do_not_wait_for_an_import(store, under_way, quick_passwords):
    store.log("局长", "looked")
    with pytest.raises(Refused):
        people.sign_in("admin", "wrong", "127.0.0.1")
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone()[0] == 0
        assert {row[0] for row in cursor.execute("select what from audit").fetchall()} >= {"looked", "sign_in"}
    assert under_way == []


def test_the_chain_of_audit_lines_is_whole_after_both(store, tmp_path, monkeypatch, request):
    with store.reading() as cursor:
        before = cursor.execute("select count(*) from audit").fetchone()[0]
    request.getfixturevalue("under_way")
    store.log("局长", "looked")
    import hashlib
    with store.reading() as cursor:
        lines = cursor.execute("select happened_at, who, what, detail, chain from audit order by audit_id").fetchall()
    assert len(lines) == before + 1
    last = ""
    for at, who, what, detail, chain in lines:
        assert chain == hashlib.sha256("\n".join([last, str(at), who, what, detail]).encode()).hexdigest()
        last = chain


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at open files")
def test_what_the_web_server_spools_lies_unnamed_in_the_stores_folder(store):
    from waitress.buffers import TempfileBasedBuffer

    with jobs.working():
        file = TempfileBasedBuffer().file
        place = os.readlink(f"/proc/self/fd/{file.fileno()}")
        assert place.startswith(str(store.scratch)) and list(store.scratch.iterdir()) == []
        file.close()

"""Tables that stand in for slow views (data/derived.py): the same answers, never old, made anew only when their ledgers change."""

import threading

import pytest

from data import derived
from queries import ask


@pytest.fixture
def quick(monkeypatch, ledger, store):
    """A county of three visits, large enough for tables; none of earlier counties are left."""
    store._derived = derived.Derived(store)
    with store.known("") as cursor:
        for name in tables(store):
            cursor.execute(f"drop table derived.main.{name}")
    monkeypatch.setattr(derived, "LEAST", 1)
    for wrong in (False, False, True):
        ledger.rechecked(wrong)
    return ledger


def tables(store) -> set[str]:
    with store.reading() as cursor:
        return {name for (name,) in cursor.execute("select table_name from duckdb_tables() where database_name = 'derived'").fetchall()}


def answers(leader) -> list:
    given = {"period": "2021", "as_of": "2021-12-31"}
    return [ask("accuracy", leader, by="town", **given).rows, ask("accuracy_by_item", leader, **given).rows,
            ask("accuracy_trend", leader, **given).rows, ask("overview", leader, **given).rows]


def test_the_same_answers_as_from_the_views(quick, store, leader, monkeypatch):
    found = answers(leader)
    assert len(tables(store)) == len(derived.STAND_IN) and found[0]
    monkeypatch.setattr(derived, "reads", lambda sql: False)
    assert answers(leader) == found


def test_a_row_more_makes_them_anew_and_a_row_elsewhere_does_not(quick, store, given, leader):
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 3
    before = tables(store)
    given("complaints", complaint_id="TS1", receive_date="2021-05-01")
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 3 and tables(store) == before
    quick.rechecked()
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 4
    assert not tables(store) & before and len(tables(store)) == len(derived.STAND_IN)


def test_another_policy_has_its_own(quick, store, leader, confirm):
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["accurate"] == 2
    confirm(critical_items='["没有这一项"]')
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 0
    assert len(tables(store)) == 2 * len(derived.STAND_IN)


def test_no_room_leaves_the_views(quick, store, leader, monkeypatch):
    def full(*_):
        raise store.NO_ROOM[0]("no room")

    monkeypatch.setattr(derived, "STAND_IN", {"visits_done": "order by no_such_column"})
    monkeypatch.setattr(type(store), "NO_ROOM", (Exception,))
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 3 and not tables(store)


def test_tables_in_use_stay_until_nobody_needs_them(quick, store, leader):
    ask("accuracy", leader, period="2021", by="county")
    old = tables(store)
    with store.reading(quick=True) as cursor:
        quick.rechecked()
        assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 4
        assert cursor.execute("select count(*) from rechecks").fetchone()[0] == 3 and old < tables(store)
    assert not old & tables(store)


def test_readers_and_a_writer_together(quick, store, leader):
    """No reader meets a table that is gone, and each answer is one that was true at some moment."""
    met, wrong = [], []

    def read():
        try:
            for _ in range(8):
                row = ask("accuracy", leader, period="2021", by="county").dicts()[0]
                met.append((row["visited"], row["rechecked"]))
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        quick.rechecked()
    for thread in threads:
        thread.join()
    assert not wrong and all(3 <= rechecked <= visited <= 7 for visited, rechecked in met)
    assert ask("accuracy", leader, period="2021", by="county").dicts()[0]["rechecked"] == 7


def test_who_reads_them():
    assert derived.reads("select * from rechecked_visits('all')") and derived.reads("from window_measures(1)")
    assert not derived.reads("select * from complaints") and not derived.reads("select * from prechecks")

"""Undo of one import: exactly what would be there if the file had never come."""

import hashlib
import itertools

import pytest
from small_tables import TOWNS, VILLAGES, as_csv

from data.intake.undo import undo
from data.refusal import Refused


def units(name: str, exported: str | None, code: str = "640202001") -> str:
    return (f"导出日期：{exported},,\n" if exported else "") + f"单位编码,单位名称,单位类型\n{code},{name},街道\n"


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


FILES = [units("甲", "2021-01-01"), units("乙", "2021-03-01"), units("乙", "2021-05-01"), units("丙", "2021-04-01")]


@pytest.mark.parametrize("gone", range(len(FILES)))
@pytest.mark.parametrize("order", list(itertools.permutations(range(len(FILES))))[::7])
def test_any_file_of_any_order_can_be_taken_back(gone, order, send, stored, everything):
    for number in order:
        send(f"{number}.csv", FILES[number])
    undo(digest(FILES[gone]), "测试")
    left = [number for number in range(len(FILES)) if number != gone]
    newest = max(left, key=lambda number: FILES[number][5:15])
    assert stored("org_units", "unit_name") == [(FILES[newest].splitlines()[2].split(",")[1],)]
    assert stored("org_units", "cast(_exported as varchar)[:10]") == [(FILES[newest][5:15],)]


def test_a_file_taken_back_can_come_again(send, stored, everything):
    for number, content in enumerate(FILES):
        send(f"{number}.csv", content)
    before = everything()
    undo(digest(FILES[1]), "测试")
    assert send("1.csv", FILES[1]).status == "imported"
    assert everything() == before


def test_children_of_a_parent_taken_back_wait_again_and_return(send, stored, rejects, everything):
    send("单位.csv", as_csv(TOWNS))
    send("村.csv", as_csv(VILLAGES))
    send("案件.csv", "受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\nS1,640202001001,640202001,新申请,城市低保\n")
    before = everything()
    undo(digest(as_csv(TOWNS)), "测试")
    assert stored("villages", "village_code") == [] and stored("cases", "case_no") == []
    assert {row[1] for row in rejects()} == {"乡镇（街道）编码", "村（社区）编码"}
    from data.audits import findings
    assert findings() == []
    send("单位.csv", as_csv(TOWNS))
    assert everything() == before and rejects() == []


def test_undo_is_recorded_and_not_done_twice(send, store):
    send("a.csv", FILES[0])
    undo(digest(FILES[0]), "小王")
    with store.reading() as cursor:
        assert cursor.execute("select who from audit where what = 'import undone'").fetchall() == [("小王",)]
        assert cursor.execute("select status from imports").fetchall() == [("undone",)]
    with pytest.raises(Refused, match="无需回退"):
        undo(digest(FILES[0]), "小王")
    for cursor in itertools.chain(*store._idle.values()):  # the next write gets the same cursor
        assert cursor.execute("select table_name from duckdb_tables() where temporary").fetchall() == []


CASES = "导出日期：{0},,,,\n受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\nS1,{1},640202001,{2},城市低保\n"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[::2])
def test_a_row_that_waited_before_the_mended_one_waits_again(order, county, send, stored, everything, rejects):
    files = [CASES.format("2021-01-01", "640202001001", "新申请"), CASES.format("2021-02-01", "999999999999", "新申请"),
             CASES.format("2021-03-01", "640202001001", "复核")]
    send("0.csv", files[0])
    send("1.csv", files[1])
    before = everything(), rejects()
    undo(digest(files[0]), "测试")
    undo(digest(files[1]), "测试")
    for number in order:
        send(f"{number}.csv", files[number])
    undo(digest(files[2]), "测试")
    assert (everything(), rejects()) == before
    assert stored("imports", "distinct rows - accepted - replaced - unchanged - rejected - held") == [(0,)]
    assert stored("imports", "sum(held) filter (status = 'imported')") == [(1,)]

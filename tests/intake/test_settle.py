"""Waiting, replacing, order of arrival, names of people (spec.md section 2, choices.md A7, A8, A11)."""

import itertools
import random

import pytest
from small_tables import TOWNS, VILLAGES, as_csv

CASES = "受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\nS1,640202001001,640202001,新申请,城市低保\n"
VISITS = "调查编号,受理编号,入户日期,入户结果,入户调查人员\nR1,S1,2021-01-10,已入户,01001\n"
STAFF = "工号,姓名,承接主体,服务单位\n01001,王小国,,640202001\n"
CHECKS = "抽查编号,调查编号,抽查日期,抽查结果,是否确认\nC1,R1,2021-02-01,一致,是\n"
FILES = {"单位.csv": as_csv(TOWNS), "村.csv": as_csv(VILLAGES), "案件.csv": CASES, "调查.csv": VISITS, "人员.csv": STAFF, "抽查.csv": CHECKS}


def test_a_row_waits_for_its_parent_and_is_listed_meanwhile(send, rejects, stored):
    send("村.csv", as_csv(VILLAGES))
    assert rejects() == [(2, "乡镇（街道）编码", "unknown_reference"), (3, "乡镇（街道）编码", "unknown_reference")]
    send("单位.csv", as_csv(TOWNS))
    assert rejects() == [] and len(stored("villages", "village_code")) == 2
    assert stored("imports", "file, accepted, held") == [("单位.csv", 2, 0), ("村.csv", 2, 0)]


def test_a_row_that_waits_for_a_waiting_row_waits_too(send, rejects):
    send("调查.csv", VISITS)
    send("抽查.csv", CHECKS)
    assert [row[1:] for row in rejects("抽查.csv")] == [("调查编号", "unknown_reference")]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_does_not_matter(seed, send, rejects, everything):
    names = list(FILES)
    random.Random(seed).shuffle(names)
    for name in names:
        send(name, FILES[name])
    assert rejects() == []
    assert [len(everything()[dataset]) for dataset in ("org_units", "villages", "cases", "investigations", "staff", "spot_checks")] == [2, 2, 1, 1, 1, 1]


def units(name: str, exported: str | None) -> str:
    return (f"导出日期：{exported},,\n" if exported else "") + f"单位编码,单位名称,单位类型\n640202001,{name},街道\n"


EXPORTS = [("旧名", "2021-01-01"), ("新名", "2021-03-01"), ("新名", "2021-05-01"), ("中名", "2021-04-01")]


@pytest.mark.parametrize("order", list(itertools.permutations(EXPORTS)))
def test_exports_of_different_days_in_any_order_give_the_same_store(order, send, stored):
    for number, (name, exported) in enumerate(order):
        send(f"{number}.csv", units(name, exported))
    assert stored("org_units", "unit_name") == [("新名",)]


def test_a_replaced_row_stays_in_history(send, stored):
    send("a.csv", units("旧名", "2021-01-01"))
    send("b.csv", units("新名", "2021-03-01"))
    second = stored("imports", "max(import_id)")[0][0]
    assert stored("history.org_units", "unit_name, _replaced_by") == [("旧名", second)]
    assert stored("imports", "file, accepted, replaced, unchanged") == [("a.csv", 1, 0, 0), ("b.csv", 0, 1, 0)]


def test_an_older_export_counts_as_unchanged(send, stored):
    send("b.csv", units("新名", "2021-03-01"))
    send("a.csv", units("旧名", "2021-01-01"))
    assert stored("org_units", "unit_name") == [("新名",)]
    assert stored("imports", "file, accepted, replaced, unchanged")[0] == ("a.csv", 0, 0, 1)


def test_the_same_file_again_changes_nothing(send, stored, everything):
    send("a.csv", units("旧名", None))
    send("b.csv", units("新名", None))
    before = everything()
    assert send("a.csv", units("旧名", None)).status == "repeated"
    assert everything() == before and stored("org_units", "unit_name") == [("新名",)]
    assert stored("imports", "status, rows, unchanged")[-1] == ("repeated", 1, 1)


def test_a_parent_in_the_same_file_may_stand_below(send, rejects, stored):
    send("单位.csv", "单位编码,单位名称,单位类型,上级单位\n2,乙街道,街道,1\n1,民政局,民政局,\n4,丁街道,街道,3\n3,丙街道,街道,9\n")
    assert rejects() == [(4, "上级单位", "unknown_reference"), (5, "上级单位", "unknown_reference")]
    assert stored("org_units", "unit_code") == [("1",), ("2",)]


def test_a_composite_reference_is_reported_once(send, rejects):
    send("流水.csv", "支付凭证号,合同编号,拨付期次,支付日期,支付金额,支付状态\nZ1,HT9,1,2021-05-06,100,成功\n")
    assert rejects() == [(2, "合同编号", "unknown_reference")]


PEOPLE = ("工号,姓名,承接主体,服务单位\n01,王小国,52640202MJ0000001A,640202001\n02,王小国,52640202MJ0000002B,640202001\n"
          "03,李强,52640202MJ0000001A,640202001\n04,李强,52640202MJ0000001A,640202001\n05,赵镇,,640202001\n")
CONTRACTORS = "统一社会信用代码,承接主体名称\n52640202MJ0000001A,甲\n52640202MJ0000002B,乙\n"


def visits(team: str, helpers: str = "", contractor: str = "52640202MJ0000001A") -> str:
    return f"调查编号,受理编号,承接主体,入户日期,入户结果,入户调查人员,乡镇协助人员\nR1,S1,{contractor},2021-01-10,已入户,{team},{helpers}\n"


@pytest.fixture
def people(send, county):
    send("承接.csv", CONTRACTORS)
    send("人员.csv", PEOPLE)
    send("案件.csv", CASES)


@pytest.mark.parametrize(("row", "team"), [
    (visits("王小国"), (["01"], None)),
    (visits("王小国", contractor="52640202MJ0000002B"), (["02"], None)),
    (visits("王小国、03", "赵镇"), (["01", "03"], ["05"])),
    (visits("０１、０３"), (["01", "03"], None)),
    (visits("01\u00a003"), (["01", "03"], None)),
])
def test_names_become_staff_ids_of_the_contractor_else_of_the_town(row, team, people, send, stored):
    send("调查.csv", row)
    assert stored("investigations", "investigator_ids, assist_town_ids") == [team]


@pytest.mark.parametrize("row", [visits("李强"), visits("钱无名"), visits("王小国", contractor="")])
def test_no_match_or_two_matches_hold_the_row_with_the_name_masked(row, people, send, stored, store):
    send("调查.csv", row)
    assert stored("investigations", "inv_id") == []
    from data.viewer import machine_administrator
    from queries import ask
    found = ask("rejects", machine_administrator(), file="调查.csv").dicts()
    assert [(one["header"], one["code"]) for one in found] == [("入户调查人员", "unknown_reference")] and "*" in found[0]["value"]


def test_a_held_name_is_found_when_the_person_arrives(people, send, stored):
    send("调查.csv", visits("钱无名"))
    send("人员2.csv", "工号,姓名,承接主体,服务单位\n09,钱无名,52640202MJ0000001A,640202001\n")
    assert stored("investigations", "investigator_ids") == [(["09"],)]


WAITS = "导出日期：{0},,,,\n受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\nS1,{1},640202001,新申请,城市低保\n"
BROKEN, MENDED = "999999999999", "640202001001"


@pytest.mark.parametrize("exports", list(itertools.permutations([("2021-01-01", BROKEN), ("2021-03-01", MENDED), ("2021-02-01", BROKEN)])))
def test_a_mended_row_ends_the_waiting_of_the_one_it_mends(exports, county, send, rejects, stored):
    for number, (day, village) in enumerate(exports):
        send(f"{number}.csv", WAITS.format(day, village))
    assert rejects() == [] and stored("held.cases", "case_no") == []
    assert stored("cases", "village_code, cast(_exported as varchar)[:10]") == [(MENDED, "2021-03-01")]
    assert stored("imports", "sum(held), sum(accepted) + sum(replaced) + sum(unchanged)") == [(0, 7)]


def test_a_mended_file_without_a_date_ends_the_waiting_too(county, send, rejects, stored):
    text = WAITS.split("\n", 1)[1]
    send("a.csv", text.format("", BROKEN))
    send("b.csv", text.format("", MENDED))
    assert rejects() == [] and stored("cases", "village_code") == [(MENDED,)]


@pytest.mark.parametrize("exports", list(itertools.permutations([("2021-01-01", MENDED), ("2021-03-01", BROKEN)])))
def test_a_newer_row_that_waits_leaves_the_older_one_standing(exports, county, send, rejects, stored):
    for number, (day, village) in enumerate(exports):
        send(f"{number}.csv", WAITS.format(day, village))
    assert stored("cases", "village_code") == [(MENDED,)] and [row[1:] for row in rejects()] == [("村（社区）编码", "unknown_reference")]


def test_a_newer_row_that_waits_too_takes_the_place_of_the_older(county, send, rejects, stored):
    send("new.csv", WAITS.format("2021-03-01", "999999999998"))
    send("old.csv", WAITS.format("2021-01-01", BROKEN))
    assert stored("held.cases", "village_code") == [("999999999998",)] and len(rejects()) == 1

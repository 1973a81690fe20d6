"""Published back checks of other tools, rewritten as our exports and taken in as files, give their published rates.

The back check is the example that IPA's bcstats (Stata) and J-PAL's bcstatsR share: 14 of 33 interviews repeated, three questions
compared, a blank beside an answer counting as a difference. The data are printed in https://github.com/J-PAL/bcstatsR,
examples/examples.md; the rates are Stata's own, tests/testthat/{bc_base.csv,enum1_base.tsv,enum2_base.tsv,enumteam1_base.tsv,
enumteam2_base.tsv} there; the paired t test is in examples.md. An enumerator is our investigator, a team our contractor.
bcstats' own cscript, ipacheck (PovertyAction/high-frequency-checks) and worldbank/iefieldkit publish data or commands, no rates.
"""

import csv
import io

import pytest

from data.intake import ingest
from data.viewer import Viewer, machine_administrator
from queries import ask

# interview, enumerator, team, re-checker, then (first, second) answer to: gender (type 1), game result (type 2), items sold (type 3)
BACK_CHECK = [
    (1, "hana", 3, "wendy", ("F", "F"), ("10", ""), ("2", "")),
    (2, "mark", 1, "wendy", ("F", ""), ("9", "9"), ("7", "10")),
    (3, "lisa", 2, "rebecca", ("F", "F"), ("12", ""), ("1", "")),
    (4, "ife", 2, "wendy", ("F", "F"), ("10", ""), ("5", "")),
    (5, "dean", 1, "wendy", ("F", ""), ("12", "12"), ("3", "5")),
    (6, "annie", 1, "wendy", ("", "M"), ("10", ""), ("7", "")),
    (7, "dean", 1, "wendy", ("F", ""), ("14", "14"), ("1", "1")),
    (8, "annie", 1, "wendy", ("F", "F"), ("7", ""), ("3", "")),
    (9, "brooke", 2, "wendy", ("F", ""), ("10", "10"), ("3", "3")),
    (10, "brooke", 2, "rebecca", ("F", "F"), ("14", ""), ("1", "")),
    (11, "lisa", 2, "wendy", ("F", ""), ("14", "14"), ("1", "1")),
    (12, "hana", 3, "wendy", ("F", ""), ("9", "9"), ("3", "6")),
    (13, "mateo", 3, "rebecca", ("F", "F"), ("14", ""), ("1", "")),
    (14, "rohit", 3, "rebecca", ("F", ""), ("11", "14"), ("1", "1")),
]
ITEMS = (("户籍", "-"), ("困难类型", "-"), ("支出扣减", "元"))
# the error rate of the critical item by enumerator, by team and by re-checker; the last counted in bc_base.csv
RATES = {
    "户籍": ({"annie": 0.5, "brooke": 0.5, "dean": 1, "hana": 0.5, "ife": 0, "lisa": 0.5, "mark": 1, "mateo": 0, "rohit": 1},
             {1: 0.8, 2: 0.4, 3: 0.5}, {"wendy": (7, 10), "rebecca": (1, 4)}),
    "困难类型": ({"annie": 1, "brooke": 0.5, "dean": 0, "hana": 0.5, "ife": 1, "lisa": 0.5, "mark": 0, "mateo": 1, "rohit": 1},
                 {1: 0.4, 2: 0.6, 3: 0.75}, {"wendy": (4, 10), "rebecca": (4, 4)}),
}
PANEL = Viewer("小组", "panel")


def team(number):
    return f"5264020200000000{number}X"


@pytest.fixture
def take(store, tmp_path):
    """``take("户籍")``: the back check as files of our form, that item alone critical."""
    def written(name, header, rows):
        text = io.StringIO()
        csv.writer(text).writerows([header.split(), *rows])
        path = tmp_path / f"{name}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        assert ingest(path, "test").status == "imported"

    def put(critical):
        people = sorted({row[1] for row in BACK_CHECK} | {row[3] for row in BACK_CHECK})
        written("单位", "单位编码 单位名称 单位类型", [["640202M01", "样例民政局", "民政局"], ["640202001", "样例街道", "街道"]])
        written("村", "村（社区）编码 村（社区）名称 乡镇（街道）编码", [["640202001001", "样例社区", "640202001"]])
        written("承接", "统一社会信用代码 承接主体名称", [[team(number), f"样例{number}"] for number in (1, 2, 3)])
        of_team = {row[1]: team(row[2]) for row in BACK_CHECK}
        written("人员", "工号 姓名 承接主体", [[name, f"样例{number}", of_team.get(name, "")] for number, name in enumerate(people)])
        written("案件", "受理编号 村（社区）编码 乡镇（街道）编码 办理类型 救助类型",
                [[f"SL{row[0]}", "640202001001", "640202001", "新申请", "城市低保"] for row in BACK_CHECK])
        written("入户", "调查编号 受理编号 承接主体 入户日期 入户结果 入户调查人员 调查结论",
                [[f"RH{row[0]}", f"SL{row[0]}", team(row[2]), "2011-05-16 10:00", "已入户", row[1], "符合"] for row in BACK_CHECK])
        place = [name for name, _ in ITEMS].index(critical)
        written("抽查", "抽查编号 调查编号 受理编号 抽样方式 抽查日期 抽查人员 抽查单位 抽查结果 是否确认 承接主体异议",
                [[f"CC{row[0]}", f"RH{row[0]}", f"SL{row[0]}", "随机", "2011-05-19", row[3], "640202M01", said(row[4 + place]), "是", "无"]
                 for row in BACK_CHECK])
        written("分项", "抽查编号 核查项目编码 核查项目 原调查值 复核值 计量单位 允许误差 分项结果 关键项",
                [[f"CC{row[0]}", f"0{k}", name, *row[4 + k], unit, "0", said(row[4 + k]), "是" if name == critical else "否"]
                 for row in BACK_CHECK for k, (name, unit) in enumerate(ITEMS)])
        assert not ask("rejects", machine_administrator()).rows
    return put


def said(pair):
    return "一致" if pair[0] == pair[1] else "不一致"


def asked(question, **given):
    return ask(question, PANEL, period="2011", **given).dicts()


@pytest.mark.parametrize("critical", RATES)
def test_bcstats_rates(take, critical):
    """Error rates by enumerator, by team and by re-checker."""
    take(critical)
    by_enumerator, by_team, by_checker = RATES[critical]
    wrong = {row["group_key"]: 1 - row["accuracy_pct"] / 100 for row in asked("accuracy", by="investigator")}
    assert wrong == pytest.approx(by_enumerator)
    assert {row["group_key"]: 1 - row["accuracy_pct"] / 100 for row in asked("accuracy", by="contractor")} == pytest.approx(
        {team(number): rate for number, rate in by_team.items()})
    assert {row["checker_id"]: (row["inconsistent"], row["compared"]) for row in asked("recheckers")} == by_checker


def test_bcstats_differences_and_paired_t(take):
    """8, 8 and 10 differences listed in bc_base.csv; t = 2.0656 of second less first, 6 degrees of freedom, p = 0.0844."""
    take("户籍")
    items = {row["item_name"]: (row["compared"] - row["consistent"], row["compared"]) for row in asked("accuracy_by_item")}
    assert items == {"户籍": (8, 14), "困难类型": (8, 14), "支出扣减": (10, 14)}
    sold = next(row for row in asked("item_reliability") if row["item_name"] == "支出扣减")
    assert (sold["n"], sold["df"]) == (7, 6)
    assert (round(sold["mean_difference"], 6), round(sold["t"], 4), round(sold["p"], 4)) == (1.142857, 2.0656, 0.0844)

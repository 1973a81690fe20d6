"""The parts of 总览 are pure: values in, components out. Every row here is made up."""

from urllib.parse import unquote

import pytest

from components import overview_figures
from components.change import change, judged
from components.contractor_table import contractor_table
from components.freshness import freshness
from components.interval_mark import interval_mark
from components.measure_table import measure_table
from components.town_table import severity, town_table


def words(component) -> str:
    """Everything that a component shows."""
    if component is None:
        return ""
    if isinstance(component, str | int | float):
        return str(component)
    if isinstance(component, list | tuple):
        return " ".join(words(one) for one in component)
    return words(getattr(component, "children", None))


def parts(component, kind: str) -> list:
    return [one for one in component._traverse() if type(one).__name__ == kind]


@pytest.mark.parametrize(("now", "then", "bounds", "better", "said"), [
    (90, 90, (), "up", "same"), (91, 90, (), "up", "better"), (91, 90, (), "down", "worse"), (89, 90, (), "up", "worse"),
    (95, 90, (92, 97, 85, 93), "up", "usual"), (95, 80, (92, 97, 70, 91.9), "up", "better"), (95, 80, (92, 97, 70, 92), "up", "usual"),
    (80, 95, (70, 89, 90, 98), "up", "worse"), (80, 95, (70, 89, None, None), "up", "unknown"),
])
def test_a_change_is_called_one_only_where_the_intervals_do_not_meet(now, then, bounds, better, said):
    assert judged(now, then, bounds, better) == said


def test_a_change_says_points_and_what_cannot_be_compared():
    assert words(change("previous", 95.3, 96.6, "%")).split() == ["环比", "▼", "−1.30", "个百分点", "变差"]
    assert words(change("last_year", 88.0, None, "分")).split() == ["同比", "无可比期"]
    assert "未结束" in words(change("previous", 1.5, 95.2, "%", running=True)) and "−" not in words(change("previous", 1.5, 95.2, "%", running=True))


def test_towns_stand_worst_first_and_fine_ones_fold_away():
    blank = (None, None, "")
    rows = [{"name": name, "href": "", "measures": ("accuracy", "coverage"), "accuracy": rate, "coverage": cover} for name, rate, cover in (
        ("好镇", (97.0, "达标", "n = 80"), (100.0, "达标", "")), ("小镇", (50.0, "样本不足", "n = 4"), blank),
        ("差镇", (80.0, "未达标", "n = 90"), (100.0, "达标", "")), ("中镇", (94.0, "关注", "n = 60"), blank))]
    assert [severity(one) for one in rows] == [0, 0, 100, 1]
    table = town_table(rows, ["accuracy", "coverage"])
    body = parts(table, "Tr")[1:]
    assert [words(one).split()[0] for one in body] == ["差镇", "中镇", "小镇", "好镇"]
    assert [one.className for one in body] == ["", "", "mj-fine", "mj-fine"]
    cell = parts(body[2], "Td")[0]
    assert "mj-cell-none" in cell.className and "样本不足" in cell.title and "n = 4" in cell.title
    assert "2" in words(parts(table, "Button")[0])


def test_an_interval_mark_holds_numbers_only_and_is_red_when_bad():
    picture = interval_mark(92.2, 89.0, 94.5, 95.0, '"><script>', "bad", 80)
    drawn = unquote(picture.src)
    assert picture.src.startswith("data:image/svg+xml,") and "script" not in drawn and "<" not in picture.src
    assert "#A81D14" in drawn and "stroke-dasharray" in drawn and picture.alt == '"><script>'
    assert "stroke-dasharray" not in unquote(interval_mark(92.2, 89.0, 94.5, None, "").src)


def rate(code, verdict, **cells):
    base = {"group_key": code, "group_name": code, "visited": 10, "rechecked": 5, "accuracy_pct": 80.0, "ci_low_pct": 60.0, "ci_high_pct": 90.0,
            "target_pct": 95.0, "verdict": verdict}
    return base | cells


def test_contractors_join_their_rounds_forms_and_money():
    money = {"contractor_code": "乙", "contractor_name": "乙", "total_amount": 100, "adjusted_total": 120, "net_paid": 60, "overdue_amount": 20}
    idle = money | {"contractor_code": "丁", "contractor_name": "丁", "adjusted_total": None, "overdue_amount": 0}
    rows = overview_figures.contractors(
        [rate("甲", "样本不足"), rate("乙", "未达标"), rate(None, "样本不足")], [], [{"group_key": "乙", "satisfied_pct": 90.0, "forms_valid": 7}],
        [money, idle], None)
    assert [one["group_key"] for one in rows] == ["乙", "丁", "甲", None]
    assert (rows[0]["total"], rows[0]["overdue_amount"], rows[0]["forms_valid"]) == (120, 20, 7) and rows[2]["total"] is None
    assert rows[1]["visited"] == 0 and rows[1]["verdict"] == "无有效抽查"
    shown = words(contractor_table([one | {"href": ""} for one in rows]))
    assert "逾期未拨 0.00" in shown and "未填承接主体" in shown


def measure(name, value, **cells):
    base = dict.fromkeys(("target", "verdict", "previous", "same_period_last_year", "subject", "subject_name"))
    return base | {"measure": name, "value": value, "unit": "%", "n": 9} | cells


def test_measures_show_unknown_as_a_dash_and_money_with_its_unit():
    shown = words(measure_table([measure("accuracy", 91.239, target=95.0, verdict="未达标"),
                                 measure("overdue_amount", 1234.5, unit="元", previous=0)], {"accuracy": "/accuracy"}))
    assert "91.24%" in shown and "95%" in shown and "1,234.50 元" in shown and "—" in shown and "0.00" in shown


def test_freshness_tells_what_was_sent_back_and_what_never_came():
    shown = words(freshness([{"title": "甲", "rows": 12, "last_day": None, "last_import": None, "rejected": 2, "held": 1},
                             {"title": "乙", "rows": None, "last_day": None, "last_import": None, "rejected": 0, "held": 0}]))
    assert "12 条，退回 2，待补 1" in shown and "尚未导入" in shown


@pytest.mark.parametrize(("settled", "quarter"), [
    ({"period": "2021", "as_of": "2022-04-15"}, "2021Q4"), ({"period": "2022H1", "as_of": "2022-04-15"}, "2022Q2"),
    ({"period": "2021-05", "as_of": "2022-04-15"}, "2021Q2"), ({"period": "2022", "as_of": "2021-01-01"}, "2022Q1")])
def test_the_quarter_is_the_one_in_or_at_the_end_of_the_period(settled, quarter):
    assert overview_figures.quarter_of(settled) == quarter

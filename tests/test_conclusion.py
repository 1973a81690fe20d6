"""结论: given facts or rows -> the sentence, in both languages; never more than the interval allows."""

import datetime
import itertools
from decimal import Decimal

import pytest

from components import conclusion, conclusion_facts, supervision_facts

RATE = {"period": "2021H2", "rechecked": 420, "accuracy": 92.0, "low": 89.0, "high": 94.2, "target": 95.0, "verdict": "未达标", "pending": 0}


def county(**cells):
    base = {"rechecked": 420, "verdict": "未达标", "pending": 0, "accuracy_pct": 92.0, "ci_low_pct": 89.0, "ci_high_pct": 94.2, "target_pct": 95.0}
    return base | cells


def town(name, verdict, pct, **cells):
    return {"group_key": name, "group_name": name, "verdict": verdict, "accuracy_pct": pct, "coverage_pct": pct} | cells


def both(page, facts):
    return conclusion.conclude(page, facts, "zh"), conclusion.conclude(page, facts, "en")


@pytest.mark.parametrize(("facts", "zh", "en"), [
    ({}, "户级准确率 92.00%，置信区间 89.00–94.20% 全部低于目标 95%，未达标。",
     "Household accuracy 92.00%, interval 89.00–94.20% wholly below the target of 95%: off target."),
    ({"accuracy": 94.0, "high": 96.0, "verdict": "关注"}, "户级准确率 94.00%，暂低于目标 95%，但置信区间 89.00–96.00% 跨过目标。",
     "Household accuracy 94.00%, below the target of 95%, but its interval 89.00–96.00% crosses it."),
    ({"accuracy": 95.3, "high": 96.4, "verdict": "关注"}, "户级准确率 95.30%，暂不低于目标 95%，但置信区间 89.00–96.40% 跨过目标。",
     "Household accuracy 95.30%, not below the target of 95%, but its interval 89.00–96.40% crosses it."),
    ({"accuracy": 97.0, "low": 95.0, "high": 98.0, "verdict": "达标"}, "户级准确率 97.00%，置信区间下限 95.00% 不低于目标 95%，达标。",
     "Household accuracy 97.00%, interval from 95.00%, not below the target of 95%: on target."),
    ({"rechecked": 18, "verdict": "样本不足"}, "户级准确率 92.00%，有效抽查仅 18 户，样本不足，不作判定。",
     "Household accuracy 92.00%, but only 18 re-checks: too few to judge."),
    ({"rechecked": 0, "accuracy": None, "verdict": "无有效抽查"}, "2021年下半年没有有效抽查，准确率无从判断。",
     "No valid re-check in the second half of 2021, so accuracy cannot be judged."),
    ({"rechecked": None, "verdict": None}, "2021年下半年没有入户调查数据。", "No visits on record for the second half of 2021."),
    ({"signal": "below", "signal_month": "2021-08", "pending": 9}, "户级准确率 92.00%，置信区间 89.00–94.20% 全部低于目标 95%，未达标；"
     "2021年8月低于控制下限，超出正常波动；另有 9 户复核待定。", "Household accuracy 92.00%, interval 89.00–94.20% wholly below the target of 95%: off target; "
     "August 2021 lies below the control limit, outside usual variation; 9 more re-checks are pending."),
])
def test_accuracy(facts, zh, en):
    assert both("accuracy", RATE | facts) == (zh, en)


def test_off_target_is_said_only_where_the_whole_interval_lies_below():
    for low, high, verdict in itertools.product((80.0, 95.0), (94.9, 95.0, 99.0), ("未达标", "关注", "达标", "样本不足")):
        zh, en = both("overview", RATE | {"low": low, "high": high, "verdict": verdict})
        assert ("未达标" in zh) == ("off target" in en) == (verdict == "未达标" and high < 95)
        assert "，达标" not in zh or low >= 95


def test_accuracy_facts_name_groups_worst_first_and_no_small_sample():
    facts = conclusion_facts.accuracy("2021", county(), (), (), [town("甲镇", "未达标", 80.0), town("乙镇", "未达标", 60.0), town("丙镇", "样本不足", 10.0)])
    assert facts["off_towns"] == ["乙镇", "甲镇"]
    assert "乙镇、甲镇未达标" in conclusion.conclude("accuracy", facts, "zh")
    assert "off target: 乙镇, 甲镇" in conclusion.conclude("accuracy", facts, "en")


def compared(verdict, difference, low, high):
    return {"verdict": verdict, "difference_pct": difference, "ci_low_pct": low, "ci_high_pct": high}


def item(name, wrong, low, high, n=400):
    return {"item_name": name, "compared": n, "consistent": n - wrong, "item_accuracy_pct": 100 - 100 * wrong / n, "ci_low_pct": low, "ci_high_pct": high}


@pytest.mark.parametrize(("changed", "items", "zh", "en"), [
    (compared("变好", 3.21, 0.5, 5.9), [item("家庭收入", 40, 86.7, 92.5), item("户籍", 4, 97.4, 99.6)],
     "；比上期变好，高 3.21 个百分点；差错率最高的一项是家庭收入（40 户）。",
     "; better than the period before by 3.21 points; most errors are in Income (40 households)."),
    (compared("变差", -4.5, -8, -1), [item("家庭收入", 40, 86.7, 92.5), item("家庭财产", 36, 87.8, 93.4), item("户籍", 4, 97.4, 99.6)],
     "；比上期变差，低 4.50 个百分点；差错率最高的一项是家庭收入（40 户），但与另 1 项区间重叠。",
     "; worse than the period before by 4.50 points; most errors are in Income (40), though its interval overlaps 1 other items."),
    (compared("正常波动", -1.5, -4, 1), [item("家庭收入", 0, 99, 100), item("户籍", 0, 99, 100)], "；与上期相比属正常波动。",
     "; usual variation since the period before."),
    (compared("样本不足", -9.5, -40, 8), [item("家庭收入", 9, 50, 85, n=29)], "。", "."),
    (None, [], "。", "."),
])
def test_the_change_and_the_worst_item_are_said_only_as_far_as_the_interval_goes(changed, items, zh, en):
    facts = conclusion_facts.accuracy("2021H2", county(), changed=changed, items=items, least=30)
    said = both("accuracy", facts)
    assert said[0].endswith("未达标" + zh) and said[1].endswith("off target" + en), said


def test_more_than_two_names_are_counted():
    facts = conclusion_facts.accuracy("2021", county(), (), (), [town(f"{i}镇", "未达标", 60.0 + i) for i in range(5)])
    assert "0镇、1镇等 5 个未达标" in conclusion.conclude("accuracy", facts, "zh")
    assert "0镇, 1镇 and others, 5 in all" in conclusion.conclude("accuracy", facts, "en")


@pytest.mark.parametrize(("rechecked", "outlier", "named"), [(30, "low998", True), (29, "low998", False), (80, "low95", False), (80, "high998", False)])
def test_a_person_is_named_only_outside_the_limit_and_from_the_least_sample_on(rechecked, outlier, named):
    person = {"staff_id": "01023", "rechecked": rechecked, "outlier": outlier, "accuracy_pct": 50.0}
    facts = conclusion_facts.accuracy("2021", county(), funnel=[person], least=30)
    zh, en = both("accuracy", facts)
    assert ("01023" in zh) == ("01023" in en) == named


def test_a_signal_in_the_better_direction_is_no_exception():
    months = [{"month": "2021-05", "signal": "below"}, {"month": "2021-06", "signal": None}, {"month": "2021-07", "signal": "above"}]
    assert conclusion_facts.accuracy("2021", county(), months)["signal_month"] == "2021-05"
    assert conclusion_facts.accuracy("2021", county(), months[1:])["signal"] is None


def round_(code, number, score, **cells):
    base = {"contractor_code": code, "contractor_name": code + "社会工作服务中心", "contract_no": "HT", "round_no": number, "score": score,
            "result_date": datetime.date(2021, number, 1), "valid": score is not None, "low": None, "proposal": None}
    return base | cells


def test_satisfaction_judges_nobody_while_the_bound_is_unconfirmed():
    facts = conclusion_facts.satisfaction([round_("安和", 1, 55.0), round_("安和", 2, 60.0), round_("惠民", 2, 88.5)], None)
    assert both("satisfaction", facts) == (
        "各承接主体最近有效一轮满意度 60.00–88.50 分；较低界线未经本级确认，不作高低判断。",
        "Latest valid satisfaction 60.00–88.50 points; the bound of a low score is unconfirmed, so nothing is judged.",
    )


def test_satisfaction_low_twice_and_a_round_without_a_score():
    rows = [round_("安和", 2, 60.0, low=True, proposal="建议清退，提请研究"), round_("惠民", 1, 80.0, low=False), round_("惠民", 2, None)]
    zh, en = both("satisfaction", conclusion_facts.satisfaction(rows, 70))
    assert zh == "安和最近有效一轮满意度低于 70 分，较低；安和连续较低，建议清退，提请研究。"
    assert en == "Latest valid satisfaction below 70 points: 安和; removal is proposed for decision after lows in a row: 安和."
    rows[0]["proposal"] = None
    assert "惠民最近一轮评分单位未收齐，没有得分" in conclusion.conclude("satisfaction", conclusion_facts.satisfaction(rows, 70), "zh")


def test_satisfaction_without_rounds():
    assert conclusion.conclude("satisfaction", conclusion_facts.satisfaction([], None), "zh") == "还没有有效的满意度评估得分。"


def cover(verdict, inspected, villages=63, **cells):
    return {"verdict": verdict, "villages": villages, "inspected": inspected, "coverage_pct": 100 * inspected / villages, "photo_sets": villages} | cells


def test_publicity_closed_and_running():
    closed = conclusion_facts.publicity("2021Q4", cover("关注", 60), [town("甲镇", "未达标", 80.0, villages=10, inspected=8)])
    assert both("publicity", closed) == (
        "2021年第四季度检查覆盖率 95.24%，3 个村（社区）未实地检查，关注；甲镇未达标。",
        "Coverage in Q4 2021 95.24%, 3 villages not inspected: Watch; off target: 甲镇.",
    )
    towns = [town("甲镇", "进行中", 0.0, villages=10, inspected=8), town("乙镇", "进行中", 0.0, villages=10, inspected=1)]
    days = {"last_day": datetime.date(2022, 6, 30), "as_of": datetime.date(2022, 6, 20)}
    running = conclusion_facts.publicity("2022Q2", cover("进行中", 9, 20), towns, **days)
    assert both("publicity", running) == (
        "2022年第二季度已实地检查 9 / 20 个村（社区），还有 11 个；缺口最大的是乙镇、甲镇；2022-06-30 季度结束，还剩 10 天。",
        "9 of 20 villages inspected in Q2 2022, 11 to go; most are missing in 乙镇, 甲镇; the quarter ends on 30 Jun 2022, 10 days left.",
    )
    assert conclusion.conclude("publicity", conclusion_facts.publicity("2021Q4", None), "zh") == "2021年第四季度没有应检查的村（社区）。"


def tranche(status, due, owed="0.00", number=1, **cells):
    base = {"contractor_name": "安和社会工作服务中心", "tranche_no": number, "status": status, "due_date": datetime.date.fromisoformat(due),
            "overdue_amount": Decimal(owed), "working_days_late": 0, "working_days_left": 0, "planned_amount": Decimal("120000"), "provisional": False}
    return base | cells


def test_payments_overdue_wrong_and_next():
    summary = [{"tranches_due": 4, "tranches_on_time": 1}]
    rows = [tranche("逾期未拨", "2021-03-02", "150000.05", working_days_late=8), tranche("部分拨付", "2021-03-10", "50000", working_days_late=2),
            tranche("未评先拨", "2021-01-05"), tranche("待拨付", "2021-05-05", number=3), tranche("临期", "2021-04-02", number=2, working_days_left=3)]
    facts = conclusion_facts.payments(summary, rows)
    assert both("payments", facts) == (
        "2 笔款逾期未拨足，共 20.00 万元，最长逾期 8 个工作日；未评先拨 1 笔；下一笔 安和第 2 期 12.00 万元，2021-04-02 到期，还剩 3 个工作日。",
        "2 tranches are overdue, 200,000.05 yuan in all, the oldest by 8 working days; 1 paid before evaluation; "
        "next: tranche 2 of 安和, 120,000.00 yuan, due 2 Apr 2021, 3 working days left.",
    )
    assert "安和第 1 期 15.00 万元已逾期 8 个工作日" in conclusion.conclude(
        "overview", conclusion_facts.overview("2021", [], [], [], summary, rows[:1]), "zh")


def test_payments_all_paid_and_none():
    paid = conclusion_facts.payments([{"tranches_due": 2, "tranches_on_time": 1}], [tranche("按期拨付", "2021-01-05"), tranche("逾期拨付", "2021-01-05")])
    assert both("payments", paid) == ("到期 2 笔已全部拨足，其中 1 笔按期。", "All 2 tranches due are paid, 1 of them on time.")
    assert conclusion.conclude("payments", conclusion_facts.payments([], []), "zh") == "还没有购买服务合同。"


def test_overview_says_level_exception_and_deadline():
    rate = {"measure": "accuracy", "subject": None, "n": 156, "value": 83.974, "ci_low": 77.4, "ci_high": 88.9, "target": 95.0, "verdict": "未达标"}
    villages = {"measure": "coverage", "subject": None, "n": 63, "part": 60, "value": 95.2, "verdict": "关注", "first_day": datetime.date(2021, 10, 1)}
    facts = conclusion_facts.overview("2021", [rate, villages], [], [], [], [tranche("临期", "2022-01-12", number=3)])
    assert both("overview", facts) == (
        "2021年准确率 83.97%，置信区间全部低于目标 95%，未达标；2021年第四季度有 3 个村（社区）未实地检查；安和第 3 期应于 2022-01-12 前拨付。",
        "Accuracy 83.97% in 2021, its interval wholly below the target of 95%: off target; 3 villages were not inspected in Q4 2021; "
        "tranche 3 of 安和 falls due on 12 Jan 2022.",
    )


def test_overview_ends_with_the_gravest_alert():
    alert = {"severity": "red", "matter": "第 1 期逾期未拨", "matter_en": "tranche 1 is overdue"}
    for alerts, zh, en in (
            ([alert], "预警 1 项：第 1 期逾期未拨。", "1 alert: tranche 1 is overdue."),
            ([alert, alert | {"matter": "另一项"}], "预警 2 项，最急的是第 1 期逾期未拨。", "2 alerts, first of all tranche 1 is overdue."),
            ([alert | {"severity": "amber"}], "没有入户调查数据。", "")):
        said = both("overview", conclusion_facts.overview("2021", [], [], [], [], [], alerts))
        assert said[0].endswith(zh) and said[1].endswith(en)


def test_every_rule_has_both_languages_known_operators_and_facts():
    facts = {
        "overview": conclusion_facts.overview("2021", [], [], [], [], []),
        "accuracy": conclusion_facts.accuracy("2021", None),
        "satisfaction": conclusion_facts.satisfaction([], None),
        "publicity": conclusion_facts.publicity("2021Q1", None),
        "payments": conclusion_facts.payments([], []),
        "complaints": supervision_facts.complaints("2021", None, []),
        "violations": supervision_facts.violations("2021", []),
        "rectifications": supervision_facts.rectifications([]),
    }
    assert conclusion.rules().keys() == facts.keys()
    for page, parts in conclusion.rules().items():
        assert {"level", "exception", "deadline"} <= parts.keys() <= set(conclusion.PARTS)
        for rule in itertools.chain(*parts.values()):
            assert rule.keys() <= {"when", "zh", "en"} and rule["zh"] and rule["en"]
            for fact, conditions in rule.get("when", {}).items():
                assert fact in facts[page], (page, fact)
                assert {name.removesuffix(conclusion.BESIDE) for name in conditions} <= conclusion.OPERATORS.keys()
            used = {text: {(name, spec) for _, name, spec, _ in conclusion.string.Formatter().parse(rule[text]) if name} for text in ("zh", "en")}
            assert used["zh"] == used["en"] and {name for name, _ in used["zh"]} <= facts[page].keys()
            assert {spec for _, spec in used["zh"]} <= conclusion.WRITERS.keys() | {""}


def test_names_stand_out_in_the_component():
    shown = conclusion.sentence("accuracy", conclusion_facts.accuracy("2021", county(), (), (), [town("甲镇", "未达标", 80.0)]))
    [words] = [part for part in shown.children if type(part).__name__ == "P"]
    assert [piece.children for piece in words.children if not isinstance(piece, str)] == ["甲镇"]
    assert not {conclusion.OPEN, conclusion.CLOSE} & set("".join(piece for piece in words.children if isinstance(piece, str)))

"""Charts are pure: rows in, a plain figure out. Every row here is made up."""

import datetime
import json
from decimal import Decimal

import pytest

from components import theme
from components.charts.coverage_bars import coverage_bars
from components.charts.due_days import due_days
from components.charts.error_bars import error_bars
from components.charts.funnel import funnel
from components.charts.group_means import group_means
from components.charts.money_steps import money_steps
from components.charts.p_chart import p_chart
from components.charts.rate_intervals import rate_intervals
from components.charts.satisfaction_trend import satisfaction_trend
from components.charts.versus_target import versus_target
from components.tiles import TONES


def month(name, n, accurate, signal=None):
    return {
        "month": name,
        "rechecked": n,
        "accurate": accurate,
        "accuracy_pct": 100 * accurate / n if n else None,
        "center_pct": 90.0,
        "lower_pct": 60.0 if n else None,
        "upper_pct": 100.0 if n else None,
        "signal": signal,
    }


def texts(figure):
    beside = [text for trace in figure["data"] if trace.get("mode") == "text" for text in trace["text"]]
    return " ".join([*beside, *(label["text"] for label in figure["layout"].get("annotations", ()))])


def test_p_chart_leaves_a_gap_and_marks_signals_by_shape():
    figure = p_chart(
        [
            month("2021-01", 40, 38),
            month("2021-02", 0, 0),
            month("2021-03", 40, 20, "below"),
            month("2021-04", 40, 40, "run_above"),
        ],
        95,
    )
    points = figure["data"][2]
    assert points["y"] == [95.0, None, 50.0, 100.0] and points["connectgaps"] is False
    assert points["marker"]["symbol"] == ["circle", "circle", "diamond", "square"]
    assert "目标 95.0" in texts(figure) and "中心 90.0" in texts(figure)


def test_p_chart_without_target_draws_none():
    assert "目标" not in texts(p_chart([month("2021-01", 40, 38)], None))


def test_small_samples_are_hollow_last_and_not_ranked():
    rows = [
        {"name": name, "value": value, "low": value - 5, "high": value + 5, "n": n, "verdict": verdict}
        for name, value, n, verdict in (("甲", 50.0, 8, "样本不足"), ("乙", 93.0, 300, "未达标"), ("丙", 90.0, 300, "未达标"))
    ]
    rows.append({"name": "丁", "value": None, "low": None, "high": None, "n": 0, "verdict": "无有效抽查"})
    figure = rate_intervals(rows, 95, TONES)
    assert figure["layout"]["yaxis"]["ticktext"] == ["丙", "乙", "甲", "丁"]
    marker = dict(zip(figure["data"][0]["x"], figure["data"][0]["marker"]["symbol"], strict=True))
    assert marker == {90.0: "diamond", 93.0: "diamond", 50.0: "circle-open"}
    assert "样本不足" in texts(figure) and "无有效抽查" in texts(figure)


def round_of(contractor, number, score, low=None):
    return {
        "contract_no": "HT-" + contractor,
        "contractor_name": contractor,
        "round_no": number,
        "result_date": datetime.date(2020, 5 * number, 6),
        "score": score,
        "low": low,
        "units_returned": 11,
        "units_due": 12,
    }


def test_satisfaction_has_one_panel_a_contractor_and_says_invalid_rounds():
    figure = satisfaction_trend([round_of("甲", 1, 88.0), round_of("甲", 2, None), round_of("乙", 1, 65.0, True)], 70, True)
    assert {"xaxis", "xaxis2"} <= figure["layout"].keys() and "xaxis3" not in figure["layout"]
    assert "未完成" in texts(figure)
    assert [trace["marker"]["symbol"] for trace in figure["data"] if "marker" in trace] == [["circle", "circle"], ["diamond"]]


def test_coverage_puts_the_least_covered_first_with_a_glyph():
    rows = [
        {
            "group_key": key,
            "group_name": name,
            "villages": 8,
            "inspected": done,
            "coverage_pct": 100 * done / 8,
            "verdict": verdict,
        }
        for key, name, done, verdict in (("1", "东镇", 8, "达标"), ("2", "西镇", 5, "未达标"))
    ]
    figure = coverage_bars(rows, TONES)
    assert figure["layout"]["yaxis"]["ticktext"] == ["西镇", "东镇"] and "◆ 5 / 8" in texts(figure)


def test_versus_target_marks_what_is_below_by_shape():
    rows = [{"name": name, "value": value, "part": 1, "whole": 10} for name, value in (("东镇", 12.0), ("西镇", 8.0), ("南镇", None))]
    figure = versus_target(rows, 10)
    assert figure["layout"]["yaxis"]["ticktext"] == ["东镇", "西镇", "南镇"]
    assert figure["data"][1]["marker"]["symbol"] == ["circle", "triangle-up", "circle"]
    assert "目标 ≥ 10%" in texts(figure) and "目标" not in texts(versus_target(rows, None))


def person(staff_id, n, accurate, outlier=None):
    limits = {"lower95_pct": 70.0, "upper95_pct": 97.0, "lower998_pct": 60.0, "upper998_pct": 100.0}
    base = {"staff_id": staff_id, "staff_name": "王*国", "rechecked": n, "accurate": accurate, "accuracy_pct": 100 * accurate / n}
    return base | {"center_pct": 85.0, "outlier": outlier} | limits


def test_the_funnel_judges_nobody_on_too_few_rechecks():
    figure = funnel([person("01", 12, 4, "low998"), person("02", 40, 22, "low998"), person("03", 40, 26, "low95")], 30, ("95", "99.8"))
    assert figure["data"][-1]["marker"]["symbol"] == ["circle-open", "diamond", "triangle-up"]
    assert "02" in texts(figure) and "18 / 40" in texts(figure) and "01" not in texts(figure)


def test_error_bars_sort_by_error_rate_and_show_the_period_before():
    def item(name, compared, consistent, low, high):
        rate = 100 * consistent / compared if compared else None
        return {"item_name": name, "compared": compared, "consistent": consistent, "item_accuracy_pct": rate, "ci_low_pct": low, "ci_high_pct": high}

    figure = error_bars([item("户籍", 50, 49, 90.0, 99.0), item("家庭收入", 50, 40, 67.0, 89.0), item("困难类型", 0, 0, None, None)], {"户籍": 4.0})
    assert figure["layout"]["yaxis"]["ticktext"] == ["家庭收入", "户籍"]
    assert figure["data"][0]["x"] == [20.0, 2.0] and figure["data"][0]["error_x"]["array"] == [13.0, 8.0]
    assert figure["data"][1]["x"] == [None, 4.0]


@pytest.mark.parametrize("confirmed,symbol", [(True, "diamond"), (False, "circle")])
def test_a_low_mean_is_marked_only_under_a_confirmed_bound(confirmed, symbol):
    row = {"contractor_name": "甲", "score": 75.0, "bureau_mean": 66.0, "town_mean": 80.0, "street_mean": None}
    figure = group_means([row], 70, confirmed)
    assert figure["data"][0]["marker"]["symbol"] == [symbol, "circle", "circle"]


def test_money_counts_what_fell_due_before_the_day_and_draws_what_comes():
    due = [(datetime.date(2021, 5, 6), Decimal("300000.00")), (datetime.date(2022, 5, 6), Decimal("400000.01"))]
    figure = money_steps(due, [(datetime.date(2021, 5, 6), Decimal("100000.00"))], Decimal("700000.01"), "2022-01-01")
    assert figure["data"][0]["y"][-1] == 700000.01 and figure["data"][1]["x"][-1] == "2022-01-01"
    assert "应付 30.00" in texts(figure) and "已付 10.00" in texts(figure) and "70.00" in texts(figure)


def test_one_payment_years_late_does_not_press_the_others_together():
    rows = [{"name": str(off), "off": off, "late": off > 0, "said": ""} for off in (508, 3, -4)]
    figure = due_days(rows)
    assert figure["data"][1]["x"] == [7, 3, -4] and figure["data"][1]["marker"]["symbol"] == ["diamond", "diamond", "circle"]


@pytest.mark.parametrize(
    "figure",
    [
        p_chart([], None),
        rate_intervals([], None, TONES),
        satisfaction_trend([], None, False),
        coverage_bars([], TONES),
        versus_target([], None),
        funnel([], None, ("95", "99.8")),
        error_bars([], {}),
        group_means([], None, False),
        money_steps([], [], None, "2022-01-01"),
        due_days([]),
    ],
)
def test_charts_of_nothing_are_empty_and_plain(figure):
    assert json.dumps(figure) and figure["layout"]["showlegend"] is False


def test_both_themes_know_the_same_tokens():
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()

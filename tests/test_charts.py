"""Charts are pure: rows in, a plain figure out. Every row here is made up."""

import datetime
import json
from decimal import Decimal

import pytest

from components import theme
from components.charts.coverage_bars import coverage_bars
from components.charts.p_chart import p_chart
from components.charts.payment_track import payment_track
from components.charts.rate_intervals import rate_intervals
from components.charts.satisfaction_trend import satisfaction_trend
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
    return " ".join(label["text"] for label in figure["layout"]["annotations"])


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


@pytest.mark.parametrize("status,hatch", [("按期拨付", ""), ("逾期未拨", "/"), ("暂缓", "x"), ("未到条件", "")])
def test_payment_track_says_amount_and_status(status, hatch):
    row = {
        "contract_no": "HT-1",
        "contractor_name": "甲",
        "tranche_no": 1,
        "planned_amount": Decimal("300000.00"),
        "net_paid": Decimal(0),
        "due_date": None,
        "status": status,
    }
    figure = payment_track([row])
    assert figure["data"][0]["marker"]["pattern"]["shape"] == [hatch]
    assert "30.00" in texts(figure) and status in texts(figure)


@pytest.mark.parametrize(
    "figure",
    [
        p_chart([], None),
        rate_intervals([], None, TONES),
        satisfaction_trend([], None, False),
        coverage_bars([], TONES),
        payment_track([]),
    ],
)
def test_charts_of_nothing_are_empty_and_plain(figure):
    assert json.dumps(figure) and figure["layout"]["showlegend"] is False


def test_both_themes_know_the_same_tokens():
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()

"""The charts of 调查准确率 and the items of its drawer, of rows made up here."""

import pytest

from components import case_drawer
from components.charts.change_intervals import change_intervals
from components.charts.checker_funnel import checker_funnel
from components.charts.funnel import funnel
from components.charts.p_chart import p_chart


def item(**more):
    base = dict.fromkeys(("declared_value", "original_value", "recheck_value", "difference", "allowed", "within_tolerance", "clause"))
    return base | {"item_name": "家庭收入", "item_code": "03", "unit": "元", "tolerance": 50, "item_result": "一致", "critical": True} | more


@pytest.mark.parametrize(
    ("row", "said", "look"),
    [
        (item(difference=30, allowed=50, within_tolerance=True), "差 +30.00 元", "mj-within"),
        (item(difference=-80, allowed=50, within_tolerance=False, item_result="不一致"), "差 −80.00 元", "mj-differs"),
        (item(difference=80, allowed=50, within_tolerance=False), "超出容差，却记为一致", None),
        (item(difference=0, allowed=50, within_tolerance=True), "容差 ±50.00 元", None),
    ],
)
def test_a_difference_says_its_tolerance_and_contradictions(row, said, look):
    assert said in " ".join(case_drawer.differences(row)) and case_drawer.look(row) == look


# --- charts of given rows ----------------------------------------------------------------------------


def texts(figure):
    beside = [text for trace in figure["data"] if trace.get("mode") == "text" for text in trace["text"]]
    return " ".join([*beside, *(label["text"] for label in figure["layout"].get("annotations", ()))])


def month(name, rate, signal=None):
    limits = {"center_pct": 90.0, "lower_pct": 75.0, "upper_pct": 100.0}
    return limits | {"month": name, "rechecked": 40, "accurate": round(rate * 0.4), "accuracy_pct": rate, "signal": signal}


def test_a_run_has_its_bracket_and_an_outside_point_its_label():
    rows = [month("2021-01", 60.0, "below"), *[month(f"2021-{i:02}", 95.0, "run_above" if i > 7 else None) for i in range(2, 10)]]
    figure = p_chart(rows, 95)
    assert "2021-01  60.00%" in texts(figure) and "连续 8 点高于中心线" in texts(figure)
    path = next(shape for shape in figure["layout"]["shapes"] if shape["type"] == "path")["path"]
    assert path.startswith("M 1,") and " L 8," in path
    assert "连续" not in texts(p_chart([month(f"2021-0{i}", 95.0) for i in range(1, 7)], 95))


def test_a_contractor_keeps_its_shape_also_outside_the_limits():
    limits = {"lower95_pct": 70.0, "upper95_pct": 97.0, "lower998_pct": 60.0, "upper998_pct": 100.0, "center_pct": 85.0, "staff_name": None}
    people_rows = [("01", "甲", None, 90), ("02", "乙", "low998", 40), ("03", "乙", None, 88)]
    names = ("staff_id", "group", "outlier", "accuracy_pct")
    rows = [limits | dict(zip(names, one, strict=True)) | {"rechecked": 50, "accurate": one[3] / 2} for one in people_rows]
    figure = funnel(rows, 30, ("95", "99.8"))
    assert figure["data"][-1]["marker"]["symbol"] == ["circle", "square", "square"]
    assert "02" in texts(figure) and "01" not in texts(figure)


def test_a_checker_who_finds_nothing_stands_out_and_small_samples_do_not():
    base = {"lower95_pct": 6.0, "upper95_pct": 27.0, "lower998_pct": 2.0, "upper998_pct": 34.0, "center_pct": 15.0}
    rows = [
        base | {"checker_id": "01", "compared": 60, "inconsistent": 0, "inconsistent_pct": 0.0, "outlier": "low998"},
        base | {"checker_id": "02", "compared": 60, "inconsistent": 30, "inconsistent_pct": 50.0, "outlier": "high95"},
        base | {"checker_id": "03", "compared": 5, "inconsistent": 5, "inconsistent_pct": 100.0, "outlier": "high998"},
        base | {"checker_id": "04", "compared": 0, "inconsistent": 0, "inconsistent_pct": None, "outlier": None},
    ]
    figure = checker_funnel(rows, 30, ("95", "99.8"))
    assert figure["data"][-1]["marker"]["symbol"] == ["diamond", "triangle-up", "circle-open"]
    assert "01  0.00%" in texts(figure) and "02  50.00%" in texts(figure) and "03" not in texts(figure)


def test_changes_are_sorted_worst_first_and_unjudged_last():
    def group(name, gap, verdict):
        sides = {"accuracy_pct": 90.0, "rechecked": 40, "before_pct": 90.0, "before_rechecked": 40}
        interval = (None, None) if gap is None else (gap - 5, gap + 5)
        return sides | {"name": name, "difference_pct": gap, "ci_low_pct": interval[0], "ci_high_pct": interval[1], "verdict": verdict}

    figure = change_intervals([group("甲", 8.0, "变好"), group("乙", None, "样本不足"), group("丙", -9.0, "变差")])
    assert figure["layout"]["yaxis"]["ticktext"] == ["丙", "甲", "乙"]
    assert figure["data"][0]["marker"]["symbol"] == ["diamond", "square"] and figure["data"][0]["error_x"]["array"] == [5.0, 5.0]

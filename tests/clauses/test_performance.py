"""Performance of the investigators (spec.md 4; rules.md E.2 no. 2): given sheets -> group means, dimensions, score."""

import pytest

from data.viewer import Viewer
from queries import ask

BUREAU, STREET, TOWN = "640202M01", "640202001", "640202100"
UNITS = {BUREAU: "民政局", STREET: "街道", TOWN: "乡镇"}


@pytest.fixture
def evaluation(given):
    """One contract with its units; ``evaluation()`` adds a performance evaluation."""
    for code, kind in UNITS.items():
        given("org_units", unit_code=code, unit_name=kind, unit_type=kind)
        given("org_posts", contract_no="HT1", unit_code=code, post_required=1)
    given("contracts", contract_no="HT1", contractor_code="C1", total_amount=1)

    def put(**cells):
        given("evaluations", **{"eval_id": "E1", "eval_type": "绩效评价", "contract_no": "HT1", "contractor_code": "C1",
                                "result_date": "2021-07-31", "passed": "合格"} | cells)
    return put


@pytest.fixture
def sheet(given):
    """``sheet(unit, 32, 21, 15)``: marks of 40, 30 and 30 for the three dimensions."""
    def put(unit, *marks, **cells):
        number = put.number = put.number + 1
        for dimension, full, mark in zip(("服务成效", "日常管理", "社会影响"), (40, 30, 30), marks, strict=True):
            given("score_sheets", **{"sheet_id": f"P{number}", "eval_id": "E1", "rater_unit": unit,
                                     "rater_type": UNITS.get(unit, "救助对象"),
                                     "indicator_code": dimension, "indicator_name": dimension, "full_score": full, "score": mark,
                                     "valid": True, "submit_date": "2021-07-01"} | cells)
    put.number = 0
    return put


@pytest.fixture
def performance(leader):
    return lambda viewer=leader, as_of="2021-12-31", **given: ask("performance", viewer, as_of=as_of, **given).dicts()


def test_group_means_weigh_the_same_and_dimensions_alike(evaluation, sheet, performance):
    evaluation()
    sheet(BUREAU, 40, 30, 30)
    sheet(STREET, 20, 15, 15)
    sheet(None, 20, 30, 30)   # two people served, who belong to no unit
    sheet(None, 40, 30, 30)
    [row] = performance()
    assert (row["bureau_mean"], row["street_mean"], row["recipient_mean"], row["town_mean"]) == (100, 50, 90, None)
    assert row["score"] == 80
    assert (row["effectiveness"], row["management"], row["social_impact"]) == (75, pytest.approx(250 / 3), pytest.approx(250 / 3))


@pytest.mark.parametrize("present", [BUREAU, STREET])
def test_without_bureau_or_streets_there_is_no_score(evaluation, sheet, performance, present):
    evaluation(score=88)
    sheet(present, 40, 30, 30)
    sheet(None, 40, 30, 30)
    [row] = performance()
    assert (row["score"], row["effectiveness"], row["recipient_mean"]) == (None, None, 100)


def test_without_sheets_the_evaluations_own_score_stands(evaluation, performance):
    evaluation(score=88, passed="不合格")
    [row] = performance()
    assert (row["score"], row["bureau_mean"], row["passed"]) == (88, None, "不合格")


def test_only_counting_sheets_enter(evaluation, sheet, performance):
    evaluation()
    sheet(BUREAU, 40, 30, 30)
    sheet(STREET, 40, 30, 30)
    sheet(STREET, 0, 0, 0, recused=True)
    sheet(STREET, 0, 0, 0, valid=False)
    sheet(STREET, 0, 0, 0, submit_date="2021-08-01")
    sheet("640202F01", 0, 0, 0, rater_type="财政局")
    assert performance()[0]["score"] == 100


def test_types_dates_and_the_tranche_that_it_opens(given, evaluation, performance):
    evaluation(eval_id="E1", eval_type="中期评估")
    evaluation(eval_id="E2", eval_type="末期评估", result_date="2022-01-31")
    evaluation(eval_id="E3", eval_type="满意度评估")
    given("payment_tranches", contract_no="HT1", tranche_no=2, trigger_eval_id="E1")
    assert [(row["eval_id"], row["tranche_no"]) for row in performance()] == [("E1", 2)]
    assert [row["eval_id"] for row in performance(as_of="2022-01-31")] == ["E1", "E2"]


def test_scope_of_the_viewer(evaluation, performance):
    evaluation()
    assert len(performance(Viewer("甲", "panel", region="640202"))) == 1
    assert performance(Viewer("乙", "panel", region=STREET)) == []
    assert performance(Viewer("丙", "panel", contractor="C2")) == []
    assert performance(contractor="C2") == []

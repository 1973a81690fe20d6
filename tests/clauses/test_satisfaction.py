"""Satisfaction with a contractor (rules.md E.2; choices.md D1, D3, I4): given rounds -> low, streak, proposal."""

import pytest

from data.viewer import Viewer

BUREAU, TOWN = "640202M01", "640202100"
STREETS = ("640202001", "640202002", "640202003")
MISSING_STREETS = dict.fromkeys(STREETS[:2])
UNITS = (BUREAU, TOWN, *STREETS)
A = "52640202MJ00000001"


def test_unconfirmed_threshold_judges_nobody(served_contract, round_, rounds):
    round_(1, 10)
    round_(2, 10)
    assert [(row["score"], row["low"], row["streak"], row["proposal"]) for row in rounds()] == [(10, None, None, None)] * 2


def test_two_lows_in_a_row_give_a_proposal_and_a_good_round_ends_the_streak(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70)
    for number, score in enumerate([69, 68, 71, 60], start=1):
        round_(number, score)
    assert [(row["low"], row["streak"], row["proposal"]) for row in rounds()] == [
        (True, 1, None), (True, 2, "建议清退，提请研究"), (False, 0, None), (True, 1, None)]


def test_invalid_round_between_two_lows_carries_the_streak(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70)
    round_(1, 60)
    round_(2, 60, but=MISSING_STREETS)
    round_(3, 60)
    _, gap, last = rounds()
    assert (gap["valid"], gap["score"], gap["low"], gap["streak"], gap["proposal"]) == (False, None, None, 1, None)
    assert (gap["bureau_mean"], gap["street_mean"], gap["units_returned"]) == (60, 60, 3)
    assert (last["streak"], last["proposal"]) == (2, "建议清退，提请研究")


@pytest.mark.parametrize("marks", [(70, 70, 70, 70, 70), ("70.1", "69.9", "70.3", "69.7", 70),
                                   ("69.99", "70.01", 70, "69.97", "70.03")])
def test_exactly_at_the_bound_is_not_low(served_contract, round_, rounds, confirm, marks):
    confirm(satisfaction_low=70)
    round_(1, 70, but=dict(zip(UNITS, marks, strict=True)))
    [row] = rounds()
    assert row["score"] == 70 and row["low"] is False and row["streak"] == 0


def test_thirds_that_add_up_to_the_bound_are_not_low(served_contract, round_, sheet, rounds, confirm):
    confirm(satisfaction_low=70)
    eval_id = round_(1, 70, but={BUREAU: None, TOWN: None})
    for marks, rater in ((69, "a"), (70, "b"), (70, "c")):   # 69.666...
        sheet(eval_id, BUREAU, marks, rater_name_hash=rater)
    for marks, rater in ((71, "a"), (70, "b"), (70, "c")):   # 70.333...
        sheet(eval_id, TOWN, marks, rater_name_hash=rater)
    [row] = rounds()
    assert row["score"] == pytest.approx(70, rel=1e-12) and row["low"] is False


def test_low_is_judged_unrounded(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70)
    round_(1, 70, but={TOWN: "69.99"})
    [row] = rounds()
    assert round(row["score"], 2) == 70.00 and row["low"] is True


def test_threshold_with_decimals(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70.1)
    round_(1, "70.1")
    assert rounds()[0]["low"] is False


@pytest.mark.parametrize(("missing", "valid"), [(STREETS[:1], True), (STREETS[:2], False), ([TOWN], False), ([BUREAU], False)])
def test_quorum_is_two_thirds_of_the_streets_and_every_bureau_and_town(served_contract, round_, rounds, missing, valid):
    round_(1, 80, but=dict.fromkeys(missing))
    [row] = rounds()
    assert row["valid"] is valid and (row["score"] is not None) is valid


def test_round_confirmed_after_the_as_of_date_does_not_exist(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70)
    round_(1, 60, result_date="2021-07-31")
    round_(2, 60, result_date="2022-01-31")
    assert [row["streak"] for row in rounds(as_of="2022-01-30")] == [1]
    assert [row["streak"] for row in rounds(as_of="2022-01-31")] == [1, 2]


def test_streak_runs_across_contracts_of_one_cycle_and_starts_anew_in_the_next(served_contract, round_, rounds, confirm):
    confirm(satisfaction_low=70)
    served_contract("HT2")
    served_contract("HT3", cycle_start="2024-01-01")
    round_(1, 60)
    round_(2, 60, contract_no="HT2")
    round_(3, 60, contract_no="HT3")
    assert [row["streak"] for row in rounds()] == [1, 2, 1]


def test_other_evaluations_are_no_satisfaction(given, served_contract, round_, rounds):
    round_(1, 80)
    given("evaluations", eval_id="X", eval_type="绩效评价", contract_no="HT1", round_no=1, result_date="2021-07-31", score=10)
    assert [row["round_no"] for row in rounds()] == [1]


def test_round_without_any_sheet_is_no_score_and_not_zero_points(served_contract, round_, rounds):
    round_(1, None)
    [row] = rounds()
    assert (row["score"], row["bureau_mean"], row["units_returned"], row["valid"]) == (None, None, 0, False)


def test_scope_of_the_viewer(served_contract, round_, rounds):
    served_contract("HT9", contractor_code="other")
    round_(1, 80)
    round_(1, 80, contract_no="HT9")
    assert len(rounds()) == 2
    assert [row["contract_no"] for row in rounds(contractor=A)] == ["HT1"]
    assert [row["contract_no"] for row in rounds(Viewer("乙", "panel", contractor="other"))] == ["HT9"]
    assert rounds(Viewer("乙", "panel", contractor="other"), contractor=A) == []
    assert len(rounds(Viewer("丙", "leader", region="640202"))) == 2
    assert rounds(Viewer("丁", "panel", region="640202100")) == []

"""How far raters agree: a published worked example as referee, medians, ranges, a rater far off."""

import pytest

from queries import ask

BUREAU, TOWN, STREETS = "640202M01", "640202100", ("640202001", "640202002", "640202003")

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), reliability data with missing values: four observers,
# twelve units, interval metric 0.849
PUBLISHED = {BUREAU: "1 2 3 3 2 1 4 1 2 . . .", TOWN: "1 2 3 3 2 2 4 1 2 5 . 3", STREETS[0]: ". 3 3 3 2 3 4 2 2 5 1 .", STREETS[1]: "1 2 3 3 2 4 4 1 2 5 1 ."}


@pytest.fixture
def agreement(leader):
    return lambda **given: ask("rater_agreement", leader, as_of="2029-12-31", **given).dicts()


def test_alpha_is_the_published_one(given, served_contract, sheet, agreement, confirm):
    confirm(answered_share_min=50)
    given("evaluations", eval_id="E1", eval_type="满意度评估", contract_no="HT1", result_date="2021-07-31")
    for unit, marks in PUBLISHED.items():
        for item, mark in enumerate(marks.split()):
            sheet("E1", unit, None if mark == "." else int(mark), full=5, sheet_id="P" + unit, indicator_code=f"Z{item:02}")
    rows = agreement()
    assert {round(row["alpha"], 3) for row in rows} == {0.849}
    assert {(row["items"], row["values_compared"]) for row in rows} == {(11, 40)}   # one unit has a single value


def test_median_range_and_a_rater_far_off_who_still_counts(served_contract, round_, agreement, rounds):
    round_(1, 80, but={TOWN: 59, STREETS[0]: 84})
    rows = [row for row in agreement() if row["item_code"] is None]
    assert {(row["median"], row["lowest"], row["highest"], row["range"], row["raters"]) for row in rows} == {(80, 59, 84, 25, 5)}
    assert [row["unit_code"] for row in rows if row["outlying"]] == [TOWN]
    assert rounds()[0]["score"] == pytest.approx((80 * 3 + 59 + 84) / 5)


@pytest.mark.parametrize("mark, outlying", [(60, False), ("59.99", True)])
def test_outlying_is_more_than_the_points_of_the_policy(served_contract, round_, agreement, mark, outlying):
    round_(1, 80, but={TOWN: mark})
    assert any(row["outlying"] for row in agreement() if row["item_code"] is None) is outlying


def test_nothing_to_compare_is_no_alpha(served_contract, round_, agreement):
    round_(1, 80)                                  # all the same: no spread to explain
    assert {row["alpha"] for row in agreement()} == {None}


def test_sheets_that_do_not_count_and_units_not_due_are_no_raters(given, served_contract, round_, sheet, agreement):
    given("org_units", unit_code="640202F01", unit_name="财政局", unit_type="财政局")
    eval_id = round_(1, 80, but={TOWN: 70})
    sheet(eval_id, "640202F01", 1)
    sheet(eval_id, BUREAU, 1, rater_name_hash="x", recused=True)
    assert {row["raters"] for row in agreement()} == {5} and {row["lowest"] for row in agreement()} == {70}

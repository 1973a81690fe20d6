"""Which score sheets count and what they make (rules.md E.2; choices.md D1, D2, I4): given sheets -> means."""

import pytest

BUREAU, TOWN = "640202M01", "640202100"


def test_score_is_the_mean_of_unit_means_and_group_means_stand_beside(served_contract, round_, sheet, rounds):
    eval_id = round_(1, 80, but={BUREAU: 90, TOWN: 60})
    sheet(eval_id, BUREAU, 70, rater_name_hash="another", submit_date="2021-07-02")
    [row] = rounds()
    assert (row["bureau_mean"], row["town_mean"], row["street_mean"], row["score"]) == (80, 60, 80, 76)
    assert (row["units_returned"], row["units_due"], row["valid"]) == (5, 5, True)
    assert row["contractor_name"] == "安和社会工作服务中心"


def test_units_without_posts_or_of_another_kind_are_not_due(given, served_contract, round_, sheet, rounds):
    given("org_units", unit_code="640202F01", unit_name="财政局", unit_type="财政局")
    given("org_units", unit_code="640202004", unit_name="街道004", unit_type="街道")
    given("org_posts", contract_no="HT1", unit_code="640202F01", post_required=1)
    given("org_posts", contract_no="HT1", unit_code="640202004", post_required=0)
    eval_id = round_(1, 80)
    sheet(eval_id, "640202F01", 0)
    sheet(eval_id, "640202004", 0)
    [row] = rounds()
    assert (row["units_due"], row["units_returned"], row["score"]) == (5, 5, 80)


@pytest.mark.parametrize("cells", [{"recused": True}, {"valid": False}, {"submit_date": "2021-08-01"}])
def test_recused_void_and_late_sheets_do_not_count(served_contract, round_, sheet, rounds, cells):
    eval_id = round_(1, 80, but={TOWN: None})
    sheet(eval_id, TOWN, 10, **cells)
    [row] = rounds()
    assert (row["town_mean"], row["units_returned"], row["valid"]) == (None, 4, False)


def test_sheet_handed_in_on_the_result_day_with_blank_marks_of_validity_counts(served_contract, round_, sheet, rounds):
    eval_id = round_(1, 80, but={TOWN: None})
    sheet(eval_id, TOWN, 90, submit_date="2021-07-31", valid=None, recused=None)
    assert rounds()[0]["town_mean"] == 90


@pytest.mark.parametrize(("unanswered", "mean"), [(20, 75), (21, None)])
def test_four_fifths_of_the_full_marks_must_be_answered(served_contract, round_, sheet, rounds, unanswered, mean):
    eval_id = round_(1, 80, but={TOWN: None})
    answered = 100 - unanswered
    sheet(eval_id, TOWN, answered * 3 / 4, full=answered, sheet_id="P", indicator_code="Z1")
    sheet(eval_id, TOWN, None, full=unanswered, sheet_id="P", indicator_code="Z2")
    assert rounds()[0]["town_mean"] == mean


def test_a_raters_last_sheet_counts_but_an_invalid_one_does_not_displace_it(served_contract, round_, sheet, rounds):
    eval_id = round_(1, 80, but={TOWN: None})
    sheet(eval_id, TOWN, 60, rater_name_hash="r", submit_date="2021-07-01")
    sheet(eval_id, TOWN, 90, rater_name_hash="r", submit_date="2021-07-02", sheet_id="PA")
    sheet(eval_id, TOWN, 70, rater_name_hash="r", submit_date="2021-07-02", sheet_id="PB")
    sheet(eval_id, TOWN, 10, rater_name_hash="r", submit_date="2021-07-03", valid=False)
    assert rounds()[0]["town_mean"] == 70


def test_sheets_without_a_rater_stand_each_for_itself(served_contract, round_, sheet, rounds):
    eval_id = round_(1, 80, but={TOWN: None})
    sheet(eval_id, TOWN, 60, rater_name_hash=None)
    sheet(eval_id, TOWN, 90, rater_name_hash=None, submit_date="2021-07-02")
    assert rounds()[0]["town_mean"] == 75


def test_a_sheet_is_judged_by_its_first_row(served_contract, round_, sheet, rounds):
    eval_id = round_(1, 80, but={TOWN: None})
    sheet(eval_id, TOWN, 30, full=50, sheet_id="P", indicator_code="Z9")
    sheet(eval_id, TOWN, 40, full=50, sheet_id="P", indicator_code="Z1", recused=True, valid=False)
    assert rounds()[0]["town_mean"] == 70

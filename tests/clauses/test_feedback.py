"""Service feedback (rules.md E.2 no. 3; choices.md D4): given visits and forms -> return and satisfaction."""

import pytest

from data.viewer import Viewer
from queries import ask


@pytest.fixture
def visit(given):
    """``visit("满意", "一般")``: one visit done with forms of these levels; keywords change the visit."""
    def put(*levels, town="640202001", relation="本人", **cells):
        number = put.number = put.number + 1
        given("cases", case_no=f"S{number}", town_code=town, village_code=town + "001", assistance_type="城市低保")
        given("investigations", **{"inv_id": f"V{number}", "case_no": f"S{number}", "contractor_code": "C1",
                                   "visit_result": "已入户",
                                   "visit_date": "2021-05-10 09:30", "investigator_ids": ["01001"]} | cells)
        for index, level in enumerate(levels):
            given("service_feedback", feedback_id=f"F{number}-{index}", inv_id=f"V{number}", level=level,
                  respondent_relation=relation)
    put.number = 0
    return put


@pytest.fixture
def figures(leader):
    """group_key -> (visited, forms_valid, satisfied, satisfied_pct, return_pct)."""
    def asked(by="contractor", viewer=leader, period="2021H1"):
        return {row[0]: row[2:] for row in ask("service_feedback", viewer, period=period, by=by).rows}
    return asked


def test_satisfied_are_the_two_upper_levels_of_the_valid_forms(visit, figures):
    for level in ("非常满意", "满意", "一般", "不满意", "非常不满意"):
        visit(level)
    assert figures() == {"C1": (5, 5, 2, 40.0, 100.0)}


def test_blank_level_and_form_filled_in_by_the_investigator_are_no_forms(visit, figures):
    visit(None)
    visit("满意", relation="代填")
    visit("满意", relation=None)
    visit()
    assert figures() == {"C1": (4, 1, 1, 100.0, 25.0)}


def test_no_form_is_not_dissatisfaction(visit, figures):
    visit()
    assert figures() == {"C1": (1, 0, 0, None, 0.0)}


def test_two_forms_of_one_visit_both_count_but_the_visit_once(visit, figures):
    visit("满意", "不满意")
    visit()
    assert figures() == {"C1": (2, 2, 1, 50.0, 50.0)}


def test_the_visit_date_and_not_the_form_places_the_visit(visit, figures):
    visit("满意", visit_date="2021-06-30 23:59")
    visit("满意", visit_date="2021-07-01 00:00")
    visit("满意", visit_result="拒访")
    assert figures() == {"C1": (1, 1, 1, 100.0, 100.0)}
    assert figures(period="2021-07") == {"C1": (1, 1, 1, 100.0, 100.0)}


def test_under_ten_forms_a_person_is_not_judged(visit, figures):
    for _ in range(9):
        visit("满意")
    assert figures("investigator") == {"01001": (9, 9, None, None, 100.0)}
    assert figures("contractor")["C1"][2] == 9
    visit("一般")
    assert figures("investigator") == {"01001": (10, 10, 9, 90.0, 100.0)}


def test_a_visit_counts_for_each_of_its_investigators(visit, figures):
    visit("满意", investigator_ids=["01001", "01002"])
    visit("满意", investigator_ids=None)
    assert {key: row[0] for key, row in figures("investigator").items()} == {"01001": 1, "01002": 1, None: 1}


def test_visits_without_contractor_form_one_group(visit, figures):
    visit("满意", contractor_code=None)
    visit()
    assert {key: row[0] for key, row in figures().items()} == {None: 1, "C1": 1}


def test_group_names_are_those_of_the_store(given, visit, leader):
    given("org_units", unit_code="640202001", unit_name="人民路街道", unit_type="街道")
    given("staff", staff_id="01001", staff_name="王*国")
    visit()
    assert ask("service_feedback", leader, period="2021", by="town").rows[0][:2] == ("640202001", "人民路街道")
    assert ask("service_feedback", leader, period="2021", by="investigator").rows[0][:2] == ("01001", "王*国")


def test_scope_of_the_viewer(visit, figures):
    visit("满意", town="640202001")
    visit("满意", town="640202002", contractor_code="C2")
    assert figures("town", Viewer("甲", "town", region="640202001")).keys() == {"640202001"}
    assert figures("town", Viewer("乙", "inspector", contractor="C2")).keys() == {"640202002"}
    assert figures("town", Viewer("丙", "town", region="640202001", contractor="C2")) == {}

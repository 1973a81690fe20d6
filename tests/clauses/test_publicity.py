"""Inspection of boards (rules.md E.3; choices.md E1, E2, E4, I5): given villages and inspections -> coverage."""

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
V1, V2 = TOWN + "001", TOWN + "002"
CLOSED = "2021-07-15"


@pytest.mark.parametrize(("active_to", "due"), [("2021-06-29", False), ("2021-06-30", False), ("2021-07-01", True), (None, True)])
def test_village_merged_on_the_quarters_last_day_is_no_longer_due(village, villages, active_to, due):
    village(active_from="2012-01-01", active_to=active_to)
    assert (V1 in villages()) is due


@pytest.mark.parametrize(("active_from", "due"), [("2021-05-31", True), ("2021-06-01", False), ("2021-06-30", False),
                                                   (None, True)])
def test_village_set_up_in_the_last_thirty_days_is_not_yet_due(village, villages, active_from, due):
    village(active_from=active_from)
    assert (V1 in villages()) is due


@pytest.mark.parametrize(("active_from", "due"), [("2021-04-10", True), ("2021-04-11", False)])
def test_running_quarter_counts_thirty_days_back_from_as_of(village, villages, active_from, due):
    village(active_from=active_from, active_to="2021-06-01")
    assert (V1 in villages(as_of="2021-05-10")) is due


def test_no_village_due_no_group(village, coverage):
    village(active_from="2021-06-15")
    assert coverage() is None


@pytest.mark.parametrize(("as_of", "verdict"), [("2021-06-29", "进行中"), ("2021-06-30", "进行中"), ("2021-07-01", "未达标")])
def test_quarter_is_judged_from_the_day_after_its_end(village, coverage, as_of, verdict):
    village()
    assert coverage(as_of)["verdict"] == verdict


@pytest.mark.parametrize(("inspected", "verdict"), [(10, "达标"), (9, "关注"), (8, "未达标")])
def test_verdict_of_a_closed_quarter(village, inspection, coverage, inspected, verdict):
    for number in range(10):
        village(f"{TOWN}{number:03}")
        if number < inspected:
            inspection("2021-06-30", f"{TOWN}{number:03}")
    row = coverage()
    assert (row["villages"], row["inspected"], row["coverage_pct"], row["verdict"]) == (10, inspected, inspected * 10, verdict)


@pytest.mark.parametrize("cells", [{"mode": "电话"}, {"mode": "视频"}, {"mode": "资料"}, {"inspector_unit_type": "第三方"},
                                   {"inspector_unit_type": None}])
def test_inspection_not_on_the_spot_or_not_by_a_named_body_does_not_count(village, inspection, villages, cells):
    village()
    inspection("2021-05-10", **cells)
    assert villages()[V1]["inspections"] == 0


def test_first_and_last_day_count_and_a_late_inspection_never_counts_back(village, inspection, villages):
    village()
    for day in ("2021-03-31", "2021-04-01", "2021-06-30", "2021-07-01"):
        inspection(day)
    row = villages()[V1]
    assert row["inspections"] == 2 and str(row["last_inspected"]) == "2021-06-30"


def test_inspection_after_as_of_does_not_exist(village, inspection, villages):
    village()
    inspection("2021-05-10")
    assert villages(as_of="2021-05-09")[V1]["inspections"] == 0
    assert villages(as_of="2021-05-10")[V1]["inspections"] == 1


def test_bureau_and_town_are_shown_apart(village, inspection, coverage):
    village(V1)
    village(V2)
    inspection("2021-05-10", V1, inspector_unit_type="民政局")
    inspection("2021-05-11", V1, inspector_unit_type="乡镇")
    inspection("2021-05-12", V2, inspector_unit_type="街道")
    row = coverage()
    assert (row["inspected"], row["bureau_inspected"], row["bureau_pct"]) == (2, 1, 50)
    assert (row["town_inspected"], row["town_pct"]) == (2, 100)


@pytest.mark.parametrize(("cells", "complete"), [
    ({}, True), ({"has_notice": "不适用"}, True), ({"has_notice": "破损"}, False), ({"has_roster": "不适用"}, False),
    ({"has_policy": "无"}, False), ({"has_hotline": None}, False)])
def test_board_is_complete_with_four_items(village, inspection, villages, cells, complete):
    village()
    inspection("2021-05-10", **cells)
    row = villages()[V1]
    assert row["board_complete"] is complete and ("要件不全" in row["missing"]) is not complete


def test_last_counting_inspection_judges_the_board(village, inspection, villages, coverage):
    village()
    inspection("2021-05-10", insp_id="J900", has_policy="无")
    inspection("2021-05-10", insp_id="J901")
    inspection("2021-05-09", insp_id="J999", has_policy="无")
    inspection("2021-05-11", mode="视频", has_policy="无")
    assert villages()[V1]["board_complete"] is True
    assert (coverage()["board_complete"], coverage()["board_complete_pct"]) == (1, 100)


def test_board_of_a_village_not_inspected_is_unknown(village, villages, coverage):
    village()
    row = villages()[V1]
    assert (row["board_complete"], row["missing"]) == (None, "未检查、缺近景、缺远景")
    assert (coverage()["board_complete"], coverage()["board_complete_pct"]) == (0, None)


def test_groups_are_towns_or_the_county(given, village, inspection, leader):
    given("org_units", unit_code="640202M01", unit_name="大武口区民政局", unit_type="民政局")
    given("org_units", unit_code=TOWN, unit_name="人民路街道", unit_type="街道")
    village(V1)
    village("640202100001")
    rows = ask("publicity_coverage", leader, period="2021Q2", as_of=CLOSED, by="town").rows
    assert [row[:3] for row in rows] == [(TOWN, "人民路街道", 1), ("640202100", None, 1)]
    [row] = ask("publicity_coverage", leader, period="2021Q2", as_of=CLOSED, by="county").rows
    assert row[:3] == ("640202", "大武口区", 2)


def test_scope_of_the_viewer(village, inspection, villages, coverage):
    village(V1)
    village("640202100001")
    inspection("2021-05-10", "640202100001")
    town = Viewer("甲", "town", region=TOWN)
    assert villages(viewer=town).keys() == {V1}
    assert (coverage(viewer=town)["villages"], coverage(viewer=town)["inspected"]) == (1, 0)
    assert villages(viewer=Viewer("乙", "inspector", contractor="C1")) == {}

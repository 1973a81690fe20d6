"""Complaints (choices.md B5, G1, I1, I7): given rows -> figures as of a day."""

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"


@pytest.fixture
def complaint(given, units):
    def put(**cells):
        number = put.number = put.number + 1
        given("complaints", **{"complaint_id": f"X{number}", "receive_date": "2021-03-01", "town_code": TOWN,
                               "channel": "电话"} | cells)
    put.number = 0
    return put


@pytest.fixture
def complaints(leader):
    def asked(by="county", viewer=leader, as_of="2021-12-31", period="2021"):
        return {row["group_key"]: row for row in ask("complaints", viewer, period=period, by=by, as_of=as_of).dicts()}
    return asked


def test_overdue_is_open_past_due_or_closed_past_due(complaint, complaints):
    complaint(due_date="2021-04-01")
    complaint(due_date="2021-04-01", closed_date="2021-04-01")
    complaint(due_date="2021-04-01", closed_date="2021-04-02")
    complaint()
    row = complaints(as_of="2021-04-02")["640202"]
    assert (row["received"], row["closed"], row["open"], row["overdue"]) == (4, 2, 2, 2)


def test_on_the_due_day_it_is_not_overdue(complaint, complaints):
    complaint(due_date="2021-04-01", closed_date="2021-04-05")
    assert complaints(as_of="2021-04-01")["640202"]["overdue"] == 0
    row = complaints(as_of="2021-04-02")["640202"]
    assert (row["closed"], row["overdue"]) == (0, 1)


def test_what_happened_after_as_of_is_unknown(complaint, complaints):
    complaint(receive_date="2021-05-01")
    complaint(verify_date="2021-04-02", verify_result="属实", reply_date="2021-04-02")
    row = complaints(as_of="2021-04-01")["640202"]
    assert (row["received"], row["verified"], row["median_days_to_reply"]) == (1, 0, None)


def test_substantiated_of_those_that_could_be_verified(complaint, complaints):
    for result in ("属实", "部分属实", "不属实", "无法核实", None):
        complaint(verify_result=result)
    row = complaints()["640202"]
    assert (row["verified"], row["substantiated"], row["substantiated_pct"]) == (3, 2, pytest.approx(200 / 3))


def test_days_to_reply_are_calendar_days_from_receipt(complaint, complaints):
    complaint(receive_date="2021-03-01", register_date="2021-03-05", reply_date="2021-03-11")
    complaint(receive_date="2021-03-01", reply_date="2021-03-16")
    assert complaints()["640202"]["median_days_to_reply"] == 12.5


def test_visits_of_the_same_contractor_or_town_else_all(given, complaint, complaints):
    visits = [(TOWN, "C1", "2021-02-01"), (TOWN, None, "2021-02-01"), ("640202100", "C1", "2021-02-01"), (TOWN, "C1", "2022-02-01")]
    for number, (town, contractor, day) in enumerate(visits):
        given("cases", case_no=f"S{number}", village_code=town + "001", town_code=town)
        given("investigations", inv_id=f"V{number}", case_no=f"S{number}", contractor_code=contractor,
              visit_result="已入户", visit_date=day)
    complaint(contractor_code="C1")
    complaint(town_code=None)
    assert complaints("contractor")["C1"]["per_1000_visits"] == 500
    assert complaints("contractor")[None]["per_1000_visits"] is None
    assert complaints("town")[TOWN]["per_1000_visits"] == 500
    assert complaints("channel")["电话"]["per_1000_visits"] == pytest.approx(2000 / 3)
    assert complaints("county")["640202"]["per_1000_visits"] == pytest.approx(2000 / 3)
    assert complaints("town", as_of="2021-03-01", period="2021-03")[TOWN]["per_1000_visits"] is None


def test_complaint_scope_of_the_viewer(complaint, complaints):
    complaint()
    complaint(town_code=None)
    complaint(town_code="640202100", contractor_code="C1")
    assert complaints(viewer=Viewer("甲", "town", region=TOWN))["640202"]["received"] == 1
    assert complaints(viewer=Viewer("乙", "leader", region="640202"))["640202"]["received"] == 3
    assert complaints(viewer=Viewer("丙", "panel", contractor="C1"))["640202"]["received"] == 1

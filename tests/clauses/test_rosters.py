"""Rosters month by month (rules.md A.3 roster-monthly-update, roster-fields; E.3): given postings -> updated, five fields, nothing more."""

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
V1, V2 = TOWN + "001", TOWN + "002"
FIVE = ["户主姓名", "保障人口数", "家庭人口数", "保障金额", "村(居)"]


@pytest.fixture
def roster(given):
    def put(day, code=V1, **cells):
        number = put.number = put.number + 1
        given("postings", **{"posting_id": f"M{number}", "posting_type": "长期公示", "village_code": code, "start_date": "2020-01-01",
                             "roster_update_date": day, "roster_fields": FIVE, "privacy_issue": "无"} | cells)
    put.number = 0
    return put


@pytest.fixture
def months(leader):
    """group_key -> row."""
    def asked(period="2021-05", as_of="2021-06-01", viewer=leader, **given):
        return {row["group_key"]: row for row in ask("rosters", viewer, period=period, as_of=as_of, **given).dicts()}
    return asked


def test_each_month_needs_an_update_of_its_own(village, roster, months):
    village(V1)
    village(V2)
    roster("2021-05-31", V1)
    roster("2021-06-01", V2)
    found = months("2021Q2", "2021-06-30")
    assert {key: (row["due"], row["updated"], row["updated_pct"], row["overdue"], row["waiting"]) for key, row in found.items()} == {
        "2021-04": (2, 0, 0, 2, 0), "2021-05": (2, 1, 50, 1, 0), "2021-06": (2, 1, 50, 0, 1)}
    assert months("2021Q2", "2021-06-30", by="village")[V1]["months_missing"] == "2021-04"
    assert months("2021Q2", "2021-06-30", by="town")[TOWN]["due"] == 6


@pytest.mark.parametrize(("as_of", "overdue", "waiting"), [("2021-05-19", 0, 1), ("2021-05-31", 0, 1), ("2021-06-01", 1, 0)])
def test_overdue_from_the_first_of_the_next_month(village, months, as_of, overdue, waiting):
    village()
    row = months(as_of=as_of)["2021-05"]
    assert (row["overdue"], row["waiting"]) == (overdue, waiting)


def test_what_lies_after_as_of_is_not_known(village, roster, months):
    village()
    roster("2021-05-20")
    assert months(as_of="2021-05-19")["2021-05"]["updated"] == 0
    assert months(as_of="2021-05-20")["2021-05"]["updated"] == 1
    assert months(as_of="2021-04-30") == {}


@pytest.mark.parametrize(("cells", "right", "lacking", "extra"), [
    ({}, 1, None, None), ({"roster_fields": FIVE[:4]}, 0, "村(居)", None), ({"roster_fields": []}, 0, "、".join(sorted(FIVE)), None),
    ({"privacy_issue": "身份证号"}, 0, None, "身份证号"), ({"privacy_issue": None}, 1, None, None)])
def test_five_fields_and_nothing_more(village, roster, months, cells, right, lacking, extra):
    village()
    roster("2021-05-10", **cells)
    row = months()["2021-05"]
    assert (row["fields_right"], row["lacking"], row["extra"], row["with_extra"]) == (right, lacking, extra, int(extra is not None))


def test_fields_that_nobody_noted_accuse_nobody(village, roster, months):
    village()
    roster("2021-05-10", roster_fields=None)
    row = months()["2021-05"]
    assert (row["updated"], row["fields_known"], row["fields_right_pct"]) == (1, 0, None)


def test_the_last_update_of_the_month_is_judged(village, roster, months):
    village()
    roster("2021-05-10", roster_fields=FIVE[:2])
    roster("2021-05-11")
    assert months()["2021-05"]["fields_right"] == 1


def test_a_village_without_recipients_needs_no_roster(village, roster, months):
    village(V1)
    village(V2)
    roster("2021-04-10", V1, roster_households=0)
    assert months()["2021-05"]["due"] == 1
    roster("2021-04-11", V1, roster_households=3)
    assert months()["2021-05"]["due"] == 2


def test_case_postings_are_no_rosters_and_merged_villages_owe_none(village, roster, months):
    village(V1)
    village(V2, active_to="2021-05-31")
    roster("2021-05-10", V1, posting_type="审核公示")
    assert (months()["2021-05"]["due"], months()["2021-05"]["updated"]) == (1, 0)


def test_scope_of_the_viewer(village, roster, months):
    village(V1)
    village("640202100001")
    assert months(viewer=Viewer("甲", "town", region=TOWN))["2021-05"]["due"] == 1
    assert months(viewer=Viewer("乙", "inspector", contractor="C1")) == {}

"""Rectifications and violations (choices.md G2, G3, I1, I7): given rows -> figures as of a day."""

import decimal

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"


@pytest.fixture
def rectification(given, units):
    def put(**cells):
        number = put.number = put.number + 1
        given("rectifications", **{"rect_id": f"Z{number}", "source_type": "抽查", "issue": "问题", "resp_unit": TOWN,
                                   "issue_date": "2021-03-01"} | cells)
    put.number = 0
    return put


@pytest.fixture
def rectifications(leader):
    def asked(viewer=leader, as_of="2021-12-31", **given):
        return {row["group_key"]: row for row in ask("rectifications", viewer, as_of=as_of, **given).dicts()}
    return asked


def test_rectification_is_late_only_after_its_deadline(rectification, rectifications):
    rectification(deadline="2021-04-01", complete_date="2021-04-01")
    rectification(deadline="2021-04-01", complete_date="2021-04-02")
    rectification(deadline="2021-04-01")
    rectification(complete_date="2021-04-01")
    rectification()
    rectification(issue_date="2021-04-03")
    figures = ("total", "completed", "on_time", "open", "overdue", "lookback_due")
    assert [rectifications(as_of="2021-04-01")["640202"][name] for name in figures] == [5, 2, 1, 3, 0, 2]
    assert [rectifications(as_of="2021-04-02")["640202"][name] for name in figures] == [5, 3, 1, 2, 1, 3]


def test_public_acceptance_of_the_look_backs_done(rectification, rectifications):
    for day, answer in (("2021-05-01", "是"), ("2021-05-02", "否"), ("2021-05-03", "未查"), ("2021-05-04", "否")):
        rectification(complete_date="2021-04-01", lookback_date=day, lookback_public=answer)
    row = rectifications(as_of="2021-05-03")["640202"]
    assert (row["lookback_done"], row["lookback_due"], row["public_accept_pct"]) == (3, 4, 50)


def test_rectifications_belong_to_their_responsible_unit(rectification, rectifications):
    for unit in (TOWN, "640202M01", "C1", None):
        rectification(resp_unit=unit)
    assert {key: row["total"] for key, row in rectifications(by="town").items()} == {TOWN: 1, None: 3}
    assert {key: row["total"] for key, row in rectifications(by="contractor").items()} == {"C1": 1, None: 3}
    assert rectifications()["640202"]["total"] == 4
    assert rectifications(by="source_type")["抽查"]["group_name"] == "抽查"
    assert rectifications(Viewer("甲", "town", region=TOWN))["640202"]["total"] == 1
    assert rectifications(Viewer("丙", "panel", contractor="C1"))["640202"]["total"] == 1


@pytest.fixture
def violation(given, units):
    def put(**cells):
        number = put.number = put.number + 1
        given("violations", **{"violation_id": f"W{number}", "found_date": "2021-03-01", "type_code": "2违规收费",
                               "contractor_code": "C1", "staff_id": ["01001"]} | cells)
    put.number = 0
    return put


@pytest.fixture
def violations(leader):
    def asked(by="type", viewer=leader, as_of="2021-12-31"):
        return {row[0]: row[2:] for row in ask("violations", viewer, period="2021", by=by, as_of=as_of).rows}
    return asked


def test_three_steps_of_a_violation_and_blank_money_as_zero(violation, violations):
    violation(proposal_date="2021-03-05", decision_date="2021-04-05", recover_due="95.25", recovered="10.00")
    violation(proposal_date="2021-03-05")
    violation()
    violation(found_date="2021-04-02")
    assert violations(as_of="2021-04-01") == {"2违规收费": (3, 2, 0, 2, decimal.Decimal("95.25"), decimal.Decimal("10.00"))}
    assert violations(as_of="2021-04-05")["2违规收费"][:4] == (4, 2, 1, 1)


def test_violation_counts_for_each_person(given, violation, violations, leader):
    given("staff", staff_id="01001", staff_name="王*国")
    violation(staff_id=["01001", "01002"])
    violation(staff_id=None)
    assert {key: row[0] for key, row in violations("staff").items()} == {"01001": 1, "01002": 1, None: 1}
    assert ask("violations", leader, period="2021", by="staff").rows[0][1] == "王*国"


def test_violation_scope_of_the_viewer(given, violation, violations):
    given("cases", case_no="S1", village_code=TOWN + "001", town_code=TOWN)
    given("investigations", inv_id="V1", case_no="S1", visit_result="已入户")
    violation(inv_id="V1")
    violation(contractor_code="C2")
    assert violations(viewer=Viewer("甲", "panel", region=TOWN))["2违规收费"][0] == 1
    assert violations(viewer=Viewer("乙", "panel", contractor="C2"))["2违规收费"][0] == 1

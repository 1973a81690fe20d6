"""Each failing posting with its reason and clause (rules.md A.3): the same rows that posting_compliance counts, and the sequence beside."""

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"


@pytest.fixture
def posting(given):
    """``posting("审核公示", "2021-06-10", "2021-06-17")``: complete and without private data, but as given."""
    given("villages", village_code=TOWN + "001", village_name="村", town_code=TOWN)

    def put(kind, start, end, **cells):
        number = put.number = put.number + 1
        given("postings", **{"posting_id": f"G{number}", "posting_type": kind, "village_code": TOWN + "001", "start_date": start,
                             "end_date": end, "show_type": True, "show_period": True, "show_hotline": True, "seal_ok": True,
                             "privacy_issue": "无"} | cells)
    put.number = 0
    return put


@pytest.fixture
def defects(leader):
    """(posting_id, reason, found, needed) in order."""
    def asked(viewer=leader, **given):
        rows = ask("posting_defects", viewer, **{"period": "2021", "as_of": "2022-01-01"} | given).dicts()
        return [tuple(row[name] for name in ("posting_id", "reason", "found", "needed")) for row in rows]
    return asked


def test_a_posting_in_order_is_not_listed(posting, defects):
    posting("审核公示", "2021-06-10", "2021-06-17")
    posting("审批公示", "2021-06-10", "2021-06-22")
    assert defects() == []


def test_every_reason_of_one_posting(posting, defects):
    posting("审核公示", "2021-06-10", "2021-06-16", seal_ok=None, show_hotline=False, privacy_issue="电话")
    assert sorted(defects()) == [("G1", "公示天数不足", "6", "7"), ("G1", "泄露隐私", "电话", "无"), ("G1", "缺印章", None, None),
                                 ("G1", "缺监督举报电话", None, None)]


def test_days_are_working_days_for_the_approval_and_lost_days_are_said(posting, defects, leader):
    posting("审批公示", "2021-06-10", "2021-06-22", damage_found_date="2021-06-15", restored_date="2021-06-16")
    assert defects() == [("G1", "公示天数不足", "6", "7")]
    [row] = ask("posting_defects", leader, period="2021", as_of="2022-01-01").dicts()
    assert (row["lost_days"], row["rule"], row["clause"]) == (1, "post-approval-7-working-days-j", "四·步骤十")


def test_blank_privacy_is_said_as_unchecked(posting, defects):
    posting("审核公示", "2021-06-10", "2021-06-17", privacy_issue=None)
    assert defects() == [("G1", "隐私未核", None, "无")]


@pytest.mark.parametrize(("restored", "late"), [("2021-06-18", None), ("2021-06-21", "4"), (None, "8")])
def test_restoring_is_late_only_by_a_number_of_the_office(posting, defects, confirm, restored, late):
    posting("审核公示", "2021-06-01", "2021-06-25", damage_found_date="2021-06-15", restored_date=restored)
    assert defects() == []
    confirm(restore_wd=3)
    assert [row[2] for row in defects()] == ([late] if late else [])


@pytest.fixture
def case(given):
    def put(**dates):
        given("cases", case_no="S1", village_code=TOWN + "001", town_code=TOWN, **dates)
        given("investigations", inv_id="R1", case_no="S1", visit_date="2021-06-08 09:00")
    return put


@pytest.mark.parametrize(("dates", "reasons"), [
    ({"audit_meeting_date": "2021-06-09", "submit_bureau_date": "2021-06-18", "approve_date": "2021-06-30"}, []),
    ({"audit_meeting_date": "2021-06-07"}, ["入户晚于审核会"]),
    ({"audit_meeting_date": "2021-06-08"}, []),
    ({"audit_meeting_date": "2021-06-11"}, ["公示早于审核会"]),
    ({"submit_bureau_date": "2021-06-17"}, ["公示未满即上报"]),
    ({"approve_date": "2021-06-17"}, ["公示未满即审批"]),
])
def test_visit_review_posting_decision(posting, case, defects, leader, dates, reasons):
    case(**dates)
    posting("审核公示", "2021-06-10", "2021-06-17", case_no="S1")
    assert [row[1] for row in defects()] == reasons
    # the order of steps is no part of the share of compliant postings
    assert ask("posting_compliance", leader, period="2021", by="county", as_of="2022-01-01").dicts()[0]["compliant"] == 1


def test_the_approval_posting_follows_the_audit_posting(posting, case, defects):
    case()
    posting("审核公示", "2021-06-10", "2021-06-17", case_no="S1")
    posting("审批公示", "2021-06-17", "2021-06-28", case_no="S1")
    assert defects() == [("G2", "审批公示早于审核公示结束", "2021-06-17", "2021-06-17")]


def test_later_dates_are_not_known(posting, case, defects):
    case(approve_date="2021-06-17")
    posting("审核公示", "2021-06-10", "2021-06-17", case_no="S1")
    assert defects(as_of="2021-06-17") != [] and defects(as_of="2021-06-16") == []


def test_each_posting_that_is_not_compliant_has_a_reason_that_counts(posting, leader):
    for number, cells in enumerate(({}, {"seal_ok": False}, {"privacy_issue": "住址"}, {"damage_found_date": "2021-06-12"})):
        posting("审核公示", "2021-06-10", f"2021-06-{17 + number % 2}", **cells)
        posting("审批公示", "2021-06-10", f"2021-06-{21 + number % 2}", **cells)
    for kind in ("审核公示", "审批公示"):
        rows = ask("posting_defects", leader, period="2021", as_of="2022-01-01").dicts()
        failing = {row["posting_id"] for row in rows if row["counts"] and row["posting_type"] == kind}
        figure = next(row for row in ask("posting_compliance", leader, period="2021", by="posting_type", as_of="2022-01-01").dicts()
                      if row["group_key"] == kind)
        assert len(failing) == figure["ended"] - figure["compliant"] > 0


def test_scope_of_the_viewer(posting, defects):
    posting("审核公示", "2021-06-10", "2021-06-11")
    assert defects(Viewer("甲", "town", region=TOWN)) != []
    assert defects(Viewer("甲", "town", region="640202100")) == [] == defects(Viewer("乙", "inspector", contractor="C1"))

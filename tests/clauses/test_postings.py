"""Case postings (choices.md E5; rules.md K2, K3): given postings -> full days, elements, privacy."""

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
def figures(leader):
    """group_key -> (ended, full_days, four_elements, no_privacy_issue, compliant, compliant_pct)."""
    def asked(by="posting_type", viewer=leader, period="2021", **given):
        return {row[0]: row[2:8] for row in ask("posting_compliance", viewer, period=period, by=by, **given).rows}
    return asked


@pytest.mark.parametrize(("kind", "start", "end", "full"), [
    ("审核公示", "2021-06-10", "2021-06-17", 1),   # seven calendar days after the posting day
    ("审核公示", "2021-06-10", "2021-06-16", 0),
    ("审批公示", "2021-06-10", "2021-06-22", 1),   # 14 June was a holiday
    ("审批公示", "2021-06-10", "2021-06-21", 0),
    ("审批公示", "2021-04-23", "2021-05-06", 1),   # 25 April was a make-up day
])
def test_days_are_counted_from_the_day_after_the_posting(posting, figures, kind, start, end, full):
    posting(kind, start, end)
    assert figures()[kind][:2] == (1, full)


@pytest.mark.parametrize(("kind", "end", "found", "restored", "full"), [
    ("审核公示", "2021-06-17", "2021-06-12", "2021-06-13", 0),
    ("审核公示", "2021-06-18", "2021-06-12", "2021-06-13", 1),
    ("审核公示", "2021-06-17", "2021-06-12", "2021-06-12", 1),   # the day it is restored hangs
    ("审核公示", "2021-06-17", "2021-06-10", "2021-06-11", 1),   # the posting day itself is never counted
    ("审核公示", "2021-06-18", "2021-06-18", None, 1),           # not restored: lost until the end
    ("审核公示", "2021-06-18", "2021-06-17", None, 0),
    ("审核公示", "2021-06-17", "2021-06-18", None, 1),           # damaged after its end
    ("审批公示", "2021-06-22", "2021-06-12", "2021-06-15", 1),   # only days off work were lost
    ("审批公示", "2021-06-22", "2021-06-15", "2021-06-16", 0),
    ("审批公示", "2021-06-23", "2021-06-15", "2021-06-16", 1),
])
def test_lost_days_lengthen_a_posting(posting, figures, kind, end, found, restored, full):
    posting(kind, "2021-06-10", end, damage_found_date=found, restored_date=restored)
    assert figures()[kind][1] == full


def test_elements_and_privacy(posting, figures):
    posting("审核公示", "2021-06-01", "2021-06-30")
    posting("审核公示", "2021-06-01", "2021-06-30", seal_ok=None)
    posting("审核公示", "2021-06-01", "2021-06-30", privacy_issue=None)
    posting("审核公示", "2021-06-01", "2021-06-30", privacy_issue="电话", show_type=False)
    assert figures() == {"审核公示": (4, 4, 2, 2, 1, 25.0)}


def test_only_case_postings_that_ended_in_the_period_enter(posting, figures):
    posting("审核公示", "2021-06-01", "2021-06-30")
    posting("审核公示", "2021-06-01", "2021-07-01")
    posting("长期公示", "2021-06-01", "2021-06-30")
    posting("申请公示(一榜)", "2021-06-01", "2021-06-30")
    posting("审批公示", "2021-06-01", None)
    assert {key: row[0] for key, row in figures(period="2021-06").items()} == {"审核公示": 1}
    assert figures(as_of="2021-06-29") == {}


def test_groups_and_scope_of_the_viewer(given, posting, figures):
    given("villages", village_code="640202100001", village_name="村", town_code="640202100")
    posting("审核公示", "2021-06-01", "2021-06-30")
    posting("审批公示", "2021-06-01", "2021-06-30", village_code="640202100001")
    assert figures("town").keys() == {TOWN, "640202100"}
    assert figures("county")["640202"][0] == 2
    assert figures("county", Viewer("甲", "town", region=TOWN))["640202"][0] == 1
    assert figures("county", Viewer("乙", "inspector", contractor="C1")) == {}

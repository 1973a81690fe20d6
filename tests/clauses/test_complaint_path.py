"""The way of a complaint (rules.md C.20, complaint-ledger-q): days of each step, due day, ageing, and nobody his own judge."""

import pytest

from data import look
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
FRIDAY, MONDAY = "2021-03-05", "2021-03-08"


@pytest.fixture
def complaint(given, units):
    def put(number, **cells):
        given("complaints", **{"complaint_id": number, "receive_date": "2021-03-01", "town_code": TOWN, "channel": "电话"} | cells)
    return put


@pytest.fixture
def path(leader):
    def asked(viewer=leader, as_of="2021-12-31", period="2021", **given):
        return {row["complaint_id"]: row for row in ask("complaint_path", viewer, period=period, as_of=as_of, **given).dicts()}
    return asked


def test_days_of_each_step_run_from_the_last_step_that_has_a_date(complaint, path):
    complaint("A", transfer_date="2021-03-03", verify_date="2021-03-10", reply_date="2021-03-11", closed_date="2021-03-15")
    complaint("B", reply_date="2021-03-09", closed_date="2021-03-09")
    complaint("C", verify_date="2021-03-10", reply_date="2021-03-08")
    complaint("D")
    found = path()
    steps = ("transfer_days", "verify_days", "reply_days", "close_days", "days_to_reply")
    assert [tuple(found[one][name] for name in steps) for one in "ABCD"] == [
        (2, 7, 1, 4, 10), (None, None, 8, 0, 8), (None, 9, -2, None, 7), (None,) * 5]
    assert tuple(path(as_of="2021-03-10")["A"][name] for name in steps) == (2, 7, None, None, None)  # what came later is unknown


@pytest.mark.parametrize(("cells", "as_of", "state", "late", "left"), [
    ({"due_date": FRIDAY}, FRIDAY, "临期", 0, 0),  # on the due day nothing is late
    ({"due_date": FRIDAY}, "2021-03-06", "超期未结", 0, 0),  # a Saturday is late, by no working day yet
    ({"due_date": FRIDAY}, MONDAY, "超期未结", 1, -1),
    ({"due_date": FRIDAY}, "2021-03-01", "临期", 0, 4),
    ({"due_date": "2021-03-09"}, "2021-03-01", "办理中", 0, 6),
    ({"due_date": FRIDAY, "closed_date": MONDAY}, "2021-12-31", "逾期办结", 1, None),
    ({"due_date": FRIDAY, "closed_date": FRIDAY}, "2021-12-31", "按期办结", 0, None),
    ({"due_date": FRIDAY, "closed_date": MONDAY}, FRIDAY, "临期", 0, 0),  # its closing is not known yet
    ({"closed_date": MONDAY}, "2021-12-31", "已办结", None, None),
    ({}, "2021-12-31", "未写明期限", None, None),
])
def test_state_and_working_days(complaint, path, cells, as_of, state, late, left):
    complaint("A", **cells)
    row = path(as_of=as_of)["A"]
    assert (row["state"], row["working_days_late"], row["working_days_left"]) == (state, late, left)
    overdue = ask("complaints", Viewer("局长", "leader"), period="2021", by="county", as_of=as_of).dicts()[0]["overdue"]
    assert overdue == (state in ("超期未结", "逾期办结"))  # the headline figure and the list never differ


def test_without_a_due_day_the_profile_s_limit_counts_once_it_has_one(complaint, path, confirm, leader):
    complaint("A", register_date="2021-03-02")
    assert path()["A"]["due_date"] is None
    confirm(complaint_reply_wd=3)
    row = path(as_of=MONDAY)["A"]
    assert (str(row["due_date"]), row["due_by_policy"], row["working_days_late"]) == (FRIDAY, True, 1)
    assert ask("complaints", leader, period="2021", by="county", as_of=MONDAY).dicts()[0]["overdue"] == 1


@pytest.mark.parametrize(("cells", "own"), [
    ({"target_type": "乡镇街道", "handler_unit": TOWN}, True), ({"target_type": "乡镇街道", "handler_unit": "640202M01"}, False),
    ({"target_type": "村社区", "handler_unit": TOWN}, False),  # the town examines its village
    ({"target_type": "局机关", "handler_unit": "640202M01"}, True), ({"target_type": "局机关", "handler_unit": TOWN}, False),
    ({"target_type": "承接主体", "contractor_code": "C1", "handler_unit": "C1"}, True),
    ({"target_type": "核查员", "contractor_code": "C1", "handler_unit": "C1"}, True),
    ({"target_type": "承接主体", "contractor_code": "C1", "handler_unit": "640202M01"}, False),
    ({"target_type": "救助对象", "handler_unit": TOWN}, False), ({"handler_unit": TOWN}, False), ({"target_type": "乡镇街道"}, False),
])
def test_nobody_handles_a_complaint_about_himself(complaint, path, cells, own):
    complaint("A", **cells)
    assert path()["A"]["self_handled"] is own


def test_a_contractor_that_registers_a_complaint_about_itself_is_shown(complaint, path):
    complaint("A", target_type="承接主体", contractor_code="C1", receive_unit="C1", handler_unit="640202M01")
    row = path()["A"]
    assert (row["self_registered"], row["self_handled"], row["receive_name"]) == (True, False, "安和")


def test_who_sees_which_and_who_is_complained_of_not_by_whom(complaint, path):
    complaint("A", contractor_code="C1", content="***", complainant="王*")
    complaint("B", town_code="640202100")
    complaint("C", town_code=None)
    assert set(path(Viewer("甲", "town", region=TOWN))) == {"A"} and set(path()) == {"A", "B", "C"}
    assert set(path(region="640202100")) == {"B"} and set(path(contractor="C1")) == {"A"} and set(path(complaint="C", period="2020")) == {"C"}
    own = path(Viewer("丙", "panel", contractor="C1"))
    assert set(own) == {"A"} and own["A"]["content"] is None and own["A"]["complainant"] is None
    with pytest.raises(Refused):
        path(Viewer("检", "inspector"))


def test_rates_have_garwood_s_interval_and_few_cases_are_flagged(given, complaint, leader):
    for number in range(50):
        given("cases", case_no=f"S{number}", village_code=TOWN + "001", town_code=TOWN)
        given("investigations", inv_id=f"V{number}", case_no=f"S{number}", contractor_code="C1", visit_result="已入户", visit_date="2021-02-01")
    for number in range(20):
        complaint(f"X{number}", contractor_code="C1" if number else None, verify_result="属实" if number < 5 else "不属实", due_date=FRIDAY,
                  reply_date=FRIDAY if number % 2 else MONDAY)
    row = ask("complaint_rates", leader, period="2021", by="county", as_of="2021-12-31").dicts()[0]
    assert (row["received"], row["visited"], row["per_1000_visits"], row["few"]) == (20, 50, 400, False)
    assert (row["per_1000_low"], row["per_1000_high"]) == (pytest.approx(20 * 12.21652), pytest.approx(20 * 30.88838))  # Garwood's table, 20 cases
    assert (row["verified"], row["substantiated_pct"], row["reply_due"], row["on_time_pct"]) == (20, 25, 20, 50)
    assert row["substantiated_low"] < 25 < row["substantiated_high"] and row["on_time_low"] < 50 < row["on_time_high"]
    named = {one["group_key"]: one for one in ask("complaint_rates", leader, period="2021", by="contractor", as_of="2021-12-31").dicts()}
    assert named["C1"]["few"] and named[None]["per_1000_low"] is None
    plain = ask("complaints", leader, period="2021", by="county", as_of="2021-12-31").dicts()[0]
    assert all(plain[name] == row[name] for name in ("received", "verified", "substantiated", "substantiated_pct", "per_1000_visits"))


def test_no_case_has_a_lower_bound_of_none():
    from queries.poisson import high, low
    assert low(0) == 0 and high(0) == pytest.approx(3.688879)


@pytest.fixture
def sealed(store, units):
    """A complaint with a name and a text, as an import stores them."""
    from data.entry import enter
    with store.writing("录入", "complaint") as cursor:
        enter(cursor, "录入", "complaints", [{"complaint_id": "A", "receive_date": "2021-03-01", "complainant": "王建国", "content": "走访时态度生硬",
                                             "town_code": TOWN, "contractor_code": "C1"}])


def looks(store):
    with store.reading() as cursor:
        return cursor.execute("select who, detail from audit where what = 'looked'").fetchall()


def test_the_text_is_opened_by_right_with_a_purpose_and_logged(store, sealed):
    panel = Viewer("组员", "panel")
    with pytest.raises(Refused, match="目的"):
        look.complaint(panel, "A", "  ")
    assert looks(store) == []
    assert look.complaint(panel, "A", "核实投诉 13800001234") == {"complainant": "王建国", "content": "走访时态度生硬"}
    (who, said), = looks(store)
    assert who == "组员" and "核实投诉 ***" in said and '"A"' in said and "王建国" not in said


@pytest.mark.parametrize("who", [Viewer("局长", "leader"), Viewer("镇", "town", region=TOWN), Viewer("承", "panel", contractor="C1"),
                                 Viewer("外", "panel", region="640203")])
def test_the_text_stays_shut_for_the_others(sealed, who):
    with pytest.raises(Refused):
        look.complaint(who, "A", "核实投诉")

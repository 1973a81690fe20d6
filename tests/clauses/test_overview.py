"""总览 (spec.md 4): every headline figure is that of its own page, and so are the period before and the one of last year."""

from decimal import Decimal

import pytest
from visit_ledger import CONTRACTOR as A
from visit_ledger import OTHER_CONTRACTOR, TOWN

from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

LEADER = Viewer(name="局长", role="leader")
AS_OF = "2022-06-30"


def figures(period="2021H2", as_of=AS_OF, viewer=LEADER, **given):
    """measure (or measure and contractor) -> row."""
    rows = ask("overview", viewer, period=period, as_of=as_of, **given).dicts()
    return {row["measure"] if row["subject"] is None else (row["measure"], row["subject"]): row for row in rows}


@pytest.fixture
def visited(ledger):
    """Re-checked visits in four half-years: 2020H2 36 of 40 right, 2021H1 20 of 20, 2021H2 30 of 40."""
    for day, count, wrong in (("2020-08-10", 40, 4), ("2021-05-10", 20, 0), ("2021-12-10", 40, 10)):
        ledger.many(count, wrong, day=day)
    return ledger


def test_accuracy_is_the_accuracy_page(visited):
    one, [page] = figures()["accuracy"], visited.ask(period="2021H2", as_of=AS_OF, by="county")
    for name, theirs in {"value": "accuracy_pct", "n": "rechecked", "part": "accurate", "ci_low": "ci_low_pct", "ci_high": "ci_high_pct",
                         "target": "target_pct", "verdict": "verdict"}.items():
        assert one[name] == page[theirs], name
    assert figures()["item_accuracy"]["value"] == page["item_accuracy_pct"]
    assert figures()["recheck_share"]["value"] == page["recheck_pct"] and figures()["recheck_share"]["n"] == page["visited"]


def test_before_and_last_year_are_the_same_question_of_those_days(visited):
    one = figures()["accuracy"]
    assert (one["value"], one["previous"], one["same_period_last_year"]) == (75.0, 100.0, 90.0)
    before = figures("2021H1")["accuracy"]
    assert (one["previous_low"], one["previous_high"]) == (before["ci_low"], before["ci_high"])
    assert before["previous"] == 90.0 and before["same_period_last_year"] is None
    assert figures("2020H2")["accuracy"]["previous"] is None


@pytest.mark.parametrize(("period", "previous", "last_year"), [
    ("2021", 90.0, 90.0), ("2021Q4", None, None), ("2021-12", None, None), ("2021-05-11..2022-05-10", 60 / 60 * 100 - 4 / 60 * 100, None),
    ("2021-12-10..2021-12-10", None, None),
])
def test_windows_of_any_length(visited, period, previous, last_year):
    one = figures(period)["accuracy"]
    assert one["previous"] == (pytest.approx(previous) if previous is not None else None)
    assert period.startswith("2021-05") or one["same_period_last_year"] == last_year


def test_small_samples_and_no_visits(ledger):
    ledger.many(29, 0, day="2021-12-10")
    assert figures()["accuracy"]["verdict"] == "样本不足"
    assert "accuracy" not in figures("2019")


def test_coverage_is_that_of_the_quarter_at_the_end(village, inspection):
    for number in range(1, 5):
        village(f"{TOWN}{number:03}")
    inspection("2021-08-10", f"{TOWN}001")
    for number in (1, 2, 3):
        inspection("2021-11-10", f"{TOWN}{number:03}")
    one = figures()["coverage"]
    [page] = ask("publicity_coverage", LEADER, period="2021Q4", as_of=AS_OF, by="county").dicts()
    assert (one["value"], one["n"], one["verdict"]) == (page["coverage_pct"], page["villages"], page["verdict"]) == (75.0, 4, "未达标")
    assert figures()["photo_sets"]["value"] == page["photo_set_pct"] == 0.0
    assert one["previous"] == 25.0 and one["same_period_last_year"] is None  # no inspection is on record a year before
    assert str(one["first_day"]) == "2021-10-01" and str(one["last_day"]) == "2021-12-31"
    running = figures(as_of="2021-08-31")["coverage"]
    assert (running["verdict"], running["value"], running["previous"]) == ("进行中", 25.0, None)


def test_payments_are_those_of_the_payments_page(contract, pay):
    contract("1000000.00")
    contract("500000.00", "HT-2", OTHER_CONTRACTOR)
    pay(1, "2021-02-02", 300000)
    for day in (AS_OF, "2021-03-01"):
        summary = ask("payment_summary", LEADER, as_of=day).dicts()
        now = figures(as_of=day)
        assert now["overdue_amount"]["value"] == sum(row["overdue_amount"] for row in summary) == Decimal("150000.00")
        assert isinstance(now["overdue_amount"]["value"], Decimal) and now["overdue_amount"]["verdict"] == "逾期未拨"
        assert now["on_time"]["n"] == sum(row["tranches_due"] for row in summary) == 2
        assert now["on_time"]["value"] == 50.0
    assert "on_time" not in figures(as_of="2021-01-20")
    # half a year before 2021-06-30 nothing was due yet
    assert figures("2021H1", "2021-06-30")["on_time"]["previous"] is None
    assert figures("2021H2", "2022-01-31")["on_time"]["previous"] == 50.0


def test_satisfaction_is_the_last_valid_round(served_contract, round_, rounds, store):
    for number, score in ((1, 60), (2, 80), (3, 90)):
        round_(number, score, but={"640202M01": None} if number == 3 else None)
    with store.writing("test", "periods") as cursor:
        cursor.execute("update evaluations set period_start = make_date(2020 + round_no, 1, 1), period_end = make_date(2020 + round_no, 6, 30)")
    rows = rounds(as_of="2024-01-01")
    one = figures(as_of="2024-01-01")["satisfaction"]
    assert [row["valid"] for row in rows] == [True, True, False]
    assert one["value"] == rows[1]["score"] == 80.0 and one["previous"] == one["same_period_last_year"] == 60.0
    assert one["verdict"] is None and one["target"] is None  # nobody is judged by an unconfirmed bound


def test_satisfaction_by_contractor_and_with_a_confirmed_bound(served_contract, round_, confirm, given):
    round_(1, 60)
    given("contractors", contractor_code=OTHER_CONTRACTOR, contractor_name="惠民")
    served_contract("HT2", contractor_code=OTHER_CONTRACTOR)
    round_(1, 90, contract_no="HT2")
    round_(2, 80, contract_no="HT2")
    confirm(satisfaction_low=70)
    found = figures(as_of="2024-01-01")
    assert (found["satisfaction"]["value"], found["satisfaction"]["verdict"], found["satisfaction"]["target"]) == (70.0, "较低", 70.0)
    each = {key[1]: (row["value"], row["verdict"], row["previous"]) for key, row in found.items() if key[0] == "satisfaction"}
    assert each == {A: (60.0, "较低", None), OTHER_CONTRACTOR: (80.0, "达到", 90.0)}
    assert found["satisfaction"]["previous"] is None  # not every contractor had a round before


def test_forms_and_complaints_are_those_of_their_pages(visited, given):
    inv_id = visited.visit(day="2021-12-20")
    for number, level in enumerate(("满意", "非常满意", "不满意")):
        given("service_feedback", feedback_id=f"F{number}", inv_id=inv_id, level=level, respondent_relation="本人")
    for number, result in enumerate(("属实", "不属实", "部分属实", "无法核实")):
        given("complaints", complaint_id=f"T{number}", receive_date="2021-12-01", town_code=TOWN, verify_result=result, verify_date="2021-12-20")
    found = figures()
    forms = ask("service_feedback", LEADER, period="2021H2", as_of=AS_OF, by="contractor").dicts()
    assert found["service_satisfaction"]["part"] == sum(row["satisfied"] for row in forms) == 2 and found["service_satisfaction"]["n"] == 3
    [complaints] = ask("complaints", LEADER, period="2021H2", as_of=AS_OF, by="county").dicts()
    assert found["substantiated"]["value"] == complaints["substantiated_pct"] and found["substantiated"]["n"] == 3


def test_a_viewer_sees_only_his_scope(visited, contract, pay, village, inspection):
    village(f"{TOWN}001")
    inspection("2021-11-10", f"{TOWN}001")
    contract("1000000.00")
    town = figures(viewer=Viewer("镇", "leader", region=TOWN))
    assert "on_time" not in town and "satisfaction" not in town and town["coverage"]["n"] == 1
    firm = figures(viewer=Viewer("某家", "panel", contractor=OTHER_CONTRACTOR))
    assert not {"accuracy", "coverage", "on_time", "satisfaction"} & firm.keys()
    own = figures(viewer=Viewer("某家", "panel", contractor=A))
    assert own["accuracy"]["n"] == 40 and "coverage" not in own
    assert "accuracy" not in figures(region="640202009") and figures(region=TOWN)["accuracy"]["n"] == 40
    with pytest.raises(Refused):
        ask("overview", Viewer("检查员", "inspector"), period="2021")

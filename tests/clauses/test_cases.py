"""The rows behind the figures: re-checked cases agree with the rate, items, villages, units and transactions keep to the viewer's scope."""

import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, VisitLedger

from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

LEADER = Viewer(name="局长", role="leader")
TOWN_CLERK = Viewer(name="镇", role="town", region=OTHER_TOWN)


@pytest.fixture
def ledger(given, store):
    return VisitLedger(given, store)


def cases(ledger, **more):
    return {row["inv_id"]: row for row in ledger.ask("recheck_cases", **more)}


def test_a_case_is_what_the_rate_counts_it_as(ledger):
    right, wrong = ledger.rechecked(), ledger.rechecked(wrong=True)
    pending, own = ledger.visit(), ledger.visit()
    ledger.recheck(pending, objection="有-待定")
    ledger.recheck(own, checkers=("01001",))
    targeted = ledger.rechecked(sample="重点")
    found = cases(ledger)
    assert {key: row["outcome"] for key, row in found.items()} == {
        right: "准确", wrong: "有差错", pending: "待定", own: "不计入", targeted: "不计入",
    }  # fmt: skip
    total = ledger.total()
    assert total["rechecked"] == 2 and total["accurate"] == 1 and total["pending"] == 1
    assert found[own]["why_not"].startswith("不独立") and found[targeted]["why_not"] == "非随机样本" and found[right]["why_not"] is None


def test_the_wrong_items_are_named_the_critical_ones_first(ledger):
    inv_id = ledger.visit()
    ledger.recheck(inv_id, 实际生活="不一致", 家庭收入="不一致", 户籍="一致", 家庭财产="情况变化")
    row = cases(ledger)[inv_id]
    assert (row["items"], row["items_wrong"], row["wrong_items"]) == (3, 2, "家庭收入、实际生活")


def test_a_visit_stands_once_with_the_recheck_that_counts(ledger):
    inv_id = ledger.visit()
    ledger.recheck(inv_id, day="2021-06-01", 户籍="不一致")
    ledger.recheck(inv_id, day="2021-07-01", confirmed=False)
    assert len(cases(ledger)) == 1 and cases(ledger)[inv_id]["outcome"] == "有差错"


def test_a_recheck_after_the_day_does_not_exist(ledger):
    ledger.recheck(ledger.visit(), day="2021-06-02")
    assert not cases(ledger, as_of="2021-06-01") and len(cases(ledger, as_of="2021-06-02")) == 1


@pytest.mark.parametrize("viewer,seen", [(LEADER, 2), (TOWN_CLERK, 1), (Viewer(name="甲", role="panel", contractor=OTHER_CONTRACTOR), 1)])
def test_cases_and_their_items_keep_to_the_scope(ledger, viewer, seen):
    checks = [ledger.recheck(ledger.visit(contractor=CONTRACTOR)), ledger.recheck(ledger.visit(town=OTHER_TOWN, contractor=OTHER_CONTRACTOR))]
    assert len(ledger.ask("recheck_cases", viewer=viewer)) == seen
    assert sum(len(ask("accuracy_items", viewer, check=check).rows) for check in checks) == seen


def test_the_grid_has_eight_quarters_and_closes_each_the_day_after(village, inspection):
    village()
    inspection("2021-02-10")
    rows = ask("publicity_grid", LEADER, period="2021Q2", as_of="2021-06-30").dicts()
    assert [(row["quarter"], row["inspections"], row["closed"]) for row in rows] == [
        ("2019Q3", 0, True), ("2019Q4", 0, True), ("2020Q1", 0, True), ("2020Q2", 0, True),
        ("2020Q3", 0, True), ("2020Q4", 0, True), ("2021Q1", 1, True), ("2021Q2", 0, False),
    ]  # fmt: skip
    assert not ask("publicity_grid", TOWN_CLERK, period="2021Q2", as_of="2021-06-30").rows


def test_a_village_lists_also_what_does_not_count(village, inspection):
    village()
    inspection("2021-02-10", mode="电话")
    [row] = ask("village_inspections", LEADER, village="640202001001", as_of="2021-06-30").dicts()
    assert row["counts"] is False
    assert not ask("village_inspections", LEADER, village="640202001001", as_of="2021-02-09").rows
    assert not ask("village_inspections", TOWN_CLERK, village="640202001001", as_of="2021-06-30").rows


@pytest.mark.parametrize("question", ["payment_transactions", "satisfaction_units"])
def test_money_and_scores_are_the_countys_matter(store, question):
    asked = {"evaluation": "PG1"} if question == "satisfaction_units" else {}
    with pytest.raises(Refused):
        ask(question, TOWN_CLERK, **asked)

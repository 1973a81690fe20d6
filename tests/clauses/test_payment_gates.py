"""Staged payments (choices.md F3, F5, I6): given contract, evaluations, payments -> gated tranches, scope, summary."""

import pytest

from data.viewer import Viewer
from queries import ask

A, B = "52640202MJ00000001", "52640202MJ00000002"
EFFECTIVE, PASSED = "2021-01-12", "2021-06-25"    # tranche 2 is due on 2021-07-16
PAID, BACK = "成功", "退回"


# --- the gate of the second and third tranche (F3, I6) ---------------------------------------------

def test_without_an_evaluation_the_condition_is_not_met(contract, tranche):
    contract()
    row = tranche(2, "2021-08-01")
    assert (row["status"], row["trigger_date"], row["due_date"], row["working_days_late"]) == ("未到条件", None, None, None)


@pytest.mark.parametrize("passed", ["待定", None])
def test_an_open_result_is_no_hold(contract, evaluate, tranche, passed):
    contract()
    evaluate("中期评估", PASSED, passed)
    assert tranche(2, "2021-08-01")["status"] == "未到条件"


def test_a_failed_evaluation_holds_and_a_later_pass_starts_the_clock(contract, evaluate, tranche):
    contract(links=(None, "PG-failed", None))
    evaluate("中期评估", "2021-05-12", "不合格", eval_id="PG-failed")
    evaluate("中期评估", PASSED)
    assert tranche(2, "2021-05-11")["status"] == "未到条件"
    assert tranche(2, "2021-05-12")["status"] == "暂缓"
    row = tranche(2, PASSED)
    assert (row["status"], row["trigger_date"], row["due_date"]) == ("待拨付", PASSED, "2021-07-16")


def test_a_fail_after_the_pass_holds_nothing(contract, evaluate, tranche):
    contract()
    evaluate("中期评估", PASSED)
    evaluate("中期评估", "2021-07-01", "不合格")
    evaluate("中期评估", "2021-07-05")
    row = tranche(2, "2021-07-06")
    assert (row["status"], row["trigger_date"]) == ("待拨付", PASSED)


def test_only_the_evaluation_of_the_condition_opens_the_tranche(contract, evaluate, tranche):
    contract()
    contract(number="HT-2", contractor=B)
    evaluate("末期评估", PASSED)
    evaluate("满意度评估", PASSED)
    evaluate("绩效评价", PASSED)
    evaluate("中期评估", PASSED, number="HT-2")
    assert tranche(2, "2021-07-01")["status"] == "未到条件"
    assert tranche(3, "2021-07-01")["trigger_date"] == PASSED


def test_a_linked_performance_evaluation_opens_it_and_another_contracts_does_not(contract, evaluate, tranche):
    contract(links=(None, "PG-A", "PG-B"))
    evaluate("绩效评价", PASSED, eval_id="PG-A")
    evaluate("末期评估", PASSED, eval_id="PG-B", number="HT-9")
    assert tranche(2, "2021-07-01")["trigger_date"] == PASSED
    assert tranche(3, "2021-07-01")["trigger_date"] is None


@pytest.mark.parametrize(("payments", "as_of", "status", "net"), [
    ([(PASSED, 192000, PAID)], "2021-08-01", "按期拨付", "192000.00"),             # on the gate day is after it
    ([("2021-06-24", 192000, PAID)], "2021-08-01", "未评先拨", "192000.00"),
    ([("2021-06-24", 0.01, PAID)], "2021-08-01", "未评先拨", "0.01"),
    ([("2021-06-01", 192000, PAID)], "2021-06-01", "未评先拨", "192000.00"),       # no gate at all yet
    ([("2021-06-01", 192000, PAID), ("2021-06-10", -192000, BACK)], "2021-06-20", "未到条件", "0.00"),
    ([("2021-06-01", 192000, PAID), ("2021-06-10", -192000, BACK), ("2021-07-01", 192000, PAID)],
     "2021-08-01", "按期拨付", "192000.00"),
    # refunded after the gate opened: not healed
    ([("2021-06-01", 192000, PAID), ("2021-06-28", -192000, BACK), ("2021-07-01", 192000, PAID)],
     "2021-08-01", "未评先拨", "192000.00"),
    ([("2021-06-01", 192000, PAID), ("2021-06-28", -192000, BACK)], "2021-08-01", "未评先拨", "0.00"),
    ([("2021-06-24", 200000, PAID)], "2021-08-01", "未评先拨", "200000.00"),       # wins over 超拨
    ([("2021-06-24", 192000, "在途")], "2021-06-25", "待拨付", "0.00"),
])
def test_paid_before_the_gate(contract, evaluate, pay, tranche, payments, as_of, status, net):
    contract()
    evaluate("中期评估", PASSED)
    for day, amount, state in payments:
        pay(2, day, amount, state)
    row = tranche(2, as_of)
    assert (row["status"], row["net_paid"]) == (status, net)


# --- who sees what, and what is listed -------------------------------------------------------------

def test_a_contract_without_ledger_rows_is_still_watched(given, tranche):
    given("contracts", contract_no="HT-1", contractor_code=A, effective_date=EFFECTIVE, total_amount=100)
    assert [tranche(no, "2021-03-01")["status"] for no in (1, 2, 3)] == ["逾期未拨", "未到条件", "未到条件"]


@pytest.mark.parametrize(("scope", "seen"), [
    ({}, {A, B}), ({"region": "640202"}, {A, B}), ({"region": "640202001"}, set()), ({"contractor": B}, {B}),
    ({"contractor": "52640202MJ00000009"}, set()),
])
def test_a_viewer_sees_the_contracts_of_the_scope(contract, pay, scope, seen):
    contract()
    contract(number="HT-2", contractor=B)
    pay(1, "2021-02-01", 192000, number="HT-2")
    viewer = Viewer(name="某人", role="finance", **scope)
    for question in ("payment_tranches", "payment_summary"):
        rows = ask(question, viewer, as_of="2021-03-01").plain()
        assert {row["contractor_code"] for row in rows} == seen


# --- the summary (F5) --------------------------------------------------------------------------------

def summary(viewer, as_of, number="HT-1"):
    row = ask("payment_summary", viewer, as_of=as_of, contract=number).plain()[0]
    columns = ("net_paid", "progress_pct", "tranches_due", "tranches_on_time", "on_time_pct", "overdue_amount")
    return tuple(row[name] for name in columns)


def test_summary_before_anything_is_due(contract, leader):
    contract()
    assert summary(leader, "2021-02-02") == ("0.00", 0, 0, 0, None, "0.00")       # on the due day it is not yet due
    assert summary(leader, "2021-02-03") == ("0.00", 0, 1, 0, 0, "192000.00")


def test_summary_counts_on_time_and_what_is_owed(contract, evaluate, pay, leader):
    contract("856000.00", adjusted="900000.00", deductions=(0, 0, 20000))
    evaluate("中期评估", PASSED)
    evaluate("末期评估", "2022-01-12")            # due 2022-01-26
    pay(1, "2021-02-02", 256800)
    pay(2, "2021-06-24", 256800)                  # before the gate: in time, and yet not 按期
    pay(3, "2022-01-19", 316400)
    net, progress, due, on_time, share, owed = summary(leader, "2022-02-28")
    assert (net, due, on_time, owed) == ("830000.00", 3, 1, "50000.00")
    assert progress == pytest.approx(100 * 830000 / 900000) and share == pytest.approx(100 / 3)


def test_an_over_payment_pays_no_other_tranche(contract, evaluate, pay, leader):
    contract()
    evaluate("中期评估", PASSED)
    pay(1, "2021-02-01", 384000)
    assert summary(leader, "2021-12-31")[2:] == (2, 1, 50, "192000.00")


def test_another_profile_value_moves_the_due_day(contract, confirm, tranche):
    """No number of the regulation stands in SQL."""
    contract()
    confirm(tranche_1_limit_wd=10, tranche_1_pct=50, near_due_1_wd=1)
    row = tranche(1, "2021-01-25")
    assert (row["planned_amount"], row["due_date"], row["status"]) == ("320000.00", "2021-01-26", "临期")
    assert tranche(3, "2021-01-25")["planned_amount"] == "128000.00"

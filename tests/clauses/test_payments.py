"""Staged payments (rules.md E.4; choices.md F, H, I6): given contract and payments -> planned amount and first tranche."""

import pytest

# --- what is planned (F1, H3, H4) ---------------------------------------------------------------

@pytest.mark.parametrize(("total", "adjusted", "deductions", "planned"), [
    ("1000000.01", None, (0, 0, 0), ("300000.00", "300000.00", "400000.01")),
    ("1000000.01", None, (0, 0, 20000), ("300000.00", "300000.00", "380000.01")),
    ("856000.00", "900000.00", (0, 0, 20000), ("256800.00", "256800.00", "366400.00")),   # amendment and deduction into the rest
    ("640000.00", None, (0, 5000, 1000), ("192000.00", "192000.00", "250000.00")),        # all deductions leave the last
    ("98000.15", None, (0, 0, 0), ("29400.05", "29400.05", "39200.05")),                  # 29,400.045: half a cent rounds up
    ("0.05", None, (0, 0, 0), ("0.02", "0.02", "0.01")),
    ("999999999999.99", None, (0, 0, 0), ("300000000000.00", "300000000000.00", "399999999999.99")),
])
def test_planned_amounts_add_up_to_the_contract(contract, tranche, total, adjusted, deductions, planned):
    contract(total, adjusted=adjusted, deductions=deductions)
    assert tuple(tranche(no, "2021-01-31")["planned_amount"] for no in (1, 2, 3)) == planned


def test_the_planned_amount_is_computed_and_never_read(contract, tranche):
    contract("640000.00")    # the ledger says 1 yuan
    assert tranche(1, "2021-01-31")["planned_amount"] == "192000.00"


# --- the first tranche: contract in effect, 15 working days --------------------------------------

@pytest.mark.parametrize(("payments", "as_of", "status", "paid_date", "late"), [
    ([], "2021-01-11", "未到条件", None, None),                                 # not yet effective
    ([], "2021-01-25", "待拨付", None, 0),                                      # six working days left
    ([], "2021-01-26", "临期", None, 0),                                        # five
    ([], "2021-02-02", "临期", None, 0),                                        # the due day itself
    ([], "2021-02-03", "逾期未拨", None, 1),
    ([("2021-02-02", 192000)], "2021-02-03", "按期拨付", "2021-02-02", 0),      # paid on the due day
    ([("2021-02-05", 192000)], "2021-02-04", "逾期未拨", None, 2),              # a later payment does not exist yet (B5)
    ([("2021-02-05", 192000)], "2021-06-01", "逾期拨付", "2021-02-05", 3),
    ([("2021-01-20", 191999.99)], "2021-01-21", "部分拨付", None, 0),
    ([("2021-01-20", 191999.99)], "2021-02-05", "部分拨付", None, 3),           # part paid wins over overdue
    ([("2021-01-20", 100000), ("2021-02-01", 92000)], "2021-03-01", "按期拨付", "2021-02-01", 0),
    ([("2021-01-20", 192000.01)], "2021-03-01", "超拨", "2021-01-20", 0),
    ([("2021-01-05", 192000)], "2021-01-06", "按期拨付", "2021-01-05", None),   # in full before it takes effect: no due date (I6)
    ([("2021-02-28", 192000.01)], "2021-03-01", "超拨", "2021-02-28", 15),      # over-paid wins over late
])
def test_the_first_tranche(contract, pay, tranche, payments, as_of, status, paid_date, late):
    contract()
    for day, amount in payments:
        pay(1, day, amount)
    row = tranche(1, as_of)
    assert (row["status"], row["paid_date"], row["working_days_late"]) == (status, paid_date, late)


def test_check_value_of_the_clause(contract, tranche):
    contract(effective="2019-04-12")
    row = tranche(1, "2019-04-12")
    assert (row["trigger_date"], row["due_date"], row["provisional"]) == ("2019-04-12", "2019-05-06", False)


def test_days_left_of_the_last_tranche_are_three(contract, evaluate, tranche):
    contract()
    evaluate("末期评估", "2022-02-14")     # due 2022-02-28
    assert [tranche(3, day)["status"] for day in ("2022-02-22", "2022-02-23", "2022-02-28", "2022-03-01")] == [
        "待拨付", "临期", "临期", "逾期未拨"]
    assert [tranche(3, day)["working_days_left"] for day in ("2022-02-22", "2022-02-23", "2022-02-28")] == [4, 3, 0]


def test_beyond_the_last_notice_the_date_is_provisional(contract, tranche):
    contract(effective="2026-12-18")
    row = tranche(1, "2026-12-31")
    assert (row["due_date"], row["provisional"], row["status"]) == ("2027-01-08", True, "待拨付")
    assert tranche(2, "2026-12-31")["provisional"] is False    # no due date


# --- refunds, reversals, money on its way (F2) ---------------------------------------------------

PAID, BACK = "成功", "退回"


@pytest.mark.parametrize(("payments", "net", "status", "paid_date"), [
    ([("2021-01-19", 192000, PAID), ("2021-01-20", -192000, BACK), ("2021-01-28", 192000, PAID)],
     "192000.00", "按期拨付", "2021-01-28"),
    ([("2021-01-19", 192000, PAID), ("2021-02-20", 192000, BACK)], "0.00", "逾期未拨", None),       # a refund without a sign
    ([("2021-01-19", 192000, PAID), ("2021-02-20", -92000, "冲销")], "100000.00", "部分拨付", None),
    ([("2021-01-19", 202000, PAID), ("2021-02-20", -10000, PAID)], "192000.00", "按期拨付", "2021-01-19"),
    ([("2021-01-19", 192000, "在途")], "0.00", "逾期未拨", None),
    ([("2021-01-19", 192000, None)], "0.00", "逾期未拨", None),
    # the sum must stay there: paid, refunded, paid again late
    ([("2021-01-19", 192000, PAID), ("2021-02-01", -1, BACK), ("2021-02-10", 1, PAID)],
     "192000.00", "逾期拨付", "2021-02-10"),
    # paid and refunded on one day
    ([("2021-01-19", 192000, PAID), ("2021-01-19", -192000, BACK)], "0.00", "逾期未拨", None),
])
def test_net_paid(contract, pay, tranche, payments, net, status, paid_date):
    contract()
    for day, amount, state in payments:
        pay(1, day, amount, state)
    row = tranche(1, "2021-03-01")
    assert (row["net_paid"], row["status"], row["paid_date"]) == (net, status, paid_date)

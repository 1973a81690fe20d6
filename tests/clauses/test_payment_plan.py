"""How an amount comes about, when money is needed, who holds it, the second clock and the cap: given rows -> answers."""

from decimal import Decimal

import pytest

from data.viewer import Viewer
from queries import ask

A, B = "52640202MJ00000001", "52640202MJ00000002"


# --- the bridge: steps that add up to the cent ------------------------------------------------------

@pytest.mark.parametrize(("total", "adjusted", "deductions", "last"), [
    ("1000000.01", None, (0, 0, 20000), [("按比例", "400000.00"), ("尾差", "0.01"), ("合同变更", "0.00"), ("扣减", "-20000.00")]),
    ("856000.00", "900000.00", (0, 5000, 20000),
     [("按比例", "342400.00"), ("尾差", "0.00"), ("合同变更", "44000.00"), ("扣减", "-5000.00"), ("扣减", "-20000.00")]),
    ("98000.15", "90000.00", (0, 0, 0), [("按比例", "39200.06"), ("尾差", "-0.01"), ("合同变更", "-8000.15")]),    # half a cent up, twice
    ("0.05", None, (0, 0, 0), [("按比例", "0.02"), ("尾差", "-0.01"), ("合同变更", "0.00")]),
])
def test_the_steps_of_every_tranche_add_up_to_it(contract, leader, total, adjusted, deductions, last):
    contract(total, adjusted=adjusted, deductions=deductions)
    rows = ask("tranche_bridge", leader).dicts()
    for number in (1, 2, 3):
        mine = [row for row in rows if row["tranche_no"] == number]
        assert sum(row["amount"] for row in mine) == mine[0]["planned_amount"] == mine[-1]["running"]
    assert [(row["step"], f"{row['amount']:.2f}") for row in rows if row["tranche_no"] == 3] == last
    assert [row["pct"] for row in rows if row["step"] == "按比例"] == [30, 30, 40]


def test_the_rest_is_38_percent_after_a_deduction(contract, leader):
    contract("1000000.01", deductions=(0, 0, 20000))
    assert ask("tranche_bridge", leader).dicts()[-1]["of_total_pct"] == pytest.approx(38.0000006)


# --- the forecast -----------------------------------------------------------------------------------

@pytest.fixture
def forecast(leader):
    def asked(as_of, viewer=leader):
        return {row["month"]: row for row in ask("payment_forecast", viewer, as_of=as_of).dicts()}
    return asked


def figures(row):
    return tuple(f"{row[name]:.2f}" if isinstance(row[name], Decimal) else row[name] for name in (
        "due_amount", "due_n", "expected_amount", "expected_n", "overdue_amount", "overdue_n"))


def test_due_overdue_expected_and_without_a_day(contract, pay, evaluate, given, store, forecast):
    contract()
    with store.writing("test", "given") as cursor:
        cursor.execute("update contracts set end_date = date '2022-01-12'")
    contract(number="HT-2", contractor=B, effective="2021-02-20")            # no end date: nobody knows when
    pay(1, "2021-01-29", 92000)
    rows = forecast("2021-02-25")
    assert len(rows) == 13
    assert figures(rows["2021-02"]) == ("0.00", 0, "0.00", 0, "100000.00", 1)          # the rest of HT-1/1, due on 2 February
    assert figures(rows["2021-03"]) == ("192000.00", 1, "0.00", 0, "0.00", 0)          # HT-2/1
    assert figures(rows["2021-08"]) == ("0.00", 0, "192000.00", 1, "0.00", 0)          # HT-1/2: half of the term is 14 July
    assert figures(rows["2022-01"]) == ("0.00", 0, "256000.00", 1, "0.00", 0)          # HT-1/3: the end is 12 January
    assert figures(rows[None]) == ("0.00", 0, "448000.00", 2, "0.00", 0)
    evaluate("中期评估", "2021-02-24", "不合格")
    rows = forecast("2021-02-25")
    assert rows["2021-08"]["n"] == 0 and rows[None]["n"] == 3                          # on hold: no day
    assert sum(row["n"] for row in rows.values()) == 6


def test_an_expected_condition_never_lies_in_the_past(contract, store, forecast):
    contract()
    with store.writing("test", "given") as cursor:
        cursor.execute("update contracts set end_date = date '2021-12-31'")
    assert forecast("2022-03-01")["2022-03"]["expected_n"] == 2    # 15 and 10 working days from today


def test_dates_beyond_the_last_notice_are_counted_as_provisional(contract, forecast):
    contract(effective="2026-12-18")
    row = forecast("2026-12-20")["2027-01"]
    assert (row["n"], row["provisional_n"], f"{row['provisional_amount']:.2f}") == (1, 1, "192000.00")


# --- stages ------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("asked", "approved", "paid", "stage", "holder", "waiting", "slow"), [
    (None, None, None, "待申请", "民政局", 9, True),
    ("2021-01-14", None, None, "待审核", "财政部门", 7, True),
    ("2021-01-14", "2021-01-18", None, "待拨付", "财政部门", 5, False),
    ("2021-01-14", "2021-01-18", "2021-01-22", "已拨付", None, None, False),
    ("2021-01-14", "2021-01-26", None, "待审核", "财政部门", 7, True),       # approved after the day we look
    ("2021-01-14", "2021-01-22", "2021-01-25", "已拨付", None, None, True),  # six days in approval
])
def test_who_holds_the_money(contract, pay, store, leader, asked, approved, paid, stage, holder, waiting, slow):
    contract()
    with store.writing("test", "given") as cursor:
        cursor.execute("update payment_tranches set request_date = ?, finance_approve_date = ? where tranche_no = 1", [asked, approved])
    if paid:
        pay(1, paid, 192000)
    row, second, _ = ask("payment_stages", leader, as_of="2021-01-25").dicts()
    assert (row["stage"], row["holder"], row["waiting_wd"], row["slow"]) == (stage, holder, waiting, slow)
    assert (second["stage"], second["holder"], second["slow"]) == ("未到条件", None, None)


# --- the second clock ---------------------------------------------------------------------------------

@pytest.mark.parametrize(("sme", "effective", "as_of", "due", "last", "said"), [
    (True, "2025-09-20", "2025-10-20", "2025-10-20", "2025-11-19", "期限内"),       # 30 days, holidays or not
    (True, "2025-09-20", "2025-10-21", "2025-10-20", "2025-11-19", "超过一般期限"),
    (True, "2025-09-20", "2025-11-19", "2025-10-20", "2025-11-19", "超过一般期限"),
    (True, "2025-09-20", "2025-11-20", "2025-10-20", "2025-11-19", "超过最长期限"),
    (True, "2025-06-01", "2025-06-02", "2025-07-01", "2025-07-31", "期限内"),       # the first day
    (True, "2025-05-31", "2025-12-01", None, None, None),                            # before it is in force
    (False, "2025-09-20", "2025-10-21", None, None, None),
    (None, "2025-09-20", "2025-10-21", None, None, None),                            # blank is not 是
])
def test_the_clock_of_small_and_medium_contractors(contract, tranche, store, sme, effective, as_of, due, last, said):
    contract(effective=effective)
    with store.writing("test", "given") as cursor:
        cursor.execute("update contractors set is_sme = ?", [sme])
    store.refresh_policy()
    row = tranche(1, as_of)
    assert (row["sme_due_date"], row["sme_last_date"], row["sme_status"]) == (due, last, said)
    assert tranche(2, as_of)["sme_due_date"] is None    # its condition is not met


def test_the_second_clock_stops_with_the_payment(contract, tranche, pay, store):
    contract(effective="2025-09-20")
    with store.writing("test", "given") as cursor:
        cursor.execute("update contractors set is_sme = true")
    pay(1, "2025-10-17", 192000)    # one working day late by the contract, in time by the regulation
    row = tranche(1, "2026-03-01")
    assert (row["due_date"], row["status"], row["sme_status"]) == ("2025-10-16", "逾期拨付", "期限内")


# --- the cap -------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("total", "used", "room", "verdict"), [
    ("10000000.00", "200000.00", "0.00", "达标+"), ("10000000.00", "200000.01", "-0.01", "未达标"),
    ("10000000.00", "180000.00", "20000.00", "达标"), ("10000000.00", "180000.01", "19999.99", "关注"),
    ("10000000.49", "200000.01", "-0.01", "未达标"),    # the cap is 200,000.0098: its cents are cut
    ("10000000.00", "0.00", "200000.00", "达标"), (None, "5.00", None, None), ("100.00", None, None, None),
])
def test_the_cap_and_the_room_below_it(given, leader, total, used, room, verdict):
    given("fund_budget", year=2022, unit_code="640202M01", special_fund_total=total, purchase_from_fund=used, purchase_local="900000.00")
    row = ask("fund_cap", leader, as_of="2022-04-15").plain()[0]
    assert (row["room"], row["verdict"]) == (room, "关注" if verdict == "达标+" else verdict)    # 2 % itself is allowed, and near
    assert (row["cap_pct"], row["cap_state"]) == (2, "文件明确")


def test_where_the_profile_has_no_cap_nothing_is_judged(given, leader, silent):
    given("fund_budget", year=2022, unit_code="640202M01", special_fund_total="100.00", purchase_from_fund="90.00")
    silent("fund_cap_pct")
    row = ask("fund_cap", leader, as_of="2022-04-15").plain()[0]
    assert (row["cap_pct"], row["cap_state"], row["room"], row["verdict"]) == (None, "未规定", None, None)
    assert row["ratio_pct"] == 90


def test_a_budget_approved_later_or_of_a_later_year_does_not_exist_yet(given, leader):
    for year, approved in ((2021, None), (2022, "2022-05-01"), (2023, None)):
        given("fund_budget", year=year, unit_code="640202M01", special_fund_total="1.00", purchase_from_fund="0", approved_date=approved)
    assert [row["year"] for row in ask("fund_cap", leader, as_of="2022-04-15").dicts()] == [2021]


# --- scope -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("question", ["tranche_bridge", "payment_forecast", "payment_stages", "fund_cap"])
def test_a_town_sees_none_and_a_contractor_only_its_own(contract, given, question):
    contract()
    contract(number="HT-2", contractor=B)
    given("fund_budget", year=2021, unit_code="640202M01", special_fund_total="1.00", purchase_from_fund="0")
    given_day = {} if question == "tranche_bridge" else {"as_of": "2021-01-20"}
    town = ask(question, Viewer("镇", "finance", region="640202001"), **given_day).dicts()
    assert not town or (question == "payment_forecast" and sum(row["n"] for row in town) == 0)
    own = ask(question, Viewer("乙", "finance", contractor=B), **given_day).dicts()
    if question == "payment_forecast":
        assert sum(row["n"] for row in own) == 3
    elif question == "fund_cap":
        assert own == []
    else:
        assert {row["contract_no"] for row in own} == {"HT-2"}

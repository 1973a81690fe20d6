"""Payment in the app: each step reads the gate anew, another person approves, and nothing is ever paid twice."""

import datetime
import threading

import pytest

from data import database, payments
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

CASHIER, CHIEF = Viewer("会计", "finance"), Viewer("科长", "finance")
DAY = datetime.date(2021, 1, 20)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """``clock("2021-07-01")`` sets the bureau's day; it begins eight days after the contract took effect."""
    def to(day):
        monkeypatch.setattr(database, "now", lambda: datetime.datetime.fromisoformat(str(day) + " 09:00:00"))
    to(DAY)
    return to


def rows(store, sql):
    with store.reading() as cursor:
        return cursor.execute(sql).fetchall()


def paid(number="ZF-1", amount="192000.00", day=DAY, tranche=1):
    """All three steps; returns the application's number."""
    asked = payments.apply(CASHIER, "HT-1", tranche, amount)
    payments.approve(CHIEF, asked)
    payments.register(CASHIER, asked, number, day, "6222020200012345678")
    return asked


def test_from_application_to_the_ledger(contract, store, tranche):
    contract()
    number = paid()
    row = tranche(1, str(DAY))
    assert (row["status"], row["net_paid"], row["paid_date"]) == ("按期拨付", "192000.00", str(DAY))
    assert rows(store, "select request_date, finance_approve_date from payment_tranches where tranche_no = 1") == [(DAY, DAY)]
    assert rows(store, "select txn_id, txn_status, payee, payee_account from payment_transactions") == [("ZF-1", "成功", "样例1", "***************5678")]
    assert rows(store, f"select state, txn_id, applied_by, decided_by, registered_by from payment_applications where application_id = {number}") == [
        ("已拨付", "ZF-1", "会计", "科长", "会计")]
    assert [row[0] for row in rows(store, "select what from audit where what like 'payment%' order by audit_id")] == [
        "payment applied for", "payment approved", "payment registered"]


def test_what_is_entered_is_listed_like_an_import(contract, store):
    contract()
    paid()
    assert rows(store, "select file, dataset, accepted from imports where dataset = 'payment_transactions'") == [("系统录入", "payment_transactions", 1)]


def test_the_ledger_need_not_name_the_tranche_before(given, store, tranche):
    given("contractors", contractor_code="C1", contractor_name="甲")
    given("contracts", contract_no="HT-1", contractor_code="C1", effective_date="2021-01-12", total_amount="640000")
    paid()
    assert tranche(1, str(DAY))["status"] == "按期拨付"


# --- the gate, read in every step -------------------------------------------------------------------

@pytest.mark.parametrize(("result", "said"), [
    (None, "中期评估合格.*中期评估合格后的15个工作日内拨付30%"),
    ("不合格", "暂缓.*石大政办规发〔2019〕1号.*七·4"), ("待定", "尚未具备")])
def test_a_shut_gate_is_refused_with_its_clause(contract, evaluate, store, result, said):
    contract()
    if result:
        evaluate("中期评估", "2021-01-19", result)
    with pytest.raises(Refused, match=said):
        payments.apply(CASHIER, "HT-1", 2, "1")
    assert rows(store, "select count(*) from payment_applications") == [(0,)]


def test_an_evaluation_of_tomorrow_opens_nothing_today(contract, evaluate, clock):
    contract()
    evaluate("中期评估", "2021-06-25")
    clock("2021-06-24")
    with pytest.raises(Refused, match="尚未具备"):
        payments.apply(CASHIER, "HT-1", 2, "1")
    clock("2021-06-25")
    payments.apply(CASHIER, "HT-1", 2, "1")


@pytest.mark.parametrize("step", ["approve", "register"])
def test_a_gate_that_shuts_meanwhile_stops_the_next_step(contract, evaluate, store, step):
    contract()
    evaluate("中期评估", "2021-01-19")
    number = payments.apply(CASHIER, "HT-1", 2, "192000")
    if step == "register":
        payments.approve(CHIEF, number)
    with store.writing("test", "an import takes the result back") as cursor:
        cursor.execute("update evaluations set passed = '不合格'")
    with pytest.raises(Refused, match="不合格"):
        payments.approve(CHIEF, number) if step == "approve" else payments.register(CASHIER, number, "ZF-1", DAY)
    assert rows(store, "select count(*) from payment_transactions") == [(0,)]


def test_money_cannot_have_left_before_its_approval_or_its_gate(contract, clock):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    payments.approve(CHIEF, number)
    with pytest.raises(Refused, match="2021-01-19"):
        payments.register(CASHIER, number, "ZF-1", datetime.date(2021, 1, 19))
    with pytest.raises(Refused, match="支付日期"):    # tomorrow
        payments.register(CASHIER, number, "ZF-1", datetime.date(2021, 1, 21))


# --- amounts ------------------------------------------------------------------------------------------

def test_an_amount_never_exceeds_the_rest(contract, pay):
    contract()
    pay(1, "2021-01-19", "100000")
    pay(1, "2021-01-19", "50000", "在途")
    with pytest.raises(Refused, match=r"余额 42,000.00"):
        payments.apply(CASHIER, "HT-1", 1, "42000.01")
    payments.apply(CASHIER, "HT-1", 1, "42,000.00")
    with pytest.raises(Refused, match=r"余额 0.00"):
        payments.apply(CASHIER, "HT-1", 1, "0.01")


def test_a_payment_imported_meanwhile_stops_the_approval(contract, pay, store):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    pay(1, "2021-01-20", "192000")
    with pytest.raises(Refused, match=r"余额 0.00"):
        payments.approve(CHIEF, number)


@pytest.mark.parametrize("text", ["0", "-1", "1.005", "", "一万", "NaN", "1e99", None])
def test_an_amount_is_yuan_and_cents_above_zero(contract, text):
    contract()
    with pytest.raises(Refused, match="金额"):
        payments.apply(CASHIER, "HT-1", 1, text)


# --- people -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("viewer", [Viewer("局长", "leader"), Viewer("组员", "panel"), Viewer("审计", "auditor"), Viewer("管理员", "admin"),
                                    Viewer("镇财务", "finance", region="640202001"), Viewer("甲方", "finance", contractor="52640202MJ00000001")])
def test_only_the_countys_finance_applies(contract, viewer, store):
    contract()
    with pytest.raises(Refused, match="岗位"):
        payments.apply(viewer, "HT-1", 1, "1")


@pytest.mark.parametrize("viewer", [Viewer("组员", "panel"), Viewer("管理员", "admin")])
def test_others_neither_approve_nor_register_nor_reverse(contract, viewer):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    for step in (lambda: payments.approve(viewer, number), lambda: payments.send_back(viewer, number, "整改中"),
                 lambda: payments.register(viewer, number, "Z", DAY),
                 lambda: payments.reverse(viewer, "Z", "Y", DAY), lambda: payments.withdraw(viewer, number)):
        with pytest.raises(Refused, match="岗位"):
            step()


def test_nobody_approves_or_sends_back_an_own_application(contract):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    for step in (lambda: payments.approve(CASHIER, number), lambda: payments.send_back(CASHIER, number, "整改中")):
        with pytest.raises(Refused, match="不能是同一人"):
            step()
    with pytest.raises(Refused, match="不能撤回"):
        payments.withdraw(CHIEF, number)
    payments.approve(Viewer("局长", "leader"), number)


# --- the order of steps --------------------------------------------------------------------------------

def test_steps_only_in_their_order_and_once(contract):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    with pytest.raises(Refused, match="已申请"):
        payments.register(CASHIER, number, "ZF-1", DAY)
    payments.approve(CHIEF, number)
    with pytest.raises(Refused, match="已审核"):
        payments.approve(CHIEF, number)
    payments.register(CASHIER, number, "ZF-1", DAY)
    with pytest.raises(Refused, match="已拨付"):
        payments.register(CASHIER, number, "ZF-2", DAY)
    with pytest.raises(Refused, match="没有第"):
        payments.approve(CHIEF, 999)


def test_sent_back_or_withdrawn_frees_the_amount(contract):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    with pytest.raises(Refused, match="退回原因"):
        payments.send_back(CHIEF, number, "随便")
    payments.send_back(CHIEF, number, "资金未到位")
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    payments.approve(CHIEF, number)
    payments.withdraw(CASHIER, number)
    paid()


@pytest.mark.parametrize("voucher", ["", None, "ZF-0"])
def test_a_voucher_has_a_number_of_its_own(contract, pay, given, store, voucher):
    contract()
    given("payment_transactions", txn_id="ZF-0", contract_no="HT-1", tranche_no=2, pay_date="2021-01-02", amount="1", txn_status="在途")
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    payments.approve(CHIEF, number)
    with pytest.raises(Refused):
        payments.register(CASHIER, number, voucher, DAY)
    assert rows(store, "select state from payment_applications") == [("已审核",)]


# --- reversal ------------------------------------------------------------------------------------------

def test_a_reversal_keeps_both_rows(contract, store, tranche, clock):
    contract()
    paid()
    clock("2021-01-22")
    payments.reverse(CASHIER, "ZF-1", "CX-1", datetime.date(2021, 1, 22), "92000")
    assert (tranche(1, "2021-01-22")["net_paid"], tranche(1, "2021-01-22")["status"]) == ("100000.00", "部分拨付")
    with pytest.raises(Refused, match=r"100,000.00"):
        payments.reverse(CASHIER, "ZF-1", "CX-2", datetime.date(2021, 1, 22), "100000.01")
    payments.reverse(CASHIER, "ZF-1", "CX-2", datetime.date(2021, 1, 22))
    assert rows(store, "select txn_id, amount::varchar, txn_status, reverse_of from payment_transactions order by txn_id") == [
        ("CX-1", "-92000.00", "冲销", "ZF-1"), ("CX-2", "-100000.00", "冲销", "ZF-1"), ("ZF-1", "192000.00", "成功", None)]
    for voucher in ("ZF-1", "CX-1", "none"):
        with pytest.raises(Refused, match="冲销"):
            payments.reverse(CASHIER, voucher, "CX-3", datetime.date(2021, 1, 22))
    paid("ZF-2", day=datetime.date(2021, 1, 22))    # what was taken back can be paid again
    assert tranche(1, "2021-01-22")["status"] == "按期拨付"


def test_nothing_is_reversed_before_it_was_paid(contract, clock):
    contract()
    paid()
    with pytest.raises(Refused, match="2021-01-20"):
        payments.reverse(CASHIER, "ZF-1", "CX-1", datetime.date(2021, 1, 19))


# --- at the same moment ----------------------------------------------------------------------------------

def together(*steps) -> list:
    """All steps at once, each in a thread of its own; returns what each raised, None for success."""
    gate, outcome = threading.Barrier(len(steps)), [None] * len(steps)

    def run(place, step):
        gate.wait()
        try:
            step()
        except Refused as refused:
            outcome[place] = refused.code

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def test_the_same_money_is_never_paid_twice(contract, store, tranche):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    approved = together(*[lambda name=f"科长{n}": payments.approve(Viewer(name, "finance"), number) for n in range(6)])
    assert sorted(map(str, approved)) == ["None", *["payment_state"] * 5]
    registered = together(*[lambda voucher=f"ZF-{n}": payments.register(CASHIER, number, voucher, DAY) for n in range(6)])
    assert sorted(map(str, registered)) == ["None", *["payment_state"] * 5]
    assert rows(store, "select count(*), sum(amount)::varchar from payment_transactions") == [(1, "192000.00")]
    assert tranche(1, str(DAY))["status"] == "按期拨付"


def test_many_applications_at_once_never_exceed_the_rest(contract, store):
    contract()
    asked = together(*[lambda: payments.apply(CASHIER, "HT-1", 1, "100000") for _ in range(6)])
    assert sorted(map(str, asked)) == ["None", *["payment_rest"] * 5]


def test_one_payment_is_reversed_once(contract, store):
    contract()
    paid()
    back = together(*[lambda voucher=f"CX-{n}": payments.reverse(CASHIER, "ZF-1", voucher, DAY) for n in range(4)])
    assert sorted(map(str, back)) == ["None", *["payment_reversed"] * 3]


def test_the_stages_come_from_the_application_when_the_ledger_forgets_them(contract, store, leader):
    contract()
    number = payments.apply(CASHIER, "HT-1", 1, "192000")
    with store.writing("test", "a later export without the dates") as cursor:
        cursor.execute("update payment_tranches set request_date = null")
    assert next(row["stage"] for row in ask("payment_stages", leader, as_of=str(DAY)).dicts()) == "待审核"
    payments.withdraw(CASHIER, number)
    assert next(row["stage"] for row in ask("payment_stages", leader, as_of=str(DAY)).dicts()) == "待申请"

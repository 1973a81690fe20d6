"""What leaves the house: the approval form, the official ledger, the due dates for a calendar, and who may fetch them."""

import datetime
import io
from decimal import Decimal

import icalendar
import openpyxl
import pytest
from docx import Document
from flask import Flask

from components import door, papers, payment_calendar, payment_form, payment_ledger
from components.text import speaking
from data import database, payments, people, sessions
from data.refusal import Refused
from data.viewer import Viewer

CASHIER, CHIEF = Viewer("会计", "finance"), Viewer("科长", "finance")
DAY = datetime.date(2021, 1, 20)


@pytest.mark.parametrize(("amount", "words"), [
    ("192000.50", "壹拾玖万贰仟元伍角"), ("0.05", "伍分"), ("0.50", "伍角"), ("1.00", "壹元整"), ("10.05", "壹拾元零伍分"), ("100000.01", "壹拾万元零壹分"),
    ("1000000.00", "壹佰万元整"), ("400000.01", "肆拾万元零壹分"), ("100001000.00", "壹亿零壹仟元整"), ("20300.00", "贰万零叁佰元整"),
    ("10000001.00", "壹仟万零壹元整"), ("300000000000.00", "叁仟亿元整"), ("1005.10", "壹仟零伍元壹角"), ("366400.00", "叁拾陆万陆仟肆佰元整"),
])
def test_an_amount_in_words(amount, words):
    assert payment_form.amount_in_words(Decimal(amount)) == words


@pytest.fixture
def store(new_store):
    """A store of its own: applications are numbered from 1."""
    return new_store


@pytest.fixture
def approved(contract, evaluate, monkeypatch):
    """Application 1: the last tranche after an amendment and a deduction, approved and registered."""
    monkeypatch.setattr(database, "now", lambda: datetime.datetime(2021, 1, 20, 9))
    contract("856000.00", adjusted="900000.00", deductions=(0, 0, 20000))
    evaluate("末期评估", "2021-01-19", eval_id="PG-末")
    number = payments.apply(CASHIER, "HT-1", 3, "366400")
    payments.approve(CHIEF, number)
    payments.register(CASHIER, number, "ZF-9", DAY)
    return number


def test_the_form_says_how_the_amount_came_and_who_signed(approved):
    document = Document(io.BytesIO(payment_form.approval_in_word(CHIEF, approved)))
    text = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    for part in ("HT-1", "样例1", "第 3 期", "856,000.00", "900,000.00", "末期评估合格", "2021-01-19", "PG-末 合格", "2021-02-02",
                 "366,400.00",
                 "叁拾陆万陆仟肆佰元整",
                 "按比例 40%：342,400.00", "合同变更：44,000.00", "扣减：-20,000.00", "七·4", "末期评估合格后的10个工作日内拨付剩余经费",
                 "申请人：会计", "同意　审核人：科长", "支付凭证号：ZF-9　　支付日期：2021-01-20"):
        assert part in text, part
    assert "尾差" not in text    # steps of nothing are left out
    with speaking("en"):
        document = Document(io.BytesIO(payment_form.approval_in_word(CHIEF, approved)))
    text = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert all(part in text for part in ("366,400.00 yuan", "19 Jan 2021", "Approved. Decided by: 科长", "Deduction: -20,000.00"))


def test_no_form_outside_the_scope(approved):
    for viewer in (Viewer("乙方", "finance", contractor="52640202MJ00000009"), Viewer("镇", "finance", region="640202001")):
        with pytest.raises(Refused, match="没有第 1 号"):
            payment_form.approval(viewer, approved)


def test_the_official_ledger_adds_up(contract, pay, leader):
    contract()
    contract("1000000.01", number="HT-2", contractor="52640202MJ00000002")
    pay(1, "2021-01-20", "192000.00")
    book = openpyxl.load_workbook(io.BytesIO(payment_ledger.ledger(leader, as_of="2021-01-31")))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][0] == "购买服务经费分期拨付台账" and "2021-01-31" in rows[1][0] and "单位：元" in rows[1]
    head, body, total = rows[2], rows[3:9], rows[9]
    assert len(body) == 6 and total[0] == "合计"
    for name, expected in (("应拨金额", 1640000.01), ("已拨净额", 192000), ("未拨金额", 1448000.01), ("扣减金额", 0)):
        place = head.index(name)
        assert total[place] == pytest.approx(expected) == pytest.approx(sum(row[place] for row in body))
    assert [row[head.index("状态")] for row in body[:2]] == ["按期拨付", "未到条件"]


def test_open_due_dates_for_a_calendar(contract, pay, evaluate, leader):
    contract()
    contract(number="HT-2", contractor="52640202MJ00000002")
    contract(number="HT-3", contractor="52640202MJ00000003", effective="2026-12-18")
    pay(1, "2021-01-20", "192000.00")                     # HT-1 paid: no date to remember
    pay(1, "2021-01-20", "92000.00", number="HT-2")
    events = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(payment_calendar.due_dates(leader, as_of="2026-12-20")).walk("VEVENT")}
    assert set(events) == {"HT-2-1@mingjian", "HT-3-1@mingjian"}
    assert events["HT-2-1@mingjian"].decoded("dtstart") == datetime.date(2021, 2, 2)
    assert "100,000.00" in events["HT-2-1@mingjian"]["summary"] and "status" not in events["HT-2-1@mingjian"]
    assert events["HT-3-1@mingjian"]["status"] == "TENTATIVE" and "暂定" in events["HT-3-1@mingjian"]["summary"]
    assert [alarm["trigger"].dt for alarm in events["HT-2-1@mingjian"].walk("VALARM")] == [datetime.timedelta(days=-3)]


# --- the routes -----------------------------------------------------------------------------------------

@pytest.fixture
def browser(store, monkeypatch):
    """``browser("finance")``: the answers to somebody of this role."""
    server = Flask("papers", template_folder="../../components/")
    door.guard(server)
    papers.connect(server)

    def make(role):
        viewer = people.Person("a-" + role, role, role, "", None, False, "x").viewer
        monkeypatch.setattr(door, "current_user", door.sign_in.SignedIn("secret", sessions.Session(viewer, role, False)))
        monkeypatch.setattr(door.sign_in, "keep_alive", lambda: None)
        return server.test_client()
    return make


PATHS = ("/papers/payment/1.docx", "/papers/payment/1", "/papers/payments.xlsx?as_of=2021-01-31", "/papers/payments.ics")


@pytest.mark.parametrize("path", PATHS)
def test_who_may_fetch_a_paper(approved, browser, store, path):
    answer = browser("finance").get(path)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert browser("town").get(path).status_code == 403
    assert browser("inspector").get(path).status_code == 403
    with store.reading() as cursor:
        logged = cursor.execute("select count(*) from audit where what = 'downloaded'").fetchone()[0]
    assert logged == (path != "/papers/payment/1")


def test_the_printed_form_is_the_same(approved, browser):
    page = browser("leader").get("/papers/payment/1").text
    assert all(part in page for part in ("BF-00001", "叁拾陆万陆仟肆佰元整", "申请人：会计", "ZF-9", "A4 portrait"))


@pytest.mark.parametrize(("path", "status"), [("/papers/payment/7.docx", 404), ("/papers/payment/7", 404), ("/papers/payments.ics?as_of=gestern", 400)])
def test_what_is_not_there_is_a_sentence(store, browser, path, status):
    assert browser("finance").get(path).status_code == status

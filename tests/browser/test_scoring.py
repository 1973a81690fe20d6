"""A round in the browser: three members score, one steps back, one hands in late, the round closes, is signed; a later import does not move it."""

import datetime
import json
import re
import shutil
from contextlib import contextmanager

import pytest
from chromium import Watch
from playwright.sync_api import expect
from running import server, words
from stores import use_store

from data import database, people
from data.entry import enter
from data.settings import settings

PASSWORD = "Scoring-2026-test"
UNITS = {"局员": "141122M01", "甲镇员": "141122100", "乙镇员": "141122101"}
KINDS = {"141122M01": ("样例局", "民政局"), "141122100": ("甲镇", "乡镇"), "141122101": ("乙镇", "乡镇")}
CONTRACTOR = "52141122MJY000001T"
CONTRACT = "HT-2026-99"
MARKS = {"调查质量": "22", "问题整改": "13", "人员配备与稳定": "17", "沟通与配合": "17", "服务态度与群众反映": "18"}


@contextmanager
def inside(store):
    """This process works with the store while no server does."""
    with pytest.MonkeyPatch.context() as patch:
        use_store(store, patch)
        try:
            yield database.store()
        finally:
            database.close_store()
            settings.cache_clear()


@pytest.fixture(scope="module")
def county(empty_store, tmp_path_factory):
    """A contract whose first half-year has just ended, and accounts of its raters; no more, so that few alerts have anything to look at."""
    store = shutil.copytree(empty_store, tmp_path_factory.mktemp("scoring"), dirs_exist_ok=True) / "store"
    with inside(store) as opened:
        start = database.today() - datetime.timedelta(days=190)
        with opened.writing("test", "contract") as cursor:
            enter(cursor, "test", "org_units", [{"unit_code": code, "unit_name": name, "unit_type": kind} for code, (name, kind) in KINDS.items()])
            enter(cursor, "test", "contractors", [{"contractor_code": CONTRACTOR, "contractor_name": "样例甲"}])
            enter(cursor, "test", "contracts", [{"contract_no": CONTRACT, "contractor_code": CONTRACTOR, "total_amount": "100000",
                                                 "effective_date": start, "cycle_start": start}])
            enter(cursor, "test", "org_posts", [{"contract_no": CONTRACT, "unit_code": unit, "post_required": 1} for unit in UNITS.values()])
        people.add_person("组长", "panel", "", None, PASSWORD, "test", None)
        with opened.writing("test", "the others, of the same password") as cursor:
            for name, unit in ({"回避员": "141122M01"} | UNITS).items():
                cursor.execute("insert into people select * replace (? as name, ? as unit, ? as session_stamp) from people where name = '组长'",
                               [name, unit, name])
            cursor.execute("update people set must_change = false")
    return store


class Desk:
    """One browser profile, so that its scripts are fetched once; whoever sits down signs in and lands on the page asked for."""

    def __init__(self, chromium, address):
        self.address = address
        self.context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.watch = Watch(self.page, address)

    def sit(self, name, path):
        self.context.clear_cookies()
        self.page.goto(self.address + path)
        self.page.get_by_label("用户名").fill(name)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        return self.page


@contextmanager
def desk(chromium, address):
    one = Desk(chromium, address)
    yield one
    one.context.close()
    assert one.page.watch.seen == []


ROUND = f"/rounds?round={CONTRACT}~满意度评估~1"


def press(page, name):
    """A deed of the lead, and that it was done."""
    page.locator("#rounds-one").get_by_role("button", name=name).click()
    expect(page.locator("#rounds-said")).to_contain_text("已完成")


def fill(page, marks):
    for item, mark in marks.items():
        page.get_by_label(f"{item}得分").fill(mark)


def type_unheard(page, item, mark):
    """What is typed while the page is too busy to hear it: the field holds it, its own timer does not."""
    page.get_by_label(f"{item}得分").evaluate("(field, mark) => { field.value = mark; field.dispatchEvent(new Event('input', {bubbles: true})); }", mark)


def hand_in(page):
    page.get_by_role("button", name="提交评分").click()
    expect(page.locator(".mj-locked")).to_contain_text("已提交并锁定")


def twice_at_once(one, chromium, name):
    """The same sheet handed in by two browsers at the same moment: both say so, and it is there once."""
    with desk(chromium, one.address) as other:
        pages = [each.sit(name, "/scoring") for each in (one, other)]
        *others, (item, mark) = MARKS.items()
        for page in pages:
            fill(page, dict(others))
            type_unheard(page, item, mark)
            expect(page.locator(".mj-ready")).to_be_visible()
        at = pages[0].evaluate("Date.now()") + 600
        for page in pages:
            page.evaluate("at => { setTimeout(() => document.querySelector('.mj-score-deeds > .mj-primary').click(), at - Date.now()); }", at)
        for page in pages:
            expect(page.locator(".mj-locked")).to_contain_text("已提交并锁定")


def late_on_a_phone(page):
    """Scores by keyboard: Enter leads from mark to mark."""
    expect(page.locator("#scoring-sheet .mj-alert")).to_have_count(1)   # it was urged
    expect(page.locator(".mj-blocked")).to_contain_text("还有 5 处")
    page.get_by_label("调查质量得分").focus()
    for mark in MARKS.values():
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    expect(page.locator(".mj-ready")).to_be_visible()
    expect(page.locator(".mj-kept")).to_contain_text("已自动保存")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    hand_in(page)


def test_a_round_from_the_first_mark_to_the_signature(chromium, county, tmp_path):
    with server(county) as (address, _), desk(chromium, address) as seat:
        page = seat.sit("组长", ROUND)
        press(page, "开启本轮")
        expect(page.locator("#rounds-one")).to_contain_text("已交 0 / 4")
        page = seat.sit("局员", "/scoring")
        expect(page.locator("#scoring-sheet .mj-alert")).to_have_count(0)
        expect(page.get_by_role("link", name="看证据").first).to_have_attribute("href", re.compile(rf"^/accuracy\?period=.+\.\..+&contractor={CONTRACTOR}$"))
        fill(page, MARKS | {"调查质量": "30", "问题整改": "6"})
        expect(page.locator(".mj-blocked")).to_contain_text("还有 2 处")
        expect(page.locator(".mj-wrong").first).to_contain_text("0 至 25 分")
        expect(page.locator(".mj-wrong").nth(1)).to_contain_text("低于 80%")
        page.reload()   # the draft is there again
        expect(page.get_by_label("问题整改得分")).to_have_value("6")
        fill(page, {"调查质量": "22"})
        page.get_by_label("问题整改的扣分理由").fill("两件未按期")
        expect(page.locator(".mj-ready")).to_be_visible()
        hand_in(page)
        twice_at_once(seat, chromium, "甲镇员")
        page = seat.sit("回避员", "/scoring")
        page.get_by_text("声明回避").click()
        page.get_by_role("button", name="确认回避").click()
        expect(page.locator(".mj-blocked[role=alert]")).to_contain_text("写明理由")
        page.get_by_label("回避理由").fill("亲属在承接主体工作")
        page.get_by_role("button", name="确认回避").click()
        expect(page.locator(".mj-locked").first).to_contain_text("已声明回避")
        page = seat.sit("组长", ROUND)
        deeds = page.locator("#rounds-one")
        page.get_by_label("纸质评分表的评分方").select_option("141122101")
        deeds.get_by_role("button", name="加一份纸质评分表").click()
        paper = page.get_by_role("link", name="去录入分数").get_attribute("href")
        deeds.get_by_role("button", name="催办").click()
        expect(page.locator("#rounds-said")).to_contain_text("已催办 2 份")
        page.goto(address + paper)
        expect(page.locator(".mj-score-facts").first).to_contain_text("纸质")
        fill(page, MARKS)
        hand_in(page)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert "A4 portrait" in page.evaluate("document.getElementById('paper').textContent")
        expect(page.locator(".mj-signature")).to_be_visible()
        expect(page.locator(".mj-top")).to_be_hidden()
        expect(page.locator(".mj-sheets")).to_be_hidden()
        page.emulate_media(media="screen")
        page.goto(address + ROUND)
        deeds.get_by_role("button", name="截止本轮").click()
        expect(page.locator("#rounds-said [role=alert]")).to_contain_text("乙镇员 未提交也未回避")
    with inside(county) as store, store.writing("test", "the last day was yesterday") as cursor:
        cursor.execute("update rounds set due_day = ?", [database.today() - datetime.timedelta(days=1)])
    with server(county) as (address, _), desk(chromium, address) as seat:
        seat.page.set_viewport_size({"width": 390, "height": 900})
        late_on_a_phone(seat.sit("乙镇员", "/scoring"))
        seat.page.set_viewport_size({"width": 1440, "height": 900})
        page = seat.sit("组长", ROUND)
        expect(page.locator("#rounds-one")).to_contain_text("已交 4 / 5，逾期 1，回避 1")
        press(page, "截止本轮")
        press(page, "签署并冻结")
        expect(page.locator("#rounds-one")).to_contain_text("签署人组长")
        expect(page.locator("#rounds-one")).to_contain_text("84.67")   # (80 + 87 + 87) / 3
        answer = words(county, "ask", "score_sheets", "--evaluation", f"PG-{CONTRACT}-M1")
        typed = [row for row in json.loads(answer.stdout) if row["unit_code"] == "141122100"]
        assert len(typed) == len(MARKS) and {row["sheet_id"] for row in typed} == {f"PG-{CONTRACT}-M1-01"}   # handed in twice, there once
        later = tmp_path / "评分表.csv"
        later.write_text("评分表编号,评估编号,评分主体类型,评分单位,指标编码,指标名称,满分,得分,是否回避,提交日期,是否有效\n"
                         f"PG-{CONTRACT}-M1-01,PG-{CONTRACT}-M1,乡镇,141122100,M1,服务成效,25,0,否,2021-01-01,是\n", encoding="utf-8")
        answer = words(county, "ingest", str(later))
        assert answer.returncode == 0 and "更新 1" in answer.stderr
        page.goto(address + ROUND)
        expect(page.locator("#rounds-one")).to_contain_text("84.67")
        expect(page.locator("#rounds-one [role=alert]")).to_contain_text("签署时的快照")
        page.goto(address + "/satisfaction")
        expect(page.locator("#satisfaction-rounds")).to_contain_text("84.67")

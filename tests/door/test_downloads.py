"""Workbooks of answers: only for who may ask, only the rows that he may see, every one logged, and no cell that runs."""

import io

import openpyxl
import pytest
from flask import Flask
from hands import NEW, PASSWORD, lines, sign_in

from components import door, downloads
from data import people


@pytest.fixture
def browser(store, apart, quick_passwords):
    """``browser("town")``: somebody of this role, signed in; None: a stranger."""
    server = Flask("downloads")
    door.guard(server)
    downloads.connect(server)

    def make(role=None):
        client = server.test_client()
        if role:
            people.add_person("a-" + role, role, "640202001" if role == "town" else "", None, PASSWORD, "test")
            people.change_password("a-" + role, PASSWORD, NEW, "test")
            sign_in(client, "a-" + role, NEW)
        return client

    return make


def sheet(answer):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows()]


def test_a_stranger_is_sent_to_the_door(browser):
    answer = browser().get("/download/accuracy.xlsx?period=2021&by=county")
    assert answer.status_code == 302 and "/sign-in" in answer.location


def test_a_role_gets_what_it_may_ask_and_nothing_else(browser, store):
    client = browser("town")
    assert client.get("/download/payment_tranches.xlsx").status_code == 403
    assert client.get("/download/filter_choices.xlsx").status_code == 200
    assert [detail["question"] for who, detail in lines(store, "downloaded") if who == "a-town"] == ["filter_choices"]


@pytest.mark.parametrize("path,status", [("nothing.xlsx", 404), ("accuracy.xlsx", 400), ("accuracy.xlsx?period=2021Q9&by=county", 400)])
def test_what_cannot_be_asked_is_refused(browser, path, status):
    assert browser("leader").get("/download/" + path).status_code == status


def test_the_rows_are_the_viewers_headers_are_words_and_no_cell_is_a_formula(browser, given):
    given("villages", village_code="640202001001", village_name="东村", town_code="640202001", town_name="=1+1")
    given("villages", village_code="640202002001", village_name="西村", town_code="640202002", town_name="西镇")
    answer = browser("town").get("/download/publicity_villages.xlsx?period=2021Q1&as_of=2021-06-30")
    title, told, head, *rows = sheet(answer)
    assert answer.headers["Cache-Control"] == "no-store" and "attachment" in answer.headers["Content-Disposition"]
    assert head[0] == "村（社区）代码" and rows[0][0] == "640202001001" and not [row for row in rows if "640202002001" in row]
    assert title[0] == "村级公示明细" and {"统计期间：2021年第一季度", "统计截止日：2021-06-30"} <= set(told) and rows[-1][0] == "制表人："
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert page["D4"].data_type == "s" and page["D4"].value == "'=1+1" and page.freeze_panes == "B4" and page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9


def test_sums_are_values_and_only_where_they_mean_something(browser, given):
    for number, town in enumerate(("640202001", "640202002"), 1):
        given("villages", village_code=f"{town}00{number}", village_name="村", town_code=town, town_name="镇")
    client = browser("leader")
    rows = sheet(client.get("/download/publicity_coverage.xlsx?period=2021Q1&as_of=2021-06-30&by=town"))
    total = next(row for row in rows if row[0] == "合计")
    head = rows[2]
    assert total[head.index("应检查")] == 2 and total[head.index("覆盖率")] in (None, "")
    assert not [row for row in sheet(client.get("/download/publicity_coverage.xlsx?period=2021Q1&as_of=2021-06-30&by=county")) if row[0] == "合计"]


def test_csv_in_both_codings_and_a_page_as_one_workbook(browser, given, store):
    given("villages", village_code="640202001001", village_name="=东村", town_code="640202001", town_name="镇")
    client = browser("town")
    for coding, name in (("gb18030", "gb18030"), ("utf-8", "utf-8-sig")):
        answer = client.get(f"/download/publicity_villages.csv?period=2021Q1&as_of=2021-06-30&coding={coding}")
        [head, row] = answer.data.decode(name).split()
        assert head.startswith("村（社区）代码,") and row.startswith("640202001001,'=东村,") and answer.data.startswith(b"\xef\xbb\xbf") == (coding == "utf-8")
    assert client.get("/download/payment_tranches.csv").status_code == 403
    book = openpyxl.load_workbook(io.BytesIO(client.get("/ledgers/publicity.xlsx?period=2021Q1&as_of=2021-06-30&only=x").data))
    assert book.sheetnames == ["公示检查覆盖（按乡镇街道）", "村级公示明细", "公示合规（按乡镇街道）", "公示问题"]
    assert client.get("/ledgers/payments.xlsx").status_code == 404 and client.get("/ledgers/nothing.xlsx").status_code == 404
    assert [detail["sheets"] for who, detail in lines(store, "downloaded") if "ledgers" in detail] == [4]

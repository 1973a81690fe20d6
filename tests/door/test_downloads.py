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
    head, *rows = sheet(answer)
    assert answer.headers["Cache-Control"] == "no-store" and "attachment" in answer.headers["Content-Disposition"]
    assert head[0] == "村（社区）代码" and [row[0] for row in rows] == ["640202001001"]
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).active["D2"].data_type == "s"

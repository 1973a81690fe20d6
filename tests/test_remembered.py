"""Answers that are remembered: never old, never asked again without need, never too many."""

import re
import threading

import orjson
import pytest
from dash import html

from components import remembered, section
from components.remembered import NOTED, ask_once
from data import people
from data.contract import contracts
from data.entry import enter
from data.intake import ingest
from data.intake.undo import undo
from data.refusal import Refused
from data.viewer import Viewer, machine_administrator
from queries import Answer, ask, questions

UNITS = "单位编码,单位名称,单位类型\n640202001,长胜街道,街道\n640202M01,大武口区民政局,民政局\n"
# tables of our own that only ``Store.writing`` of figures, an import or the policy changes
WITH_FACTS = {"calendar_changes", "calendar_days", "confirmations", "imports", "payment_applications", "photo_files", "policy", "rectification_notes",
              "rejects", "sampling_plan_cases", "sampling_plans", "sealed", "signed_rounds", "signed_sheets", "signed_units", "town_points"}


@pytest.fixture
def asked(monkeypatch):
    """The questions that were really asked."""
    met = []
    monkeypatch.setattr(remembered, "ask", lambda name, *who, **given: met.append(name) or ask(name, *who, **given))
    remembered._answers.clear()
    return met


def units(viewer) -> list[str]:
    return [row["name"] for row in ask_once("filter_choices", viewer).dicts() if row["kind"] == "unit"]


def test_no_answer_outlives_what_it_was_made_from(store, given, confirm, leader, asked, tmp_path):
    path = tmp_path / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    assert units(leader) == []
    assert ingest(path, "测试").status == "imported" and units(leader) == ["长胜街道", "大武口区民政局"]
    with store.writing("测试", "entered") as cursor:
        enter(cursor, "测试", "org_units", [{"unit_code": "640202002", "unit_name": "朝阳街道", "unit_type": "街道"}])
    assert "朝阳街道" in units(leader)
    with store.reading() as cursor:
        last = cursor.execute("select digest from imports where file = '单位.csv' order by import_id desc limit 1").fetchone()[0]
    undo(last, "测试")
    assert units(leader) == ["朝阳街道"] and len(asked) == 4

    def low():
        return next(row["value"] for row in ask_once("policy_values", leader).dicts() if row["param"] == "satisfaction_low")

    before = low()
    confirm(satisfaction_low=71)
    assert low() == "71" != before
    given("org_units", unit_code="640202003", unit_name="石炭井街道", unit_type="街道")
    assert "石炭井街道" in units(leader)


def test_what_moves_no_figure_makes_nobody_ask_again(store, leader, asked, quick_passwords):
    for _ in range(2):
        ask_once("filter_choices", leader), ask_once("audit_log", machine_administrator())
    assert asked == ["filter_choices", "audit_log"]
    people.add_person("somebody", "panel", "", None, "Start-one-42!x", "test")
    store.log("局长", "looked")
    with store.noting("本机", "job"), pytest.raises(ValueError), store.writing("测试", "given up"):
        raise ValueError
    with store.writing("测试", "draft", figures=False):
        pass
    ask_once("filter_choices", leader)
    assert asked == ["filter_choices", "audit_log"]
    assert "person_added" in [row["what"] for row in ask_once("audit_log", machine_administrator()).dicts()]  # it reads such lines
    assert asked == ["filter_choices", "audit_log", "audit_log"]


def test_every_question_that_reads_more_than_facts_is_known(store):
    """By the tables that its text and the views and macros in it name."""
    with store.reading() as cursor:
        tables = {row[0] for row in cursor.execute("select table_name from duckdb_tables() where database_name <> 'temp' and not internal").fetchall()}
        texts = dict(cursor.execute("select view_name, sql from duckdb_views() where not internal").fetchall())
        texts |= dict(cursor.execute("""select function_name, macro_definition from duckdb_functions()
                                        where not internal and macro_definition is not null""").fetchall())
    moving = tables - contracts().keys() - WITH_FACTS - {"meta", "org_posts"}

    def reads(text: str, met: set) -> set:
        text = re.sub(r"--.*", "", text)
        own = set(re.findall(r"(\w+) as (?:materialized )?\(", text.lower()))
        named = set(re.findall(r"(?:from|join)\s+\(*(?:\w+\.)*(\w+)", text.lower())) - own
        inside = (set(re.findall(r"\w+", text)) & texts.keys()) - met - own
        met |= inside
        return (named & moving).union(*[reads(texts[one], met) for one in inside])

    found = {name: reads(question.sql, set()) for name, question in questions().items()}
    assert found["audit_log"] == {"audit"} and found["accuracy"] == set()
    assert {name for name, more in found.items() if more} <= NOTED, {name: more for name, more in found.items() if more and name not in NOTED}
    assert questions().keys() >= NOTED


def test_only_so_many_answers_are_kept_and_no_long_one(store, leader, monkeypatch):
    met = []
    monkeypatch.setattr(remembered, "KEPT", 8)
    monkeypatch.setattr(remembered, "ask", lambda name, who, **given: met.append(given) or Answer(("x",), [(1,)] * int(given["period"])))
    remembered._answers.clear()
    for number in range(3 * remembered.KEPT):
        ask_once("accuracy", leader, period=str(number))
    assert len(remembered._answers) == remembered.KEPT and len(met) == 3 * remembered.KEPT
    ask_once("accuracy", leader, period=str(3 * remembered.KEPT - 1))
    assert len(met) == 3 * remembered.KEPT  # the newest are kept
    for _ in range(2):
        ask_once("accuracy", leader, period=str(remembered.LARGE + 1))
    assert len(met) == 3 * remembered.KEPT + 2


def test_those_who_ask_at_once_ask_once_and_a_refusal_is_not_kept(store, leader, monkeypatch):
    met, begun, wait = [], threading.Event(), threading.Event()

    def slow(name, who, **given):
        met.append(name)
        begun.set()
        wait.wait(10)
        return Answer(("x",), [(len(met),)])

    monkeypatch.setattr(remembered, "ask", slow)
    remembered._answers.clear()
    answers = []
    people_ = [threading.Thread(target=lambda: answers.append(ask_once("accuracy", leader, period="2021").rows)) for _ in range(4)]
    people_[0].start()
    begun.wait(10)
    for one in people_[1:]:
        one.start()
    wait.set()
    for one in people_:
        one.join()
    assert met == ["accuracy"] and answers == [[(1,)]] * 4
    monkeypatch.setattr(remembered, "ask", ask)
    for _ in range(2):
        with pytest.raises(Refused):
            ask_once("accuracy", leader, period="2021", by="nothing")
    assert all(key[4] != "accuracy" or ("by", "nothing") not in key[5] for key in remembered._answers)


def test_a_section_is_drawn_once_for_those_who_may_see_the_same_while_no_fact_changes(store, given, monkeypatch):
    drawn, seen = [], {"viewer": Viewer("甲", "leader"), "language": "zh", "theme": "light"}
    monkeypatch.setattr(section, "viewer", lambda: seen["viewer"])
    monkeypatch.setattr(section, "language", lambda: seen["language"])
    monkeypatch.setattr(section, "theme", lambda: seen["theme"])
    monkeypatch.setattr(remembered, "SHOWN", 8)
    remembered._shown.clear()

    def figure(settled):
        drawn.append(settled)
        if settled == "broken":
            raise ValueError
        return html.P(str(len(drawn)))

    def show(settled="2021", asked="2021"):
        return section.lasting("accuracy-trend", asked, figure, settled)

    def shown(**how):
        return orjson.loads(orjson.dumps(show(**how)[1]))["html"].removeprefix("<p>").removesuffix("</p>")

    assert show() is show() and len(drawn) == 1
    seen["viewer"] = Viewer("乙", "leader")  # another person with the same rights
    with store.noting("本机", "job"):
        pass
    assert shown() == "1"
    for change in ({"viewer": Viewer("乙", "town", "640202001")}, {"viewer": Viewer("丙", "town", "640202001")}, {"viewer": Viewer("乙", "panel")},
                   {"viewer": Viewer("乙", "panel", contractor="X")}, {"language": "en"}, {"theme": "dark"}):
        seen |= change
        assert shown() == str(len(drawn)) and show() is show()
    assert len(drawn) == 7 and shown(asked="2022") == "8"
    given("org_units", unit_code="640202003", unit_name="石炭井街道", unit_type="街道")
    assert shown() == "9" and shown() == "9"
    for _ in range(2):
        with pytest.raises(ValueError):
            show("broken", "broken")
    assert len(drawn) == 11
    for number in range(20):
        show(asked=str(number))
    assert len(remembered._shown) == 8


def test_a_section_that_asks_for_what_persons_change_is_drawn_each_time(store, leader, monkeypatch):
    monkeypatch.setattr(section, "viewer", lambda: leader)
    for question, times in (("alerts", 2), ("filter_choices", 1)):
        drawn = []

        def figure(settled, question=question, drawn=drawn):
            drawn.append(ask_once(question, leader))
            return html.P(str(len(drawn)))

        for _ in range(2):
            section.lasting(question, "asked", figure, "2021")
        assert len(drawn) == times

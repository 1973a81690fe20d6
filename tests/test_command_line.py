"""Every door as its user uses it: exit codes, one sentence on stderr, the same answers beside a running server."""

import csv
import io
import json

import openpyxl
import pytest
from counties import EXPORTS, answers, difference
from running import door, server, words

TINY = str(EXPORTS["tiny"])
QUESTION = ("ask", "accuracy", "--period", "2021", "--by", "contractor")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny county, imported through the door."""
    store = tmp_path_factory.mktemp("doors") / "store"
    done = door(store, "ingest", TINY)
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 21  # one line a file
    return store


def test_ask_answers_json(tiny):
    done = door(tiny, *QUESTION)
    expected = next(one for name, one in answers("tiny") if name == "accuracy__period-2021__by-contractor")
    assert done.returncode == 0 and done.stderr == ""
    assert difference(expected, json.loads(done.stdout)) is None


def test_ask_answers_csv_and_xlsx(tiny, tmp_path):
    table = list(csv.DictReader(io.StringIO(words(tiny, *QUESTION, "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert words(tiny, *QUESTION, "--format", "xlsx", "--out", str(tmp_path / "a.xlsx")).returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = json.loads(words(tiny, *QUESTION).stdout)
    assert [row["group_key"] for row in table] == [row["group_key"] or "" for row in rows]
    assert [cell.value for cell in sheet[1]] == list(rows[0]) and sheet.max_row == len(rows) + 1
    assert float(table[0]["accuracy_pct"]) == rows[0]["accuracy_pct"] == sheet.cell(2, list(rows[0]).index("accuracy_pct") + 1).value


@pytest.mark.parametrize(("wrong", "code", "said"), [
    (("ask", "nothing"), 1, "没有“nothing”这个问题"),
    (("ask", "accuracy", "--by", "county"), 1, "缺少参数“period”"),
    (("ask", "accuracy", "--period", "2021Q5", "--by", "county"), 1, "期间“2021Q5”读不懂"),
    (("ask", "accuracy", "--period", "2021", "--by", "village"), 1, "不能是“village”"),
    (("ask", "accuracy", "--period", "2021", "--by", "county", "--colour", "red"), 1, "没有参数“colour”"),
    (("ask", "payment_tranches", "--as-of", "2022-02-30"), 1, "日期“2022-02-30”读不懂"),
    (("ask", "accuracy", "--period", "2021", "--by", "county", "--region", "'; drop table cases"), 1, "行政区划代码"),
    (("ask", "accuracy", "--as", "nobody", "--period", "2021", "--by", "county"), 1, "nobody"),
    (("ask", "accuracy", "--period"), 2, "--名称 值"),
    (("ingest", "/no/such/file.csv"), 1, "找不到"),
    (("serve-me",), 2, "invalid choice"),
])
def test_a_wrong_word_gets_one_sentence(tiny, wrong, code, said):
    done = (door if wrong[0] == "serve-me" else words)(tiny, *wrong)
    assert done.returncode == code and said in done.stderr and "Traceback" not in done.stderr and done.stdout == ""


def test_a_refused_file_exits_with_2_and_costs_nothing_else(tiny, tmp_path):
    (tmp_path / "坏.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    done = words(tiny, "ingest", str(tmp_path), TINY)
    assert done.returncode == 2 and "没有认出" in done.stderr and len(done.stderr.splitlines()) == 22


def test_lock_files_and_other_kinds_in_a_folder_are_left_out(tiny, tmp_path):
    (tmp_path / "~$单位.xlsx").write_bytes(b"x")
    (tmp_path / "readme.pdf").write_bytes(b"x")
    done = words(tiny, "ingest", str(tmp_path))
    assert done.returncode == 0 and done.stderr == ""


def test_the_door_keeps_the_history_of_alerts_as_a_server_does(tiny):
    met = json.loads(words(tiny, "ask", "alert_history").stdout)
    assert len(met) > 10 and {row["what"] for row in met} == {"出现"}


def test_every_question_is_listed(tiny):
    said = door(tiny, "questions").stdout
    assert "accuracy " in said and "--by county|contractor|town" in said and "weighted_pct" in said


def test_every_door_helps(tiny):
    for one in ("ingest", "ask", "questions", "demo", "audit", "user add"):
        done = words(tiny, *one.split(), "--help")
        assert done.returncode == 0 and "usage:" in done.stdout, one
    done = door(tiny, "--help")
    assert done.returncode == 0 and "usage:" in done.stdout


def test_audit_finds_nothing(tiny):
    assert door(tiny, "audit").returncode == 0


def test_a_town_account_sees_its_town_only(tiny):
    assert door(tiny, "user", "add", "天宁镇", "--role", "town", "--region", "141122100", "--password-stdin", typed="Tian-ning-2026\n").returncode == 0
    rows = json.loads(words(tiny, "ask", "accuracy", "--period", "2021", "--by", "town", "--as", "天宁镇").stdout)
    assert [row["group_key"] for row in rows] == ["141122100"]
    refused = door(tiny, "ask", "payment_tranches", "--as", "天宁镇")
    assert refused.returncode == 1 and "无权" in refused.stderr
    twice = words(tiny, "user", "add", "天宁镇", "--role", "town", "--region", "141122100", "--password-stdin", typed="Tian-ning-2026\n")
    assert twice.returncode == 1 and "Tian-ning" not in twice.stderr


def test_demo_leaves_other_data_alone(tiny):
    assert door(tiny, "demo").returncode == 1
    assert words(tiny, "demo", "--if-empty").returncode == 0


def test_the_doors_work_beside_a_running_server(tiny, tmp_path):
    alone = words(tiny, *QUESTION).stdout
    with server(tiny) as (_, password):
        assert password
        assert door(tiny, *QUESTION).stdout == alone
        (tmp_path / "单位.csv").write_text("单位编码,单位名称,单位类型\n141122199,新镇,乡镇\n", encoding="utf-8")
        assert door(tiny, "ingest", "单位.csv", folder=tmp_path).returncode == 0  # a relative path, from the user's folder
        assert words(tiny, "ask", "nothing").returncode == 1
        assert words(tiny, "ask", "accuracy", "--period").returncode == 2
        assert words(tiny, "audit").returncode == 0
        assert (tiny / "server.json").stat().st_mode & 0o077 == 0
    assert not (tiny / "server.json").exists()
    assert json.loads(words(tiny, "ask", "imports").stdout)[-1]["accepted"] == 1


def test_a_server_file_left_by_a_killed_server_is_no_hindrance(tiny):
    (tiny / "server.json").write_text('{"port": 9, "secret": "00"}', encoding="utf-8")
    assert words(tiny, *QUESTION).returncode == 0
    (tiny / "server.json").unlink()

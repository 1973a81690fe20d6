"""Rows typed in the app are the same thing as imported ones."""

import pytest

from data.entry import ENTERED, enter
from data.intake.undo import undo
from data.refusal import Refused


@pytest.fixture
def round_of(given):
    given("contractors", contractor_code="91640200MA0000001X", contractor_name="安和（样例）")
    given("contracts", contract_no="HT1", contractor_code="91640200MA0000001X", total_amount=100000)
    given("evaluations", eval_id="P1", eval_type="满意度评估", contract_no="HT1")
    given("org_units", unit_code="640202", unit_name="民政局", unit_type="民政局")


SHEET = {"sheet_id": "B1", "eval_id": "P1", "rater_type": "民政局", "rater_unit": "640202", "rater_name": "王建国",
         "indicator_code": "Z1", "full_score": "20", "score": "18.5", "recused": False, "submit_date": "2022-01-05"}


def put(store, *rows, **how):
    with store.writing("panel", "score sheet") as cursor:
        return enter(cursor, "panel", "score_sheets", list(rows), **how)


def stored(store, sql):
    with store.reading() as cursor:
        return cursor.execute(sql).fetchall()


def test_an_entered_row_is_stored_with_its_provenance_and_sealed(store, round_of):
    number = put(store, SHEET)
    assert stored(store, "select score, recused, rater_name, rater_name_hash is not null, _import, _line from score_sheets") == [
        (18.5, False, "王*国", True, number, 1)]
    assert stored(store, f"select file, dated, rows, accepted from imports where import_id = {number}") == [(ENTERED, True, 1, 1)]
    assert stored(store, f"select count(*) from sealed where import_id = {number}") == [(1,)]


@pytest.mark.parametrize("change, said", [({"score": "20.5"}, "得分"), ({"eval_id": "P9"}, "评估编号"), ({"full_score": ""}, "满分"),
                                          ({"submit_date": "二月三十"}, "提交日期")])
def test_a_bad_cell_or_an_unknown_parent_is_refused_and_nothing_stays(store, round_of, change, said):
    with pytest.raises(Refused, match=said):
        put(store, SHEET, SHEET | {"indicator_code": "Z2"} | change)
    assert stored(store, "select count(*) from score_sheets") == [(0,)]
    assert stored(store, "select (select count(*) from rejects) + (select count(*) from held.score_sheets) + (select count(*) from imports)") == [(0,)]


def test_the_same_key_twice_needs_the_word_to_replace(store, round_of):
    put(store, SHEET)
    with pytest.raises(Refused, match="重复"):
        put(store, SHEET | {"score": "10"})
    put(store, SHEET | {"score": "10"}, new=False)
    assert stored(store, "select score from score_sheets") == [(10,)]
    assert stored(store, "select score from history.score_sheets") == [(18.5,)]


def test_entered_rows_are_not_undone_as_an_import(store, round_of):
    number = put(store, SHEET)
    digest, = stored(store, f"select digest from imports where import_id = {number}")[0]
    with pytest.raises(Refused, match="系统里录入"):
        undo(digest, "panel")
    assert stored(store, "select count(*) from score_sheets") == [(1,)]

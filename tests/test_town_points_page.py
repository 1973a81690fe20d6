"""镇街加减分 on the page: what the question says, who sees the form, several rows confirmed at once, every row opens its re-check."""

from inspect import unwrap
from unittest import mock

import pytest
from applications import application, entering
from test_components import of, words

from components import text
from queries import ask

SETTLED = {"page": "town_points", "period": "2021", "as_of": "2022-02-28", "said": []}
TOWN = "141122100"


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    with application(tiny_folder, tmp_path_factory.mktemp("points"), panel="", auditor="", town=TOWN) as made:
        yield made


@pytest.fixture
def signed_in(app):
    with entering(app) as enter:
        yield enter


def grid(**more):
    from pages import town_points

    return of(unwrap(town_points.ledger)(SETTLED | more), "Ledger")[0]


def act(deed, rows, points="", reason="", clicks=(1,)):
    """The callback as the browser calls it."""
    from pages import town_points

    with mock.patch.object(town_points, "ctx", mock.Mock(triggered_id={"points-deed": deed})):
        return unwrap(town_points.decide)(list(clicks), [rows], points, reason, SETTLED)


def test_the_page_says_what_the_question_says_and_confirms_several(signed_in):
    from pages import town_points

    signed_in("auditor")
    assert "rowSelection" not in grid().dashGridOptions and "points-deed" not in str(unwrap(town_points.ledger)(SETTLED))
    who = signed_in("panel")
    known = ask("town_points", who, period="2021", as_of="2022-02-28").dicts()
    shown = grid()
    assert [row["check_id"] for row in shown.rowData] == [row["check_id"] for row in known] and len(known) > 3
    assert shown.dashGridOptions["rowSelection"]["mode"] == "multiRow"
    assert all(row["check"]["href"].startswith(f"/accuracy?case={row['check_id']}&as_of=2022-02-28") for row in shown.rowData)
    assert {row["proposed_points"] for row in shown.rowData} == {"未规定"}
    waiting = [row for row in shown.rowData if row["state"]["text"] == "待确认"]
    assert len(waiting) > 2 and "原因" in act("confirm", waiting[:2])[0] and "勾选" in act("confirm", None, "1", "按季")[0]
    said, settled = act("confirm", waiting[:2], "−0.5", "按季抽查")
    assert said == "" and settled["done"] == 1
    act("leave_out", waiting[2:3], "", "不作依据")
    assert [row["points"] for row in grid(only="已确认").rowData] == ["-0.50", "-0.50"] and len(grid(only="不计").rowData) == 1
    mine = {row["check_id"]: row for row in ask("town_points", who, period="2021", as_of="2022-02-28").dicts()}
    town = mine[waiting[0]["check_id"]]["unit_code"]
    summed = sum(row["points"] for row in mine.values() if row["points"] and row["unit_code"] == town)
    table = words(unwrap(town_points.towns)(SETTLED))
    assert f"{summed:.2f}" in table and "文件未规定分值" in table and "已确认加减分 2 笔" in table
    act("withdraw", waiting[:1], "", "填错")
    assert len(grid(only="已确认").rowData) == 1
    with text.speaking("en"):
        assert "Reason" in words(unwrap(town_points.ledger)(SETTLED)) and "no document gives a scale" in words(unwrap(town_points.towns)(SETTLED))
        assert {row["state"]["text"] for row in grid().rowData} >= {"Confirmed", "To confirm", "Left out"}


def test_a_town_sees_its_own_and_a_drawn_form_does_nothing(signed_in):
    from dash.exceptions import PreventUpdate

    who = signed_in("town")
    known = ask("town_points", who, period="2021", as_of="2022-02-28").dicts()
    assert {row["unit_code"] for row in known} == {TOWN} and len(grid().rowData) == len(known)
    assert not grid().dashGridOptions.get("rowSelection")
    assert "角色" in act("confirm", grid().rowData[:1], "1", "自己加")[0]
    with pytest.raises(PreventUpdate):
        act("confirm", [], clicks=(0,))

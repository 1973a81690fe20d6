"""调查准确率: every chart shows its question's figures, every point leads to as many rows as it stands for, and names open only by right."""

import json
from inspect import unwrap
from urllib.parse import parse_qs

import pytest
from applications import application, entering

from components import remembered, section
from data import database
from data.refusal import Refused
from queries import ask

SETTLED = {"page": "accuracy", "period": "2021", "as_of": "2022-02-28"}


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    with application(tiny_folder, tmp_path_factory.mktemp("parts"), panel="", leader="", town="141122100") as made:
        yield made


@pytest.fixture
def signed_in(app):
    with entering(app, "/accuracy") as enter:
        yield enter


def graph(shown) -> dict:
    """The figure of a card."""
    found = [one for one in shown._traverse() if getattr(one, "_type", "") == "Graph"]
    assert len(found) == 1, "no picture"
    return found[0].figure


def points(figure) -> list[tuple]:
    """(value, what a click writes into the address) of every point that can be picked."""
    trace = next(one for one in figure["data"] if one.get("customdata"))
    across = trace["x"] if trace.get("orientation") == "h" or "error_x" in trace else None
    return list(zip(across or trace["y"], trace["customdata"], strict=True))


def rows_of(said: str, page: dict = SETTLED) -> list[dict]:
    """The rows that a picked point leads to, as the ledger lists them."""
    from pages.accuracy_cases import chosen

    settled = page | {name: values[-1] for name, values in parse_qs(said).items()}
    return chosen(settled)


def test_the_control_chart_has_the_question_s_figures_and_each_month_its_rows(signed_in):
    from pages.accuracy_charts import trend
    from pages.accuracy_rows import months

    signed_in("panel")
    half = SETTLED | {"period": "2021H2"}  # its months reach back before the period
    asked = section.answer("accuracy_trend", half, period=months(half)).dicts()
    assert len(asked) == 18 and asked[-1]["month"] == "2021-12"
    shown = points(graph(unwrap(trend)(half)))
    assert [value for value, _ in shown] == [one["accuracy_pct"] for one in asked]
    for one, (_, said) in zip(asked, shown, strict=True):
        rows = rows_of(said, half)
        assert (len(rows), sum(row["outcome"] == "准确" for row in rows)) == (one["rechecked"], one["accurate"])


def test_towns_lead_to_the_sample_of_their_own_group(signed_in):
    from pages.accuracy_charts import coverage

    signed_in("panel")
    asked = {one["group_key"]: one for one in section.answer("accuracy", SETTLED, by="town").dicts()}
    shown = [(value, said) for value, said in points_down(graph(unwrap(coverage)(SETTLED)))]
    assert sorted(value for value, _ in shown) == sorted(one["recheck_pct"] for one in asked.values())
    for value, said in shown:
        one = asked[parse_qs(said)["group"][-1]]
        assert value == one["recheck_pct"] and len(rows_of(said)) == one["rechecked"]


def points_down(figure) -> list[tuple]:
    trace = figure["data"][1]
    return list(zip(trace["x"], trace["customdata"], strict=True))


def test_investigators_and_items_lead_to_their_rows(signed_in):
    from pages.accuracy_charts import investigators, items

    signed_in("panel")
    people_asked = {one["staff_id"]: one for one in section.answer("accuracy_funnel", SETTLED).dicts()}
    for value, said in points(graph(unwrap(investigators)(SETTLED))):
        one = people_asked[parse_qs(said)["investigator"][-1]]
        assert value == one["accuracy_pct"] and len(rows_of(said)) == one["rechecked"]
    items_asked = {one["item_name"]: one for one in section.answer("accuracy_by_item", SETTLED).dicts()}
    for value, said in points(graph(unwrap(items)(SETTLED))):
        one = items_asked[parse_qs(said)["item"][-1]]
        assert value == pytest.approx(100 - one["item_accuracy_pct"]) and len(rows_of(said)) == one["compared"] - one["consistent"]


def test_contractors_and_changes_have_the_question_s_figures(signed_in):
    from pages.accuracy_groups import changes, contractors
    from pages.accuracy_rates import before

    signed_in("panel")
    asked = {one["group_key"] or "-": one for one in section.answer("accuracy", SETTLED, by="contractor").dicts()}
    for value, said in points(graph(unwrap(contractors)(SETTLED))):
        one = asked[parse_qs(said)["group"][-1]]
        assert value == one["accuracy_pct"] and len(rows_of(said)) == one["rechecked"]
    half = SETTLED | {"period": "2021H2"}
    assert before(half) == "2021-01-01..2021-06-30"
    compared = {one["group_key"] or "-": one for one in section.answer("accuracy_comparison", half, before=before(half), by="contractor").dicts()}
    for value, said in points(graph(unwrap(changes)(half))):
        assert value == compared[parse_qs(said)["group"][-1]]["difference_pct"]
    card = unwrap(changes)(SETTLED)  # no year before: nothing is said of a change
    assert "不作比较" in words(card)


def test_causes_lead_to_households_with_that_cause_in_that_item(signed_in):
    from pages.accuracy_errors import cell

    signed_in("panel")
    asked = section.answer("accuracy_causes", SETTLED).dicts()
    assert asked
    for one in asked:
        link = cell(one, one["n"]).children
        assert link.children == str(one["n"])
        if one["cause_nature"]:
            assert len(rows_of(getattr(link, "data-set"))) == one["households"]


def test_the_same_question_is_asked_once_until_the_store_changes(signed_in, monkeypatch):
    viewer, asked = signed_in("panel"), []
    monkeypatch.setattr(remembered, "ask", lambda name, who, **given: asked.append(name) or ask(name, who, **given))
    for _ in range(3):
        remembered.ask_once("accuracy", viewer, period="2021-03", by="county", as_of="2022-02-28")
    assert asked == ["accuracy"]
    database.store().log("test", "looked")  # a line of the audit log makes no answer old
    remembered.ask_once("accuracy", viewer, period="2021-03", by="county", as_of="2022-02-28")
    assert asked == ["accuracy"]
    with database.store().writing("test", "wrote"):
        pass
    remembered.ask_once("accuracy", viewer, period="2021-03", by="county", as_of="2022-02-28")
    assert asked == ["accuracy"] * 2


def test_an_answer_is_remembered_with_the_rights_of_who_asked(signed_in):
    whole = remembered.ask_once("accuracy", signed_in("panel"), period="2021", by="county", as_of="2022-02-28").dicts()
    part = remembered.ask_once("accuracy", signed_in("town"), period="2021", by="county", as_of="2022-02-28").dicts()
    assert whole[0]["visited"] > sum(one["visited"] for one in part)


def test_a_hidden_panel_asks_nothing(signed_in, monkeypatch):
    from dash import no_update

    from pages.accuracy_errors import errors

    signed_in("panel")
    monkeypatch.setattr(section, "safely", lambda *_: "asked")
    fill = errors.__wrapped__  # the callback itself, behind the door
    assert fill(SETTLED, None) == (no_update,) * 3
    assert fill(SETTLED | {"tab": "errors"}, None)[1] == {"html": "asked"}


def test_who_may_not_watch_the_checkers_has_no_such_panel():
    from pages.accuracy import tabs_of

    assert "people" in tabs_of("panel") and "people" not in tabs_of("town")


# --- the drawer ------------------------------------------------------------------------------------


def words(shown) -> str:
    return json.dumps(shown.to_plotly_json(), default=lambda one: one.to_plotly_json(), ensure_ascii=False)


def drawn(viewer_role, signed_in):
    from pages.accuracy_cases import case

    signed_in(viewer_role)
    key = section.answer("recheck_cases", SETTLED, outcome="有差错").dicts()[0]["check_id"]
    return key, unwrap(case)(SETTLED, key)


def test_the_drawer_offers_names_only_to_those_who_may(signed_in):
    for role, offered in (("panel", True), ("leader", False)):
        key, shown = drawn(role, signed_in)
        assert (json.dumps({"reveal": key}) in json.dumps([getattr(one, "id", None) for one in shown._traverse()])) is offered


def test_a_look_at_full_names_is_logged_and_refused_to_others(signed_in):
    from pages.accuracy_cases import _clear

    key, _ = drawn("panel", signed_in)
    shown = " ".join(words(one) for one in _clear(SETTLED, key, "核实差错", None) if one is not None)
    assert "*" not in shown.replace("**", "")
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from audit where what = 'looked' and detail like ?", [f"%{key}%"]).fetchone()[0] == 2
    assert "查看目的" in words(_clear(SETTLED, key, None, ["masked"])[-1])
    signed_in("leader")
    with pytest.raises(Refused):
        _clear(SETTLED, key, "核实差错", None)

"""Components are pure: values in, Dash out. Everybody and everything here is made up."""

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import flask
import pytest

from components import drawer, explain, links, states, tables, tiles, timeline, village_grid
from components.card_menu import card_menu
from components.figure_card import card
from components.sparkline import points, sparkline
from components.text import LANGUAGES

POLICY = tomllib.loads((Path(__file__).parents[1] / "data/policy/composite.toml").read_text(encoding="utf-8"))["parameter"]


def parts(component) -> list:
    """The component and everything inside it, texts too."""
    written = isinstance(component, dict) and "props" in component  # one that was written out beforehand
    inside = component["props"].get("children") if written else getattr(component, "children", None)
    inside = inside if isinstance(inside, (list, tuple)) else [inside]
    return [component, *(part for child in inside if child is not None for part in parts(child))]


def words(component) -> str:
    return " ".join(part for part in parts(component) if isinstance(part, str))


def of(component, kind: str) -> list:
    return [part for part in parts(component) if (part["type"] if isinstance(part, dict) else type(part).__name__) == kind]


# ---- definitions


def test_every_definition_says_everything_in_both_languages_and_names_parameters_that_exist():
    for name, entry in explain.definitions().items():
        assert set(entry) - {"left_out"} == {"params", "title", *explain.PARTS}, name
        assert all(set(entry[part]) == set(LANGUAGES) and all(entry[part].values()) for part in ("title", *explain.PARTS)), name
        assert entry["params"] and not set(entry["params"]) - POLICY.keys(), name


def row(**more):
    return {"title": "准确率目标", "title_en": "target", "value": "95", "unit": "%", "usable": True, "state": "文件明确", "document": "某文 1号",
            "clause": "六", "quotation": "应当准确", "in_force": datetime.date(2021, 5, 28)} | more  # fmt: skip


def test_the_explanation_quotes_the_clause_and_says_since_when():
    said = words(explain.explain("accuracy_rate", {"accuracy_target": row()}, "131 ÷ 156 = 83.97%"))
    assert all(part in said for part in ("六", "应当准确", "131 ÷ 156", "2021-05-28", "文件明确", "不计入"))


def test_without_a_parameter_the_documents_are_silent():
    assert "文件未规定" in words(explain.explain("accuracy_rate", {}))


# ---- menu, links, cards


def test_the_menu_offers_only_what_the_card_can_do():
    assert [type(item).__name__ for item in card_menu("甲").children[1].children] == ["Button"]
    items = card_menu("甲", "rows", True, "/download/accuracy.xlsx?period=2021", True).children[1].children
    assert [type(item).__name__ for item in items] == ["A", "Button", "A", "A", "A", "Button", "Button"]
    assert [item.href for item in items[3:5]] == [f"/download/accuracy.csv?period=2021&coding={coding}" for coding in ("gb18030", "utf-8")]
    assert getattr(items[0], "data-goto") == "rows" and items[2].href.startswith("/download/")


def test_a_link_changes_only_what_it_names():
    link = links.sets("甲", "rows", only="有差错", item="")
    assert getattr(link, "data-set") == "only=%E6%9C%89%E5%B7%AE%E9%94%99&item=" and link.href == "?only=%E6%9C%89%E5%B7%AE%E9%94%99"
    assert links.sets("甲", "rows").href == "#rows"


def test_a_card_without_a_clause_says_so():
    assert "文件未规定" in words(card("甲", "%", "body", "来源"))


def test_a_tile_links_its_value_and_an_unknown_one_has_nothing_to_link():
    shown = [tiles.tile("准确率", value, "%", rows=lambda inside: links.sets(inside, case="1")) for value in ("83.97", "—")]
    assert [len(of(one, "A")) for one in shown] == [1, 0]


def test_chips_mark_the_chosen_one():
    found = of(tables.chips("only", "有差错", [("", "全部", 3), ("有差错", "有差错", 1)], "rows"), "A")
    assert ["mj-chosen" in one.className for one in found] == [False, True]


def test_no_permission_names_whom_to_ask():
    assert "王某某" in words(states.no_permission(["王某某"])) and "系统管理员" in words(states.no_permission())


# ---- sparkline


def test_the_sparkline_is_static_and_leaves_gaps():
    image = sparkline([80.0, None, 90.0, 85.0], "月度", 95, (3,))
    svg = unquote(image.src)
    assert image.src.startswith("data:image/svg+xml,") and image.alt == "月度"
    assert svg.count("stroke-width") == 1 and svg.count("<circle") == 1  # one run of two, a lone point; the bad end is a diamond
    assert "stroke-dasharray" in svg
    assert sparkline([None, 90.0], "月度") is None


def test_points_lie_inside_and_equal_values_on_one_line():
    assert points([0, 100], 0, 100, 100, 40) == [(5.0, 35.0), (95.0, 5.0)]
    assert len({y for _, y in points([5, 5, 5], 5, 5, 100, 40)}) == 1


# ---- drawer


def test_neighbours_of_the_first_and_the_last():
    order = ["1", "2", "3"]
    assert drawer.neighbours("1", order) == (None, "2", 1) and drawer.neighbours("3", order) == ("2", None, 3)


def test_a_drawer_out_of_order_has_no_steps():
    assert "上一件" not in words(drawer.drawer("甲", None, [], [])) and "第 2 / 2 件" in words(drawer.drawer("甲", None, [], [], "b", ["a", "b"]))


# ---- grid of villages


def cell(inspections=1, photo_set=True, board_complete=True, closed=True, village="1", quarter="2022Q1"):
    return {"village_code": village, "village_name": "东村委会", "town_code": "t", "town_name": "东镇", "quarter": quarter, "inspections": inspections,
            "photo_set": photo_set, "board_complete": board_complete if inspections else None, "closed": closed}  # fmt: skip


@pytest.mark.parametrize(
    "given,current,name",
    [
        (None, True, "off"),
        (cell(), True, "done"),
        (cell(photo_set=False, board_complete=False), True, "photo"),
        (cell(board_complete=False), False, "board"),
        (cell(0), True, "late"),
        (cell(0), False, "missed"),
        (cell(0, closed=False), True, "todo"),
    ],
)
def test_what_a_cell_says(given, current, name):
    assert village_grid.state(given, current) == name


def test_the_grid_groups_by_town_and_counts_the_current_quarter():
    rows = [cell(quarter="2021Q4"), cell(0), cell(village="2", quarter="2021Q4")]  # the second village is not due in 2022Q1
    quarters, [town] = village_grid.towns_of(rows)
    assert quarters == ["2021Q4", "2022Q1"] and (town["inspected"], town["due"]) == (0, 1)
    assert [village[2] for village in town["villages"]] == ["dx", "do"]


def test_eight_hundred_villages_are_a_letter_a_cell():
    rows = [cell(int(i != 7), village=f"{i:012}", quarter=f"{2021 + i % 8 // 4}Q{i % 4 + 1}") for i in range(818 * 8)]
    grid = village_grid.village_grid(rows)
    assert "mj-many" in grid.className and "mj-many" not in village_grid.village_grid(rows[:village_grid.MANY]).className


# ---- timeline


def tranche(number, status, **more):
    return {"contract_no": "HT-1", "contractor_name": "甲", "tranche_no": number, "planned_amount": Decimal("300000.00"), "net_paid": Decimal(0),
            "trigger_type": "合同生效", "trigger_date": None, "due_date": None, "paid_date": None, "status": status, "provisional": False,
            "working_days_late": None, "working_days_left": None} | more  # fmt: skip


@pytest.mark.parametrize("status,gate", [("暂缓", "failed"), ("未到条件", "shut")])
def test_a_gate_is_open_only_once_its_day_has_come(status, gate):
    assert timeline.gate(tranche(1, status)) == gate
    assert timeline.gate(tranche(1, status, trigger_date=datetime.date(2021, 1, 4))) == "open"


@pytest.mark.parametrize(
    "status,look", [("按期拨付", "mj-paid"), ("逾期未拨", "mj-late"), ("暂缓", "mj-held"), ("未到条件", "mj-pale"), ("未评先拨", "mj-early")]
)
def test_the_track_says_amount_and_status_and_looks_it(status, look):
    shown = timeline.timeline([tranche(1, status)])
    bar = next(one for one in of(shown, "A"))
    assert look in bar.className and "30.00" in words(bar) and status in words(bar)
    assert getattr(bar, "data-set") == "case=HT-1.1"


def test_the_track_says_how_late():
    late = tranche(1, "逾期未拨", due_date=datetime.date(2022, 3, 10), trigger_date=datetime.date(2022, 2, 17), working_days_late=25)
    assert "应付 2022-03-10" in words(timeline.timeline([late])) and "已逾期 25 个工作日" in words(timeline.timeline([late]))


def test_english_says_no_chinese_where_the_words_are_ours():
    with flask.Flask("test").test_request_context(headers={"Cookie": "language=en"}):
        assert "working days late" in words(timeline.timeline([tranche(1, "逾期未拨", due_date=datetime.date(2022, 3, 10), working_days_late=2)]))

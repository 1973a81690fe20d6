"""What the printed sheet found wrong opens a rectification when it comes back, once, and an undo takes it back too."""

import datetime
import io

import openpyxl
import pytest

from data import database
from data.audits import findings
from data.entry import enter
from data.intake import ingest
from data.intake.undo import undo
from data.viewer import Viewer
from queries import ask
from queries.inspection_sheet import sheet

TOWN = "640202001"
A, B = TOWN + "001", TOWN + "002"
BUREAU = Viewer("检查员甲", "inspector")
FINE = {"检查日期": datetime.date(2021, 5, 10), "审核公示单": "不适用", "长期公示名册": "有", "救助政策要点": "有", "监督举报电话": "有",
        "内容准确": "是", "隐私保护": "是", "检查结果": "合格"}
WRONG = FINE | {"长期公示名册": "破损", "检查结果": "不合格", "发现问题": "公示栏玻璃碎了"}
VILLAGES = f"村（社区）编码,村（社区）名称,乡镇（街道）编码,乡镇（街道）名称,村居类型\n{A},东街社区,{TOWN},人民路街道,社区\n"


def rows(sql, *values):
    with database.store().reading() as cursor:
        return cursor.execute(sql, list(values)).fetchall()


def rectified():
    return rows("select source_id, source_type, issue, issue_date, deadline, resp_unit from rectifications order by all")


@pytest.fixture
def county(given):
    given("org_units", unit_code="640202M01", unit_name="民政局", unit_type="民政局")
    given("org_units", unit_code=TOWN, unit_name="人民路街道", unit_type="街道")
    given("villages", village_code=A, village_name="东街社区", town_code=TOWN)
    given("villages", village_code=B, village_name="西街社区", town_code=TOWN)


@pytest.fixture
def filled(county, tmp_path):
    """``filled({A: WRONG})``: (path, numbers) of our own sheet, its rows filled in, the others deleted; ``change`` gives it other numbers."""
    blank = sheet(BUREAU, "2021Q2", "2021-05-20")

    def fill(said, name="检查单.xlsx", change=str):
        book = openpyxl.load_workbook(io.BytesIO(blank))
        page = book.worksheets[0]
        place = {cell.value.lstrip("*"): cell.column for cell in page[1]}
        numbers = {}
        for line in range(page.max_row, 1, -1):
            village = page.cell(line, place["村（社区）编码"]).value
            if village not in said:
                page.delete_rows(line)
                continue
            cell = page.cell(line, place["检查编号"])
            numbers[village] = cell.value = change(cell.value)
            for header, value in said[village].items():
                page.cell(line, place[header]).value = value
        book.save(tmp_path / name)
        return tmp_path / name, numbers
    return fill


def test_a_problem_on_the_sheet_opens_the_same_rectification_as_an_entered_one(filled):
    path, numbers = filled({A: WRONG, B: FINE | {"发现问题": "无"}})
    outcome = ingest(path, "甲")
    assert outcome.status == "imported" and "已开出 1 条整改" in outcome.sentence
    assert rectified() == [(numbers[A], "公示检查", "东街社区：长期公示名册破损；公示栏玻璃碎了", datetime.date(2021, 5, 10), datetime.date(2021, 5, 17), TOWN)]
    assert [row["rect_id"] for row in ask("village_inspections", BUREAU, village=A).dicts()] == ["ZG-" + numbers[A]]
    assert findings() == []


@pytest.mark.parametrize(("change", "issue"), [
    ({"检查结果": "不合格"}, "东街社区：检查不合格"), ({"隐私保护": "否"}, "东街社区：公示泄露隐私"),
    ({"监督举报电话": "无", "检查结果": None}, "东街社区：监督举报电话无"),
    ({"检查结果": "不合格", "发现问题": "字迹褪色"}, "东街社区：字迹褪色"), ({"发现问题": "无"}, None), ({"检查结果": "未完成"}, None)])
def test_what_is_a_problem(filled, change, issue):
    ingest(filled({A: FINE | change})[0], "甲")
    assert [row[2] for row in rectified()] == ([issue] if issue else [])


def test_the_sheet_again_or_corrected_opens_nothing_twice(filled):
    for number, said in enumerate((WRONG, WRONG | {"救助政策要点": "无"}, FINE)):
        ingest(filled({A: said}, f"{number}.xlsx")[0], "甲")
        ingest(filled({A: said}, f"{number}.xlsx")[0], "甲")
    assert len(rectified()) == 1 and rows("select result from publicity_inspections") == [("合格",)]


@pytest.mark.parametrize("number", ["JC2021000003", "XC-0123456789abcdef", f"JC2021Q2-{B}-abc123", f"JC2021Q2-{A}-0001", f"X-{A}-abc123"])
def test_inspections_of_other_exports_open_none(filled, number):
    path, _ = filled({A: WRONG}, change=lambda _: number)
    assert "整改" not in ingest(path, "甲").sentence
    assert rectified() == [] and rows("select insp_id from publicity_inspections") == [(number,)]


@pytest.mark.parametrize(("rect", "source"), [("R1", "{}"), ("ZG-{}", None)])
def test_a_rectification_that_stands_already_is_not_opened_again(filled, given, rect, source):
    path, numbers = filled({A: WRONG, B: WRONG})
    given("rectifications", rect_id=rect.format(numbers[A]), source_type="公示检查", source_id=source and source.format(numbers[A]), issue="已登记")
    assert "已开出 1 条整改" in ingest(path, "甲").sentence and len(rectified()) == 2


def test_an_inspection_that_waited_for_its_village_opens_it_then(filled, store, tmp_path):
    path, numbers = filled({A: WRONG})
    with store.writing("test", "no villages yet") as cursor:
        cursor.execute("delete from villages")
    ingest(path, "甲")
    assert rectified() == []
    (villages := tmp_path / "村.csv").write_text(VILLAGES, encoding="utf-8")
    assert "已开出 1 条整改" in ingest(villages, "甲").sentence and rectified()[0][0] == numbers[A]
    undo(rows("select digest from imports where file = '检查单.xlsx'")[0][0], "甲")
    assert rectified() == [] and findings() == []


def digest(file):
    return rows("select digest from imports where file = ? and status = 'imported'", file)[0][0]


def test_an_undo_takes_its_rectification_back_and_the_sheet_may_come_again(filled):
    path, _ = filled({A: WRONG})
    ingest(path, "甲")
    undo(digest(path.name), "甲")
    assert rectified() == [] and rows("select 1 from publicity_inspections") == [] and findings() == []
    assert ingest(path, "甲").status == "imported" and len(rectified()) == 1


def test_an_undo_leaves_what_somebody_worked_on_since(filled, store):
    path, numbers = filled({A: WRONG})
    ingest(path, "甲")
    with store.writing("镇甲", "put right") as cursor:
        enter(cursor, "镇甲", "rectifications", [{"rect_id": "ZG-" + numbers[A], "source_type": "公示检查", "source_id": numbers[A], "issue": "玻璃",
                                                  "issue_date": "2021-05-10", "complete_date": "2021-05-12"}], new=False)
    undo(digest(path.name), "甲")
    assert rows("select complete_date from rectifications") == [(datetime.date(2021, 5, 12),)] and rows("select 1 from publicity_inspections") == []


def test_an_undo_of_one_of_two_sheets_leaves_the_problem_of_the_other(filled):
    for name, said in (("一.xlsx", WRONG), ("二.xlsx", WRONG | {"救助政策要点": "无"})):
        ingest(filled({A: said}, name)[0], "甲")
    undo(digest("一.xlsx"), "甲")
    assert [row[2] for row in rectified()] == ["东街社区：长期公示名册破损；救助政策要点无；公示栏玻璃碎了"] and findings() == []
    undo(digest("二.xlsx"), "甲")
    assert rectified() == []

"""Ledgers that leave the house and come back: our own intake finds every row unchanged; what is sensitive stays a mask; no scope is passed."""

import dataclasses
import io
import shutil

import openpyxl
import pytest
from stores import use_store

from components import downloads, ledger_pages, policy_ledger, text
from data import database, look
from data.contract import contracts
from data.intake import ingest
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import dataset_ledger, questions
from queries.ledger_form import HEAD, Sheet, Words, workbook

WORDS = Words("填报单位：样例县民政局", "统计截止日：2022-04-15", "单位：元", "合计", ("制表人：", "审核人："))
PANEL = Viewer("小组", "panel")


@pytest.fixture(scope="module")
def county(tiny_folder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        database.close_store()
        use_store(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("ledgers"), dirs_exist_ok=True) / "store", patch)
        yield database.store()
        database.close_store()
    settings.cache_clear()


def brought(path) -> dict[str, tuple]:
    """What an import of this file counted: dataset -> rows, unchanged, rejected and held."""
    outcome = ingest(path, "测试")
    assert outcome.status == "imported", outcome.sentence
    with database.store().reading() as cursor:
        return {found[0]: found[1:] for found in cursor.execute("""select dataset, rows, unchanged, rejected, held from imports
            where digest = (select digest from imports order by import_id desc limit 1) and dataset is not null""").fetchall()}


def test_every_ledger_comes_back_equal(county, tmp_path):
    sheets, path = {name: dataset_ledger.ledger(PANEL, name) for name in contracts()}, tmp_path / "back.xlsx"
    path.write_bytes(workbook(list(sheets.values()), WORDS))
    equal = {name: (len(sheet.rows), len(sheet.rows), 0, 0) for name, sheet in sheets.items()}
    assert sum(bool(sheet.rows) for sheet in sheets.values()) > 18 and brought(path) == equal
    for place, (name, sheet) in enumerate(sheets.items()):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(dataset_ledger.as_csv(sheet, ("utf-8-sig", "gb18030")[place % 2]))
        assert brought(path) == {name: equal[name]}


def test_a_row_changed_in_a_ledger_keeps_what_the_ledger_masks(county, tmp_path):
    """A mask is no value and no blank: name, hash and sealed text stay; a new row without its name is sent back."""
    sheet, path = dataset_ledger.ledger(PANEL, "staff"), tmp_path / "staff.csv"
    names, places = [name for name, _ in sheet.columns], "select staff_id, _import, _line from staff order by staff_id limit 1"
    with database.store().reading() as cursor:
        before = cursor.execute("select staff_name, staff_name_hash, id_no_hash from staff order by staff_id limit 1").fetchone()
        clear = look.open_cells(cursor, cursor.execute(places).fetchall())
    first = list(min(sheet.rows, key=lambda row: row[names.index("staff.staff_id")]))
    first[names.index("staff.badge_no")] = "改过"
    new = list(first)
    new[names.index("staff.staff_id")] = "99999"
    path.write_bytes(dataset_ledger.as_csv(dataclasses.replace(sheet, rows=[first, new], about="")))
    assert brought(path)["staff"] == (2, 0, 1, 0)
    with database.store().reading() as cursor:
        assert cursor.execute("select staff_name, staff_name_hash, id_no_hash from staff order by staff_id limit 1").fetchone() == before
        assert look.open_cells(cursor, cursor.execute(places).fetchall()) == clear and next(iter(clear.values()))["staff_name"]
        assert cursor.execute("select replaced from imports order by import_id desc limit 1").fetchone() == (1,)


def test_a_mask_is_no_value_and_only_who_sees_the_county_gets_a_ledger(county):
    sheet = dataset_ledger.ledger(PANEL, "staff")
    headers = [header for _, header in sheet.columns]
    assert "姓名（已脱敏）" in headers and "姓名" not in headers
    masked = {row[headers.index("姓名（已脱敏）")] for row in sheet.rows} - {None}
    assert masked and all("*" in name for name in masked)
    for viewer in (Viewer("镇", "town", region="141122100"), Viewer("镇里", "panel", region="141122100"), Viewer("企", "panel", contractor="C1"),
                   Viewer("检", "inspector")):
        with pytest.raises(Refused):
            dataset_ledger.ledger(viewer, "villages")
    with pytest.raises(Refused):
        dataset_ledger.ledger(PANEL, "people")


def test_the_form_of_a_ledger():
    columns = [("group_name", "乡镇"), ("visited", "入户"), ("accuracy_pct", "准确率"), ("net_paid", "已拨净额"), ("tranche_no", "期次")]
    rows = [("=甲镇", 3, 50.0, None, 1), ("乙镇", 4, 100.0, None, 2)]
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("台账：甲/乙", columns, rows), Sheet("台账：甲/乙", columns, rows[:1], adds=False)], WORDS)))
    assert book.sheetnames == ["台账：甲 乙", "台账：甲 乙 2"]
    page = book.worksheets[0]
    table = [[cell.value for cell in row] for row in page.iter_rows()]
    assert table[0][0] == "台账：甲/乙" and "填报单位：样例县民政局" in table[1] and table[HEAD] == [header for _, header in columns]
    assert table[HEAD + 1][0] == "'=甲镇" and [cell or None for cell in table[HEAD + 3]] == ["合计", 7, None, None, None]
    assert not [cell for row in page for cell in row if cell.data_type == "f"]
    assert page.freeze_panes == "B4" and page.print_title_rows == "$3:$3" and page.page_setup.fitToHeight == 0 and page.column_dimensions["A"].width < 41
    assert [row[0] for row in book.worksheets[1].iter_rows(values_only=True)].count("合计") == 0


def test_two_profiles_beside_each_other():
    page = openpyxl.load_workbook(io.BytesIO(policy_ledger.comparison("composite", "tianjin-2022"))).active
    rows = list(page.iter_rows(min_row=HEAD + 2, values_only=True))
    known = policy_ledger.differing("composite", "tianjin-2022")
    assert [row[1] for row in rows[: len(known)]] == [name for name, *_ in known] and len(known) > 20
    assert any(row[3] != row[7] and "未规定" in (row[3], row[7]) for row in rows) and "天津" in page["A1"].value


def test_no_ledger_has_a_header_without_words():
    bare = {column for question in questions().values() for column in question.columns}
    assert all(question in questions() for ledgers in ledger_pages.PAGES.values() for question, _ in ledgers)
    assert not sorted(column for column in bare if f"column.{column}" not in text.catalogue())
    with text.speaking("en"):
        said = [downloads._cell(*one) for one in (("verdict", "样本不足"), ("measure", "accuracy"), ("low", True), ("missing", ["近景", "远景"]), ("n", 3))]
    assert said == ["Small sample", "Household-level accuracy", "yes", "Near, Far", 3]

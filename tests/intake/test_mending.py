"""Reject -> download -> mend -> import: the row is then as if it had been right the first time, and nothing was shown in clear."""

import io
import re
import zipfile

import openpyxl
import pytest
from test_forms import xlsx

from data.intake import archive, mending
from data.refusal import Refused

IDENTITY, WRONG_IDENTITY = "11010519491231002X", "110105194912310021"
STAFF = [
    ["序号", "姓名", "身份证号", "工号", "聘用日期", "派遣到岗\n日期", "家属姓名"],
    ["1", "王小国", IDENTITY, "01001", "2021-13-01", "2021-05-01", "赵大明"],      # a bad date
    ["2", "欧阳春花", WRONG_IDENTITY, "01002", "2021-03-01", "2021-05-01", "钱多多"],  # a bad identity number
    ["3", "李好人", "", "01003", "2021-03-01", "2021-05-01", ""],
    ["4", "@孙公式", IDENTITY, "01004", "2021-06-01", "2021-05-01", "周某人"],      # dates out of order
]
SECRETS = ("王小国", "欧阳春花", "孙公式", IDENTITY, WRONG_IDENTITY, "赵大明", "钱多多", "周某人")


def csv_of(rows, title="") -> bytes:
    return (title + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)).encode("gb18030")


FORMS = {
    "人员.csv": csv_of,
    "人员导出.csv": lambda rows: csv_of(rows, "人员台账\n导出日期：2022-03-06\n"),
    "人员.xlsx": xlsx,
}


@pytest.fixture
def mended(store):
    """``mended(waiting=False)``: the workbook of the latest import."""
    def make(waiting=False):
        with store.reading() as cursor:
            number = cursor.execute("select max(import_id) from imports where dataset is not null and status = 'imported'").fetchone()[0]
        return mending.workbook(store, [number], waiting)
    return make


def clear_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())


def header_row(sheet) -> int:
    return next(row for row in range(1, 4) if sheet.cell(row, 2).value == "姓名")


def put(content: bytes, **cells: str) -> bytes:
    """The workbook after somebody has typed: ``put(content, D2="2021-01-02")`` counted from the header."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, out = book.worksheets[0], io.BytesIO()
    for place, text in cells.items():
        column, row = re.fullmatch(r"([A-Z])(\d+)", place).groups()
        sheet[f"{column}{int(row) + header_row(sheet) - 1}"] = text
    book.save(out)
    return out.getvalue()


PEOPLE = "staff_id, staff_name, staff_name_hash, id_no, id_no_hash, hire_date, dispatch_date"


@pytest.mark.parametrize("name", FORMS)
def test_a_mended_row_is_as_if_it_had_been_right(name, send, mended, stored, rejects, store):
    rows = [list(row) for row in STAFF]
    make = FORMS[name]
    send(name, make(rows))
    assert [code for _, _, code in rejects()] == ["bad_date", "bad_identity_number", "date_order"]
    workbook = mended()
    text = clear_text(workbook)
    assert not [secret for secret in SECRETS if secret in text]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    top = header_row(sheet)
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
    assert table[0] == [*STAFF[0], "原因"]
    assert [row[3] for row in table[1:]] == ["01001", "01002", "01004"]
    assert table[1][1].startswith("〔保密:") and table[1][4] == "2021-13-01" and not table[2][2]
    assert "不是一个日期" in table[1][-1] and "校验码" in table[2][-1] and "请重新填写" in table[2][-1]
    send("改.xlsx", put(workbook, E2="2021-01-02", C3=IDENTITY, E4="2021-04-01"))
    found = stored("staff", PEOPLE + ", cast(_exported as date)" * (name == "人员导出.csv"))
    names = sealed_names(store)
    with store.writing("test", "emptied") as cursor:
        cursor.execute("delete from staff; delete from history.staff")
    # the same rows, right from the start
    for row, cell, text in ((1, 4, "2021-01-02"), (2, 2, IDENTITY), (4, 4, "2021-04-01")):
        rows[row][cell] = text
    send("对的" + name, make(rows))
    assert found == stored("staff", PEOPLE + ", cast(_exported as date)" * (name == "人员导出.csv")) and len(found) == 4
    assert names == sealed_names(store) == {"01001": "王小国", "01002": "欧阳春花", "01003": "李好人", "01004": "@孙公式"}


def sealed_names(store) -> dict[str, str]:
    found = {}
    with store.reading() as cursor:
        for staff, number, line in cursor.execute("select staff_id, _import, _line from staff").fetchall():
            block = cursor.execute("select content from sealed where import_id = ? and block = ?", [number, line // 1024]).fetchone()[0]
            found[staff] = store.key.open_rows(block)[str(line)]["staff_name"]
    return found


def test_a_workbook_mended_halfway_is_given_out_again(send, mended, stored, rejects):
    send("人员.csv", csv_of(STAFF))
    send("改.xlsx", put(mended(), E2="2021-01-02"))
    assert stored("staff", "staff_id, id_no is null") == [("01001", False), ("01002", True), ("01003", True)]  # 01002 left blank, as 原因 warned
    again = mended()
    sheet = openpyxl.load_workbook(io.BytesIO(again)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*STAFF[0], "原因"]  # not twice
    send("再改.xlsx", put(again, E2="2021-04-01"))
    assert stored("staff", "staff_id, staff_name")[-1] == ("01004", "@**式")


def swap(content: bytes, source: str, target: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, out = book.worksheets[0], io.BytesIO()
    sheet[target] = sheet[source].value
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("how", ["another column", "made up", "cut", "gone"])
def test_a_mark_that_means_nothing_here_is_rejected_with_its_line(how, send, mended, stored, store):
    send("人员.csv", csv_of(STAFF))
    workbook = put(mended(), E2="2021-01-02")
    if how == "another column":
        workbook = swap(workbook, "B2", "D2")  # a name into 工号, where it would be stored in clear
    elif how == "made up":
        workbook = put(workbook, B2="〔保密:" + "A" * 62 + "〕")
    elif how == "cut":
        workbook = put(workbook, B2=openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]["B2"].value[:-5])
    else:
        for path in (store.folder / "archive").iterdir():
            path.unlink()
    send("改.xlsx", workbook)
    assert "01001" not in [row[0] for row in stored("staff", "staff_id")]
    with store.reading() as cursor:
        said = cursor.execute("select line, code, value, reason from rejects order by import_id desc, line limit 1").fetchone()
        rows = cursor.execute("select rows, accepted + replaced + unchanged + rejected + held from imports where file = '改.xlsx' limit 1").fetchone()
    assert said[:3] == (2, "wrong_file", None) and "保密标记无法还原" in said[3]
    assert rows[0] == rows[1] == 3


def test_waiting_rows_come_on_request(county, send, mended):
    case = "受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\n"
    send("案件.csv", case + "S1,999999999999,640202001,新申请,城市低保\nS2,640202001001,640202001,新申请,无此类\n")
    lines = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(mended(waiting=True))).worksheets[0]]
    assert [row[0] for row in lines[1:]] == ["S1", "S2"] and "已暂存" in lines[1][-1]
    assert len(list(openpyxl.load_workbook(io.BytesIO(mended())).worksheets[0])) == 2


def test_nobody_is_named_in_other_columns_either(county, send, mended):
    """Names among staff ids, a phone in a code, an identity number in a remark and in a shifted date."""
    send("检查.csv", "检查编号,村（社区）编码,检查日期,检查方式,检查人员,发现问题\n"
                     f"13800005919,640202001001,2021-05-10,无此方式,王小国、01001,电话13800005919\nJ2,640202001001,{IDENTITY},实地,01001,\n")
    workbook = mended()
    text = clear_text(workbook)
    assert "王小国" not in text and "13800005919" not in text and IDENTITY not in text
    assert [row[2].value for row in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]] == ["检查日期", "2021-05-10", ""]


def test_formulas_are_text_and_odd_cells_survive(county, send, mended, stored):
    odd = '=1+1\x01_x0041_\n@cmd'
    send("问题.csv", f'整改编号,问题来源,问题描述,整改时限\nR1,日常检查,"{odd}",2021-13-01\n')
    workbook = mended()
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets" in name)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert sheet["C2"].data_type == "s" and all(cell.number_format == "@" for cell in sheet[2])


def test_nothing_to_mend_and_an_original_that_is_gone(county, send, store, mended):
    with pytest.raises(Refused, match="没有可以改正的行"):
        mended()
    send("人员.csv", csv_of(STAFF))
    with store.reading() as cursor:
        digest = cursor.execute("select digest from imports where file = '人员.csv'").fetchone()[0]
    assert archive.open_original(store, digest) is not None
    for path in (store.folder / "archive").iterdir():
        path.unlink()
    with pytest.raises(Refused, match="已过保存期"):
        mended()


def test_rows_wider_than_the_header_are_named_apart(send, mended):
    send("单位.csv", "单位编码,单位名称,单位类型,应配专职人数\n640202002,朝阳街道,街道,1,234\n640202003,人民路街道,街道,若干\n")
    book = openpyxl.load_workbook(io.BytesIO(mended()))
    assert [row[0].value for row in book.worksheets[0]] == ["单位编码", "640202003"]
    assert "第 2 行" in str([row[0].value for row in book.worksheets[1]])

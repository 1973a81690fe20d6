"""One table, every form an office may send it in: the same rows come out."""

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
import xlwt
from small_tables import HEADER, ROWS, STORED

TITLE = "大武口区单位表"


def text(separator=",", line_end="\n", title=False) -> str:
    rows = [[TITLE]] * title + [HEADER, *ROWS]
    return "".join(separator.join(row) + line_end for row in rows)


def xlsx(rows, sheets=("Sheet1",)) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls(rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def html(rows, encoding="gb18030", declared='<meta charset="gb2312">') -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head>{declared}</head><body><!-- 导出 --><table>{cells}</table></body></html>".encode(encoding)


def xml(rows, encoding="utf-8", declared="", note="") -> bytes:
    cells = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data>{note}</Cell>' for cell in row) + "</Row>" for row in rows)
    names = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    return (f'<?xml version="1.0"{declared}?><Workbook {names}>'
            f'<Worksheet ss:Name="单位"><Table>{cells}</Table></Worksheet></Workbook>').encode(encoding)


NOTE = '<Comment><ss:Data xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">批注</ss:Data></Comment>'


def two_rows_of_headers() -> bytes:
    """单位编码 over two rows, 单位信息 over two columns, as merged cells leave them."""
    return xlsx([[TITLE], ["单位编码", "单位信息", None], [None, *HEADER[1:]], *ROWS])


TABLE = [HEADER, *ROWS]
FORMS = {
    "utf-8": text().encode(),
    "utf-8 with BOM": text().encode("utf-8-sig"),
    "GBK": text().encode("gbk"),
    "GB18030": text().encode("gb18030"),
    "UTF-16": text("\t").encode("utf-16"),
    "UTF-16 big endian": b"\xfe\xff" + text("\t").encode("utf-16-be"),
    "tabs": text("\t").encode(),
    "semicolons": text(";").encode("gb18030"),
    "CRLF": text(line_end="\r\n").encode(),
    "old Mac line ends": text(line_end="\r").encode(),
    "mixed line ends": text(line_end="\r\n").replace("\r\n", "\n", 1).encode(),
    "no last line end": text().rstrip("\n").encode(),
    "title row": text(title=True).encode(),
    "quoted": text().replace("长胜街道", '"长胜街道"').encode(),
    "header over two lines": text().replace("单位名称", '"单位\n名称"').encode(),
    "full-width header": text().replace("单位编码", "单 位　编码：").encode(),
    "variant header": text().replace("单位编码", "机构编码").encode(),
    "traditional header": text().replace("单位编码", "單位編碼").encode(),
    "starred header": text().replace("单位编码", "*单位编码").encode(),
    "shuffled and unknown columns": "".join(",".join(["x", *reversed(row)]) + "\n" for row in TABLE).replace("x", "序号", 1).encode(),
    "totals, notes, blank rows": (text() + ",,\n合计,3,\n小 计,3,\n注：以上为样例,,\n").encode(),
    "XLSX": xlsx([[TITLE], [], *TABLE]),
    "XLS": xls([[TITLE], *TABLE]),
    "HTML named xls": html(TABLE),
    "XML named xls": xml(TABLE),
    "HTML that declares nothing": html(TABLE, "gbk", ""),
    "HTML in UTF-8 that declares nothing": html(TABLE, "utf-8", ""),
    "HTML in UTF-8 that declares another": html(TABLE, "utf-8"),
    "HTML with cells over two rows": html([]).decode("gb18030").replace("<table>", "<table><tr><td rowspan=2>单位编码<td colspan=2>单位信息"
        "<tr><td>单位<br>名称<td>单位类型" + "".join(f"<tr><td>{a}<td>{b}<td>{c}" for a, b, c in ROWS)).encode("gb18030"),
    "XML in UTF-16": xml(TABLE, "utf-16", ' encoding="UTF-16"'),
    "XML in GBK": xml(TABLE, "gbk", ' encoding="GBK"'),
    "XML with comments": xml(TABLE, note=NOTE),
    "header over two rows": two_rows_of_headers(),
    "invisible characters": text().replace("单位名称", "\u200b单位名称\ufeff").replace("街道\n", "街\u200b道\u200e\n")
        .replace("长胜", "\u00a0长\u2060胜").encode(),
    "header repeated on every page": (text() + text().splitlines()[0] + "\n").encode(),
    "header repeated in a workbook": xlsx([*TABLE, HEADER]),
    "what stands below a table": (text() + "合计：2,,\n本页小计,2,\n备注：样例,,\n填表人：甲,审核人：乙,\n制表日期：2021-01-01,,\n").encode(),
    "units of headers": text().replace("单位编码", "单位编码（必填）").encode(),
    "numbers and signs of headers": text().replace("单位编码", "1、★单位编码").replace("单位名称", "【必填】“单位名称”")
        .replace("单位类型", "(3)单位类型（下拉选择）").encode(),
    "another spelling of a variant": text().replace("单位编码", "機構編碼").encode(),
    "a variant beside the column's own header": text().replace("单位类型", "单位类型,举报电话,监督举报电话").replace("街道\n", "街道,x,\n").encode(),
    "vertical bars": text("|").encode(),
    "full-width commas": text("，").encode("gb18030"),
    "spaces behind commas": text(", ").replace("长胜街道", '"长胜街道"').encode(),
    "cells that a spreadsheet is told to leave": text().replace("640202001", '="640202001"').replace("大武口", "'大武口").encode(),
    "header over three rows": xlsx([["单位编码", "单位信息", None], [None, "单位名称", "类型信息"], [None, None, "单位类型"], *ROWS]),
    "columns numbered under the header": (text().splitlines()[0] + "\n1,2,3\n" + "".join(text().splitlines(True)[1:])).encode(),
    "header repeated in another spelling": (text() + ' 单位编码,"单位\n名称",单位类型：\n').encode(),
    "rows of nothing but their number": text().replace("单位编码", "序号,单位编码").replace("640202", "1,640202").replace("\n1,", "\n7,,,\n1,", 1).encode(),
    "end of file of DOS": text().encode() + b"\x1a",
    "other totals": (text() + "【合计】,2,\n长胜街道小计,1,\n合计2条,,\n,合计,2\n").encode(),
    "other lines below": (text() + "以上共2条记录,,\n（以下空白）,,\n注1：样例,,\n经办人：甲,,联系电话：1\n,制表人：甲,审核人：乙\n长胜街道,,\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_rows(form, send, stored, rejects):
    outcome = send("单位.xls", FORMS[form])
    assert outcome.status == "imported", outcome.sentence
    assert stored("org_units", "unit_code, unit_name, unit_type") == STORED
    assert rejects() == []


def test_notes_sheet_is_skipped_and_listed(send, store):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(TABLE)))
    book.create_sheet("填表说明").append(["本表由业务系统导出。"])
    content = io.BytesIO()
    book.save(content)
    assert send("单位.xlsx", content.getvalue()).status == "imported"
    with store.reading() as cursor:
        assert cursor.execute("select sheet, status from imports order by import_id").fetchall() == [("Sheet1", "imported"), ("填表说明", "skipped")]


def test_two_sheets_of_one_dataset_are_one_file(send, rejects):
    assert send("单位.xlsx", xlsx(TABLE, ("上半部分", "下半部分"))).status == "imported"
    assert rejects() == [(2, "单位编码", "duplicate_in_file"), (3, "单位编码", "duplicate_in_file")]


def test_a_record_over_several_lines_is_named_by_its_first_line(send, rejects):
    send("单位.csv", '导出日期：2022-03-06\n单位编码,单位名称,单位类型\n1,"长\n胜",街道\n2,"金\r\n\r\n驼",农场\n3,,街道\n')
    assert rejects() == [(5, "单位类型", "not_in_list"), (8, "单位名称", "missing_required")]


REFUSED = {
    "empty": (b"", "空的"),
    "PDF": (b"%PDF-1.4 x", "PDF"),
    "NUL bytes": (text().replace("长", "长\x00").encode(), "空字符"),
    "truncated workbook": (xlsx(TABLE)[:900], "损坏"),
    "another archive": (b"PK\x03\x04" + b"\x00" * 40, "损坏"),
    "no known header": ("甲,乙,丙\n1,2,3\n".encode(), "没有认出"),
    "required header missing": ("单位编码,单位名称,上级单位,监督信箱\n1,2,3,4\n".encode(), "单位类型"),
    "open quotation mark": ('单位编码,单位名称,单位类型\n1,"长胜,街道\n2,金驼,街道\n'.encode(), "第 2 行"),
    "neither encoding": (text().encode() + b"\xff\xff\xff\n", "编码"),
    "one column twice": ("单位编码,机构编码,单位名称,单位类型\n1,1,2,街道\n".encode(), "另一列"),
    "only a header-like sentence": ("说明\n没有数据\n".encode(), "没有认出"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_whole_with_one_sentence_and_the_store_as_before(case, send, stored, rejects):
    content, said = REFUSED[case]
    outcome = send("坏.csv", content)
    assert outcome.status == "refused" and said in outcome.sentence
    assert stored("org_units", "unit_code") == []
    assert rejects() == [(None, None, "wrong_file")]


def test_a_password_protected_workbook_is_refused_with_advice(send):
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500
    outcome = send("密.xlsx", compound)
    assert outcome.status == "refused" and "密码" in outcome.sentence


def test_an_encrypted_xls_is_refused_with_advice(send):
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").write(0, 0, "x")
    records = book.get_biff_data()
    first = 4 + int.from_bytes(records[2:4], "little")
    book.get_biff_data = lambda: records[:first] + b"\x2f\x00\x36\x00" + b"\x01\x00" * 27 + records[first:]
    content = io.BytesIO()
    book.save(content)
    outcome = send("密.xls", content.getvalue())
    assert outcome.status == "refused" and "密码" in outcome.sentence


CASE = ["受理编号", "村（社区）编码", "乡镇（街道）编码", "办理类型", "救助类型", "申请日期"]
PLACES = ["640202001001", "640202001", "新申请", "城市低保"]


def test_days_counted_from_1904_are_the_same_days(county, send, stored):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [CASE, ["S1", *PLACES, datetime.date(2021, 5, 28)], ["S2", *PLACES, 42882], ["S3", *PLACES, "2021-05-28"]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert send("案件.xlsx", content.getvalue()).status == "imported"
    assert stored("cases", "distinct apply_date") == [(datetime.date(2021, 5, 28),)]


def xls_1904(rows) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Sheet1")
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_plain_number_of_an_xls_counts_from_1904_too(county, send, stored):
    assert send("案件.xls", xls_1904([CASE, ["S2", *PLACES, 42882], ["S3", *PLACES, "2021-05-28"]])).status == "imported"
    assert stored("cases", "distinct apply_date") == [(datetime.date(2021, 5, 28),)]


def formatted_xlsx(left: int = 0) -> bytes:
    """``left``: columns that stay empty before the table."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, left, ["单位编码", "单位名称", "单位类型", "应配专职人数", "举报箱"])
        for line, code in enumerate(("00000", '"B"000'), 1):
            sheet.write_number(line, left, line, book.add_format({"num_format": code}))
            sheet.write_row(line, left + 1, [f"街道{line}", "街道"])
        sheet.write_number(1, left + 3, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_number(2, left + 3, 3, book.add_format({"num_format": '0"人"'}))
        sheet.write_row(3, left, ["X3", "街道3", "街道"])
        sheet.write_formula(3, left + 4, "=1/0", None, "#DIV/0!")
    return content.getvalue()


def formatted_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for place, header in enumerate(["单位编码", "单位名称", "单位类型", "应配专职人数", "举报箱"]):
        sheet.write(0, place, header)
    for line, code in enumerate(("00000", '"B"000'), 1):
        sheet.write(line, 0, line, xlwt.easyxf(num_format_str=code))
    for line in (1, 2, 3):
        sheet.write(line, 1, f"街道{line}")
        sheet.write(line, 2, "街道")
    sheet.write(1, 3, 0.5, xlwt.easyxf(num_format_str="0%"))
    sheet.write(2, 3, 3, xlwt.easyxf(num_format_str='0"人"'))
    sheet.write(3, 0, "X3")
    sheet.row(3).set_cell_error(4, 7)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("made", [formatted_xlsx, lambda: formatted_xlsx(2), formatted_xls])
def test_cells_are_taken_as_they_are_shown(made, send, stored, rejects):
    assert send("单位.xlsx", made()).status == "imported"
    assert stored("org_units", "unit_code, full_time_required") == [("B002", 3)]
    assert rejects() == [(2, "应配专职人数", "bad_number"), (4, "举报箱", "excel_damaged_number")]  # 50%, #DIV/0!


def test_a_formula_without_a_result_is_no_blank(send, rejects):
    send("单位.xlsx", xlsx([[*HEADER, "监督举报电话"], [*ROWS[0], "=A1"], [*ROWS[1], "1"]]))
    assert rejects() == [(2, "监督举报电话", "excel_damaged_number")]


def test_a_zero_format_keeps_its_zeros(send, stored):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_number(1, 0, 1001, book.add_format({"num_format": "00000"}))
        sheet.write_row(1, 1, ["甲街道", "街道"])
    send("单位.xlsx", content.getvalue())
    assert stored("org_units", "unit_code") == [("01001",)]


def test_ten_thousands_said_above_the_table_count_for_it(county, send, stored):
    send("承接.csv", "统一社会信用代码,承接主体名称\n52640202MJ2MFW2UU4,安和\n")
    send("合同.csv", "金额单位：万元\n合同编号,统一社会信用代码,合同总金额,调整后总经费（元）,合同生效日期\nHT1,52640202MJ2MFW2UU4,100.5,1000,2021-01-12\n")
    assert [tuple(map(str, row)) for row in stored("contracts", "total_amount, adjusted_total")] == [("1005000.00", "1000.00")]


@pytest.mark.parametrize("cell", ["1.42301E+17", "１.42301E+17", "'1.42301E+17", "########"])
def test_what_excel_made_of_a_code_is_known_in_any_spelling(cell, send, rejects):
    send("单位.csv", f"单位编码,单位名称,单位类型\n{cell},甲街道,街道\n")
    assert rejects() == [(2, "单位编码", "excel_damaged_number")]


def test_a_number_of_an_xml_table_is_known_as_damaged(send, rejects):
    send("单位.xls", xml([HEADER, ["142301000000000000", "甲街道", "街道"]]).replace(b'"String">1', b'"Number">1'))
    assert rejects() == [(2, "单位编码", "excel_damaged_number")]


def test_direction_marks_and_paths_in_a_name_are_taken_off(send):
    assert send("a\u202ecsv.exe", text()).file == "acsv.exe"

"""A large sheet read in pieces says what the whole sheet says, whatever program wrote it."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from data.refusal import Refused
from data.unpack import pieces, plain
from data.unpack.__main__ import workbook

TEXTS = ["甲", "乙 丙", 'a"b', "x\ny", " 前", "后\t", "\r\nx", "_x000D_", "A&B", "</row>", "0012", "1.50", "", "𠮷", 's"><v>3', "\xa0", "2021-05-28"]
PLAIN = st.one_of(st.sampled_from(["样例一", "RH001", "2021-05-28", None]), st.integers(-5, 10**13))
ANY = st.one_of(PLAIN, st.sampled_from(
    [*TEXTS, True, 0.1 + 0.2, 1e-7, 1e20, 123456789012345, datetime.datetime(2021, 5, 28), datetime.datetime(2021, 5, 28, 9, 30)]))
tables = st.integers(1, 4).flatmap(lambda width: st.tuples(
    st.lists(st.lists(PLAIN, min_size=width, max_size=width).map(lambda row: ["号", *row]), min_size=12, max_size=20),
    st.lists(st.lists(ANY, min_size=width, max_size=width + 2), max_size=4))).map(lambda two: two[0] * 2 + two[1] + two[0] * 2)


def by_xlsxwriter(rows, **options) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd", "in_memory": True} | options) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
        for line, row in enumerate(rows):
            sheet.write_row(line, 1, row)
        sheet.write_number(len(rows) + 3, 1, 0.3, percent)
        sheet.write_row(len(rows) + 4, 1, ["完", "完"])
    return content.getvalue()


def by_openpyxl(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WRITERS = [by_xlsxwriter, lambda rows: by_xlsxwriter(rows, constant_memory=True), lambda rows: by_xlsxwriter(rows, date_1904=True), by_openpyxl]


def said(content: bytes):
    try:
        return [(one, b"".join(found)) for one, found in workbook(io.BytesIO(content), 2048)]
    except Refused as error:
        return error.code


@pytest.fixture
def small(monkeypatch):
    """Pieces of some rows, and how many were read by the pattern and by the reader; ``whole`` makes none."""
    read = {"plain": 0, "reader": 0}

    def counted(self, rows, plainly=pieces.Sheet.plainly):
        found = plainly(self, rows)
        read["plain" if found else "reader"] += 1
        return found

    monkeypatch.setattr(pieces, "PIECE", 700)
    monkeypatch.setattr(pieces, "MOST", 7000)
    monkeypatch.setattr(pieces.Sheet, "plainly", counted)
    return read


def whole(content: bytes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", 1 << 30)
        return said(content)


def test_any_table_of_any_writer_in_pieces_is_the_table(small):
    @settings(max_examples=12, deadline=None, derandomize=True)
    @given(rows=tables, writer=st.sampled_from(WRITERS))
    def equal(rows, writer):
        content = writer(rows)
        assert said(content) == whole(content)

    equal()
    assert small["plain"] > 20 and small["reader"] > 5


def changed(content: bytes, change) -> bytes:
    """The workbook with its sheet's XML changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            inside = source.read(member)
            target.writestr(member, change(inside) if member.startswith("xl/worksheets/sheet") else inside)
    return made.getvalue()


ODD = {
    "breaks between rows": lambda xml: xml.replace(b"</row><row", b"</row>\n <row"),
    "a comment like rows": lambda xml: xml.replace(b'<row r="15"', b'<!-- <row r="3"><c r="A3"><v>9</v></c></row><row r="4"> --><row r="15"'),
    "rows without numbers": lambda xml: re.sub(rb'<row r="\d+"', b"<row", xml),
    "cells without places": lambda xml: re.sub(rb'<c r="[A-Z]+1?\d"', b"<c", xml),
    "names with a prefix": lambda xml: re.sub(rb"<(/?)(row|c|v|is|t|sheetData|worksheet)\b", rb"<\1x:\2", xml).replace(b" xmlns=", b" xmlns:x="),
    "a row out of order": lambda xml: xml.replace(b'<row r="25"', b'<row r="3"><c r="A3"><v>7</v></c></row><row r="25"'),
    "a cell far to the left and one to the right": lambda xml: xml.replace(b'<c r="B30"', b'<c r="A30"><v>1</v></c><c r="B30"').replace(
        b'</row><row r="21"', b'<c r="AB20"><v>1</v></c></row><row r="21"'),
    "a formula without a result beside the table": lambda xml: xml.replace(b'</row><row r="21"', b'<c r="E20"><f>A1</f></c></row><row r="21"').replace(
        b'</row><row r="39"', b'<c r="E38"><v>1</v></c></row><row r="39"'),
    "a gap": lambda xml: re.sub(rb'<row r="(12|13|28)".*?</row>', b"", xml),
    "the rows' end is missing": lambda xml: xml.replace(b"</sheetData>", b""),
    "damaged behind the rows": lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="!"/></mergeCells>'),
    "an error": lambda xml: xml.replace(b'<c r="C22" t="s"><v>1</v></c>', b'<c r="C22" t="e"><v>#N/A</v></c>'),
    "a shared text that is not there": lambda xml: xml.replace(b'<c r="C22" t="s"><v>1</v></c>', b'<c r="C22" t="s"><v>99</v></c>'),
}


def test_an_odd_sheet_is_read_as_when_it_is_whole(small):
    made = by_xlsxwriter([[f"甲{line % 7}", 'a"b' if line % 9 == 5 else "乙", line] for line in range(40)])
    for name, change in ODD.items():
        content = changed(made, change)
        assert content != made and said(content) == whole(content), name
    assert said(made)[0][1].startswith("甲0\x1f乙\x1f0\n甲1\x1f乙\x1f1\n".encode())


def rows(*rows: str, first: int = 5) -> str:
    return "".join(f'<row r="{line}">{cells.replace("#", str(line))}</row>' for line, cells in enumerate(rows, first))


def test_the_pattern_takes_only_what_it_knows():
    def text(place: str, said: str) -> str:
        return f'<c r="{place}#" t="inlineStr"><is><t>{said}</t></is></c>'

    two = text("A", "甲"), '<c r="B#"><v>-12</v></c>'
    assert plain.rows(rows(two[0] + two[1], two[1], two[0], "".join(two)), 0, 1, {}) == (4, "甲\x1f-12\n\x1f-12\n甲\x1f\n甲\x1f-12\n")
    shared = rows('<c r="B#" s="3" t="s"><v>1</v></c><c r="AB#" t="n"><v>0</v></c>')
    assert plain.rows(shared, 1, 27, plain.known(["", "丙"])) == (4, "丙" + "\x1f" * 26 + "0\n")
    assert plain.rows(shared, 1, 27, plain.known(["", 'a"b'])) is plain.rows(shared, 1, 27, {}) is plain.rows(shared, 0, 26, plain.known(["", "丙"])) is None
    odd = [*(text("A", said) for said in (" 甲", "甲\t", "甲\n", "a\nb", "_x000D_", "A&amp;B", 'a"b', "\x1f", "\x1e", "a\rb", "<b/>")),
           *(f'<c r="A#"><v>{said}</v></c>' for said in ("1234567890123456", "012", "1.5", "1E5", "-0", "甲")),
           '<c r="A#" s="1"><v>1</v></c>', '<c r="A#" t="b"><v>1</v></c>', '<c r="A#" t="str"><v>1</v></c>', '<c r="A7"><v>1</v></c>', "<c><v>1</v></c>",
           "<!-- -->", '<c r="A#" t="e"><v>#N/A</v></c>', '<c r="A#"><f>B1</f><v>1</v></c>', '<c r="C#"><v>1</v></c>']
    for cells in odd:
        assert plain.rows(rows("".join(two), cells, "".join(two)), 0, 1, {}) is None, cells
    for several in (rows("", two[0]), rows(two[0], ""), rows(two[0]) + rows(two[0], first=7), rows(two[0]) + "<x/>", ""):
        assert plain.rows(several, 0, 1, {}) is None


def test_a_sheet_of_too_many_cells_is_a_bomb_in_pieces_too(small):
    far = changed(by_xlsxwriter([["甲"]] * 40), lambda xml: xml.replace(b"</sheetData>", b'<row r="20000"><c r="XFD20000"><v>1</v></c></row></sheetData>'))
    with pytest.raises(MemoryError):
        said(far)

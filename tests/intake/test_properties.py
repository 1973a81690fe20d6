"""Any table of valid values in any of the forms comes back equal; any bytes as a file never crash intake."""

import datetime
import decimal
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import database
from data.intake import ingest
from data.intake.undo import undo

CALM = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
                derandomize=True)

# --- how one value may be spelled

SPELLED_DATES = [lambda d: d.isoformat(), lambda d: f"{d.year}/{d.month}/{d.day}", lambda d: f"{d.year}.{d.month}.{d.day}",
                 lambda d: f"{d.year}年{d.month}月{d.day}日", lambda d: f"{d:%Y%m%d}", lambda d: str((d - datetime.date(1899, 12, 30)).days)]
SPELLED_MONEY = [str, lambda m: f"{m:,.2f}", lambda m: f"¥{m:,.2f}", lambda m: f" {m} ", lambda m: f"{m}元"]
SPELLED_BOOLEANS = {True: "是有√Y1", False: "否无×N0"}

names = st.text(st.characters(categories=["Lo"], max_codepoint=0x9FFF, min_codepoint=0x4E00), min_size=1, max_size=8).map(lambda text: "街" + text)
rows = st.lists(st.tuples(
    names,
    st.dates(datetime.date(2000, 1, 1), datetime.date(2025, 12, 31)),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from([True, False, None])), min_size=1, max_size=8)


@st.composite
def tables(draw):
    """(header order, spelled rows, the values they mean)."""
    meant = draw(rows)
    order = draw(st.permutations(range(5)))
    spelled = []
    for number, (name, day, money, signed) in enumerate(meant):
        cells = [f"S{number:03}", name, draw(st.sampled_from(SPELLED_DATES))(day), draw(st.sampled_from(SPELLED_MONEY))(money),
                 "" if signed is None else draw(st.sampled_from(list(SPELLED_BOOLEANS[signed])))]
        spelled.append([cells[place] for place in order])
    header = ["受理编号", "申请方式说明", "申请日期", "拟保障金额", "诚信承诺书"]
    return [header[place] for place in order], spelled, [(f"S{n:03}", day, money, signed) for n, (_, day, money, signed) in enumerate(meant)]


def as_text(header, cells, separator, line_end) -> str:
    return line_end.join(separator.join(f'"{cell}"' if separator in cell or "," in cell else cell for cell in row) for row in [header, *cells]) + line_end


def as_workbook(header, cells) -> bytes:
    book = openpyxl.Workbook()
    for row in [header, *cells]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def parents(send, county):
    return None


@CALM
@given(table=tables(), form=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx"]), separator=st.sampled_from([",", "\t", ";"]),
       line_end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_values_come_back_equal_from_every_form(parents, tmp_path, table, form, separator, line_end):
    header, cells, meant = table
    fixed = ["村（社区）编码", "乡镇（街道）编码", "办理类型", "救助类型"], ["640202001001", "640202001", "新申请", "城市低保"]
    header, cells = header + fixed[0], [row + fixed[1] for row in cells]
    path = tmp_path / "案件.csv"
    path.write_bytes(as_workbook(header, cells) if form == "xlsx" else as_text(header, cells, separator, line_end).encode(form))
    outcome = ingest(path, "测试")
    assert outcome.status in ("imported", "repeated"), outcome.sentence
    with database.store().reading() as cursor:
        found = cursor.execute("select case_no, apply_date, amount_proposed, commitment_signed from cases order by case_no").fetchall()
        digest = cursor.execute("select digest from imports where file = '案件.csv' order by import_id desc limit 1").fetchone()[0]
    undo(digest, "测试")
    assert found == [(number, day, decimal.Decimal(money), signed) for number, day, money, signed in meant]


@CALM
@given(content=st.one_of(
    st.binary(max_size=3000),
    st.text(max_size=1500).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=500).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=500).map(lambda tail: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + tail),
    st.text(max_size=400).map(lambda tail: ("<html><table><tr><td>" + tail).encode("utf-8", "replace")),
    st.text(max_size=600).map(lambda tail: ("单位编码,单位名称,单位类型\n" + tail).encode("utf-8", "replace"))))
def test_no_bytes_crash_intake(store, tmp_path, content):
    path = Path(tmp_path / "任意.csv")
    path.write_bytes(content)
    outcome = ingest(path, "测试")
    assert outcome.status in ("imported", "repeated", "refused") and outcome.sentence.endswith(("。", "."))
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from imports where rows <> accepted + replaced + unchanged + rejected + held").fetchone()[0] == 0

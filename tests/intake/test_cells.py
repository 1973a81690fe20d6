"""Given cells -> values (rules.md C, import rules 2 to 5)."""

import datetime
import decimal

import pytest

D = datetime.datetime

MOMENTS = {
    "2021-5-28": D(2021, 5, 28), "2021/5/28": D(2021, 5, 28), "2021.5.28": D(2021, 5, 28), "2021年5月28日": D(2021, 5, 28),
    "20210528": D(2021, 5, 28), "44344": D(2021, 5, 28), "2021-05-28": D(2021, 5, 28), "2019-04-01 10:03:00": D(2019, 4, 1, 10, 3),
    "2019-04-01 12:34": D(2019, 4, 1, 12, 34), "2020/6/11 9:27": D(2020, 6, 11, 9, 27), "43567.5": D(2019, 4, 12, 12),
    "2019年4月1日 10时03分": D(2019, 4, 1, 10, 3), "2019-04-01T10:03:00.123": D(2019, 4, 1, 10, 3), "20190401100300": D(2019, 4, 1, 10, 3),
    "2021-05": None, "2021年5月": None, "2019-02-30": None, "2019年2月30日": None, "20211301": None, "2020-01-01 2020-02-02": None,
    "2019年4月1日至2019年5月1日": None, "2021-1-1 25:00": None, "0000-00-00": None, "无": None, "19-4-1": None, "2019": None, "1": None,
    "2021 年 5 月 28 日": D(2021, 5, 28), "2021. 5. 28": D(2021, 5, 28), "2021–5–28": D(2021, 5, 28), "２０２１－０５－２８": D(2021, 5, 28),
    "2019-04-01、2019-04-02": None, "12345": None,
    "2022-03-05 下午2:30": D(2022, 3, 5, 14, 30), "2022年3月5日 上午12时10分": D(2022, 3, 5, 0, 10), "2022/3/5 下午 12:30:15": D(2022, 3, 5, 12, 30, 15),
    "2022-03-05 14:30 AM": None, "2022/3/5 2:30 PM": D(2022, 3, 5, 14, 30), "2022年3月5日 星期六": D(2022, 3, 5), "2022-03-05（周六）": None,
    "2022-03-04T16:00:00.000Z": D(2022, 3, 5), "2022-03-05T08:30:00+08:00": D(2022, 3, 5, 8, 30), "2022-03-05T08:30:00+09:00": None,
}


@pytest.mark.parametrize("cell", MOMENTS)
def test_dates(cell, store):
    with store.reading() as cursor:
        assert cursor.execute("select to_moment(?)", [cell]).fetchone()[0] == MOMENTS[cell]


NUMBERS = {"¥1,116.11": "1116.11", "1116.1": "1116.1", "-3": "-3", "１２": "12", "5000元": "5000", "0": "0", "若干": None, "1,23": None, "1e3": None,
           "nan": None, "1.2.3": None, "": None, "(100)": None, "12-3": None,
           "1.2万元": "12000", "1,200.5万": "12005000", "100元/月": "100", "12元整": "12", "−3": "-3",
           "1千元": None, "95%": None}


@pytest.mark.parametrize("cell", NUMBERS)
def test_numbers_are_exact(cell, store):
    expected = NUMBERS[cell]
    with store.reading() as cursor:
        assert cursor.execute("select to_exact(?, 1)", [cell]).fetchone()[0] == (expected and decimal.Decimal(expected))


INTEGERS = {"3": 3, "3.0": 3, "1,234": 1234, "1.5": None, "三": None, "3人": None}


@pytest.mark.parametrize("cell", INTEGERS)
def test_whole_numbers(cell, store):
    with store.reading() as cursor:
        assert cursor.execute("select to_integer(?)", [cell]).fetchone()[0] == INTEGERS[cell]


@pytest.mark.parametrize(("cells", "value"), [("是 有 √ Y y 1 TRUE Ｙ １ 1.0 ✅", True), ("否 无 × N 0 n Ｎ Ｘ ✖", False), ("也许 - 2", None)])
def test_yes_and_no_and_nothing(cells, value, store):
    with store.reading() as cursor:
        assert [cursor.execute("select to_boolean(?)", [cell]).fetchone()[0] for cell in cells.split()] == [value] * len(cells.split())


@pytest.mark.parametrize(("cell", "value"), [('="0012"', "0012"), ("'0012", "0012"), ("640202001001.0", "640202001001"),
                                             ("ＨＴ-１ｂ", "HT-1b"), ("６４", "64")])
def test_codes_keep_their_zeros(cell, value, store):
    with store.reading() as cursor:
        assert cursor.execute("select to_code(?)", [cell]).fetchone()[0] == value


@pytest.mark.parametrize("cell", ["01002、01001", "01002,01001", "01002；01001", "01002/01001", "01002 01001", "01002，01001；"])
def test_lists_split_on_all_separators(cell, store):
    with store.reading() as cursor:
        assert cursor.execute("select to_list(?)", [cell]).fetchone()[0] == ["01002", "01001"]


@pytest.mark.parametrize(("number", "good"), [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False),
                                              ("1101051949123100", False), ("11010519491231002Y", False)])
def test_identity_numbers_have_a_check_digit(number, good, store):
    with store.reading() as cursor:
        assert cursor.execute("select is_identity_number(?)", [number]).fetchone()[0] is good

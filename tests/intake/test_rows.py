"""Given rows -> stored or listed with line, the clerk's header and a code (choices.md A)."""

import pytest

UNIT = "单位编码,单位名称,单位类型,应配专职人数\n"
CASE = "受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型,申请日期,受理日期,人均月收入\n"
GOOD_CASE = "S1,640202001001,640202001,新申请,城市低保,2021-01-04,2021-01-05,100\n"


def case(**cells) -> str:
    names = ["case_no", "village", "town", "kind", "aid", "applied", "accepted", "income"]
    return CASE + ",".join(cells.get(name, value) for name, value in zip(names, GOOD_CASE.strip().split(","), strict=True)) + "\n"


@pytest.mark.parametrize(("cells", "header", "code"), [
    ({"case_no": ""}, "受理编号", "missing_required"),
    ({"applied": "2021年13月1日"}, "申请日期", "bad_date"),
    ({"applied": "2021-05"}, "申请日期", "bad_date"),
    ({"income": "若干"}, "人均月收入", "bad_number"),
    ({"income": "12.345"}, "人均月收入", "bad_number"),
    ({"income": "-1"}, "人均月收入", "out_of_range"),
    ({"applied": "2999-01-01"}, "申请日期", "out_of_range"),
    ({"aid": "低保"}, "救助类型", "not_in_list"),
    ({"accepted": "2021-01-03"}, "受理日期", "date_order"),
    ({"village": "6.40202E+11"}, "村（社区）编码", "excel_damaged_number"),
    ({"village": "#N/A"}, "村（社区）编码", "excel_damaged_number"),
    ({"village": "999999999999"}, "村（社区）编码", "unknown_reference"),
    ({"town": "999999999"}, "乡镇（街道）编码", "unknown_reference"),
])
def test_a_bad_cell_is_named(cells, header, code, county, send, rejects, stored):
    assert send("案件.csv", case(**cells)).status == "imported"
    found = rejects("案件.csv")
    assert (2, header, code) in found
    assert stored("cases", "case_no") == []


def test_one_bad_cell_costs_no_other_row(county, send, rejects, stored):
    send("案件.csv", case(income="若干") + GOOD_CASE.replace("S1", "S2"))
    assert stored("cases", "case_no, income_pc_month") == [("S2", 100)]
    assert rejects("案件.csv") == [(2, "人均月收入", "bad_number")]


def test_every_bad_cell_of_a_row_is_listed_and_the_row_counts_once(county, send, rejects, store):
    send("案件.csv", case(income="若干", aid="低保"))
    assert sorted(rejects("案件.csv")) == [(2, "人均月收入", "bad_number"), (2, "救助类型", "not_in_list")]
    with store.reading() as cursor:
        assert cursor.execute("select rows, rejected from imports where file = '案件.csv'").fetchone() == (1, 1)


def test_brackets_of_any_width_are_the_same_value(county, send, stored):
    send("案件.csv", case(aid="特困供养（分散）"))
    assert stored("cases", "assistance_type") == [("特困供养(分散)",)]


def test_blank_is_not_zero_and_not_no(county, send, stored):
    send("案件.csv", case(income=" "))
    assert stored("cases", "income_pc_month, urgent_first") == [(None, None)]


def test_the_first_good_row_of_a_key_is_kept(county, send, rejects, stored):
    send("案件.csv", case(income="若干") + GOOD_CASE + GOOD_CASE.replace("100", "200"))
    assert stored("cases", "case_no, income_pc_month") == [("S1", 100)]
    assert rejects("案件.csv") == [(2, "人均月收入", "bad_number"), (4, "受理编号", "duplicate_in_file")]


def test_ten_thousands_become_yuan_exactly(county, send, stored):
    send("承接.csv", "统一社会信用代码,承接主体名称\n52640202MJ2MFW2UU4,安和\n")
    send("合同.csv", "合同编号,统一社会信用代码,合同总金额（万元）,合同生效日期\nHT1,52640202MJ2MFW2UU4,100.000001,2021-01-12\n")
    assert [str(row[0]) for row in stored("contracts", "total_amount")] == ["1000000.01"]


def test_an_inverted_variant_is_turned_round(county, send, stored):
    send("检查.csv", "检查编号,村（社区）编码,检查日期,检查方式,是否泄露隐私\nJ1,640202001001,2021-05-10,实地,否\n")
    assert stored("publicity_inspections", "privacy_ok") == [(True,)]


def test_too_many_cells_are_not_shifted_into_the_next_column(county, send, rejects, stored):
    send("单位2.csv", UNIT + "640202002,朝阳街道,街道,1,234\n640202003,人民路街道,街道,3,\n")
    assert rejects("单位2.csv") == [(2, None, "wrong_file")]
    assert ("640202003", 3) in stored("org_units", "unit_code, full_time_required")


def test_a_reject_says_what_to_do(county, send, store):
    from data.viewer import machine_administrator
    from queries import ask

    send("案件.csv", case(aid="低保"))
    said = ask("rejects", machine_administrator(), file="案件.csv").dicts()[0]
    assert said["reason"].startswith("“救助类型”的“低保”不在可填的内容中；可填：城市低保、") and said["value"] == "低保"


def test_unknown_columns_are_listed_not_stored(county, send, store):
    send("单位2.csv", "单位编码,单位名称,单位类型,录入人\n640202002,朝阳街道,街道,王小明\n")
    with store.reading() as cursor:
        assert cursor.execute("select unknown_columns from imports where file = '单位2.csv'").fetchone() == (["录入人"],)


STAFF = "工号,姓名,身份证号,承接主体\n"


@pytest.mark.parametrize(("number", "code"), [("1.42301E+17", "excel_damaged_number"), ("110105194912310021", "bad_identity_number"),
                                              ("1101", "bad_identity_number")])
def test_identity_numbers(number, code, send, rejects, store):
    send("人员.csv", STAFF + f"01001,王小国,{number},\n")
    assert rejects() == [(2, "身份证号", code)]
    with store.reading() as cursor:
        assert number not in str(cursor.execute("select * from rejects").fetchall()) or len(number) <= 4 or "E" in number


def test_a_number_cell_of_sixteen_digits_is_damaged(send, rejects):
    from test_forms import xlsx

    send("人员.xlsx", xlsx([["工号", "姓名", "身份证号"], ["01001", "王小国", 110105194912310020]]))
    assert rejects() == [(2, "身份证号", "excel_damaged_number")]

"""Made data for the benchmarks: seeded, valid, of any size; put in by SQL, or written as exports for intake."""

import csv
import random
from pathlib import Path

HEADER = ["调查编号", "受理编号", "合同编号", "承接主体", "通知下达日期", "分配时间", "时效要求", "调查地点", "救助对象情况", "入户日期", "入户结果",
          "入户调查人员", "照片数量", "调查对象签字", "报告日期", "上报日期", "调查结论", "核算保障金额"]
CONTRACTOR = "52640202MJ2MFW2UU4"
ITEMS = ["户籍", "共同生活成员", "家庭收入", "赡养抚养扶养费", "家庭财产", "支出扣减", "实际生活", "困难类型"]
KINDS = ["城市低保", "农村低保", "特困供养(分散)", "低收入(低保边缘)"]
COUNTIES, TOWNS, VILLAGES, TEAMS, PEOPLE = 20, 100, 10, 10, 10  # of the province, a county, a town, a county, a team
PERIOD, AS_OF, COUNTY = "2020-01-01..2021-12-31", "2022-02-28", "640202"

# what stands where in the numbers i of visits and j of villages; the ledgers grow in time, as an office's do
PLACE = f"""hash(i) % {COUNTIES} as c, hash(i, 1) % {TOWNS} as t, c * {TEAMS} + hash(i, 2) % {TEAMS} as team, hash(i, 3) % {PEOPLE} as a,
    (640201 + c) * 1000 + 100 + t as town, date '2020-01-01' + (i * 731 // {{visits}})::int as day, hash(i, 6) % 17 = 0 as wrong"""
SITE = f"""j // {VILLAGES * TOWNS} as c, j // {VILLAGES} % {TOWNS} as t, (640201 + c) * 1000 + 100 + t as town,
    town * 1000 + 1 + j % {VILLAGES} as village"""


def selects(visits: int) -> dict[str, str]:
    """dataset -> its rows, parents first: visits of 2020 and 2021, every tenth re-checked in eight items."""
    teams, sites = COUNTIES * TEAMS, COUNTIES * TOWNS * VILLAGES
    visited = f"(select i, {PLACE.format(visits=visits)} from range({visits}) r(i))"
    checked = f"(select i, {PLACE.format(visits=visits)} from range(0, {visits}, 10) r(i))"
    places = f"(select j, {SITE} from range({sites}) r(j))"
    return {
        "org_units": f"""town as unit_code, '样例' || (town % 100000) || '镇' as unit_name, '乡镇' as unit_type from {places} where j % {VILLAGES} = 0""",
        "contractors": f"""'C' || i as contractor_code, '样例' || i || '服务中心' as contractor_name from range({teams}) r(i)""",
        "villages": f"""village as village_code, '样例' || j || '村' as village_name, town as town_code, '样例' || (town % 100000) || '镇' as town_name
            from {places}""",
        "staff": f"""'S' || i as staff_id, '样*' || i as staff_name, if(i < {teams * PEOPLE}, 'C' || i // {PEOPLE}, null) as contractor_code
            from range({teams * PEOPLE + 90}) r(i)""",
        "contracts": f"""'HT' || i as contract_no, 'C' || i % {teams} as contractor_code, date '2020-01-01' + 366 * (i // {teams})::int as effective_date,
            600000 + i as total_amount from range({2 * teams}) r(i)""",
        "payment_tranches": f"""'HT' || i as contract_no, n as tranche_no, ['合同生效', '中期评估合格', '末期评估合格'][n] as trigger_type
            from range({2 * teams}) r(i) cross join range(1, 4) s(n)""",
        "payment_transactions": f"""'ZF' || i as txn_id, 'HT' || i as contract_no, 1 as tranche_no,
            date '2020-01-10' + 366 * (i // {teams})::int + (i % 9)::int as pay_date, 0.3 * (600000 + i) as amount, '成功' as txn_status
            from range({2 * teams}) r(i)""",
        "cases": f"""'A' || i as case_no, town * 1000 + 1 + hash(i, 4) % {VILLAGES} as village_code, town as town_code,
            if(i % 3 = 0, '复核', '新申请') as case_type, {KINDS}[i % 4 + 1] as assistance_type, hash(i) % 9000 / 10 as amount_proposed from {visited}""",
        "investigations": f"""'V' || i as inv_id, 'A' || i as case_no, 'C' || team as contractor_code, day + interval 9 hour as visit_date,
            '已入户' as visit_result, 3 as photo_count, true as subject_signed,
            ['S' || (team * {PEOPLE} + a), 'S' || (team * {PEOPLE} + (a + 1 + hash(i, 5) % {PEOPLE - 1}) % {PEOPLE})] as investigator_ids,
            if(hash(i, 7) % 5 > 0, '符合', '不符合') as conclusion, hash(i) % 9000 / 10 as amount_suggested from {visited}""",
        "spot_checks": f"""'K' || i as check_id, 'V' || i as inv_id, 'A' || i as case_no, if(i % 50 = 0, '重点', '随机') as sample_method,
            day + 10 + (hash(i, 1) % 20)::int as check_date, ['S' || ({teams * PEOPLE} + hash(i, 5) % 90)] as checker_ids,
            if(wrong, '不一致', '一致') as outcome, if(wrong, '调查错误', '无') as error_cause,
            if(hash(i, 7) % 5 > 0, '符合', '不符合') as conclusion_recheck, hash(i) % 9000 / 10 as amount_recheck,
            if(hash(i, 6) % 170 = 0, '错保', '无') as targeting_error, true as confirmed, '无' as contractor_objection from {checked}""",
        "spot_check_items": f"""'K' || i as check_id, 'I' || k as item_code, {ITEMS}[k] as item_name, '100' as original_value,
            if(wrong and k = hash(i, 7) % 8 + 1, '140', '100') as recheck_value, 5 as tolerance,
            if(wrong and k = hash(i, 7) % 8 + 1, '不一致', '一致') as item_result from {checked} cross join range(1, {len(ITEMS) + 1}) s(k)""",
        "postings": f"""'G' || i as posting_id, '审核公示' as posting_type, 'A' || i as case_no, town * 1000 + 1 + hash(i, 4) % {VILLAGES} as village_code,
            day + 5 as start_date, day + 5 + if(wrong, 5, 7) as end_date, '村(居)务公开栏' as place_type, true as show_type, true as show_period,
            not wrong as show_hotline, true as seal_ok, '无' as privacy_issue from {visited} where i % 2 = 0""",
        "publicity_inspections": f"""'J' || i as insp_id, village as village_code, date '2020-01-15' + (i * 700 // {visits})::int as insp_date,
            if(j % 9 = 0, '民政局', '乡镇') as inspector_unit_type, '实地' as mode, '有' as has_notice, if(hash(i) % 11 = 0, '无', '有') as has_roster,
            '有' as has_policy, '有' as has_hotline from (select i, hash(i) % {sites} as j, {SITE} from range(0, {visits}, 5) r(i))""",
    }


def province(store, visits: int) -> None:
    """Puts it all in by SQL, without intake's checks: for sizes that need not wait for them."""
    with store.writing("bench", "made") as cursor:
        for dataset, rows in selects(visits).items():
            cursor.execute(f"insert into {dataset} by name select 0 as _import, 1 as _line, timestamp '2022-01-31' as _exported, {rows}")


def exports(folder: Path, visits: int) -> list[Path]:
    """The same as CSV files for intake, in an order that nothing waits in."""
    import duckdb

    from data.contract import contracts

    for dataset, rows in selects(visits).items():
        with duckdb.connect() as plain:
            found = plain.execute(f"select {rows}")
            names = [column[0] for column in found.description]
            with (folder / f"{dataset}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow([contracts()[dataset][name].header for name in names])
                while part := found.fetchmany(50_000):
                    writer.writerows([[_cell(value) for value in row] for row in part])
    return [folder / f"{dataset}.csv" for dataset in selects(visits)]


def _cell(value):
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else "、".join(value) if isinstance(value, list) else value


def visits(path: Path, rows: int, cases: int, staff: int = 60, encoding: str = "utf-8", separator: str = ",") -> Path:
    """An export of ``rows`` visits over ``cases`` cases."""
    random_ = random.Random(7)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            year, month, day = 2019 + number % 3, 1 + number % 12, 1 + number % 28
            date = f"{year}-{month:02}-{day:02}"
            team = "、".join(f"{random_.randrange(staff):05}" for _ in range(2))
            writer.writerow([f"RH{number:09}", f"SL{number % cases:08}", "", CONTRACTOR, date, date, date, f"{number % 90}组{number % 300}号",
                             f"家庭人口{number % 6}人", f"{date} 10:{number % 60:02}", "已入户", team, number % 9, "是", date, date,
                             "符合" if number % 5 else "不符合", f"{number % 900}.{number % 100:02}"])
    return path


def parents(folder: Path, cases: int, staff: int = 60) -> list[Path]:
    """The exports that the visits refer to."""
    texts = {
        "单位.csv": "单位编码,单位名称,单位类型\n640202001,长胜街道,街道\n",
        "村.csv": "村（社区）编码,村（社区）名称,乡镇（街道）编码\n640202001001,骏马社区,640202001\n",
        "承接.csv": f"统一社会信用代码,承接主体名称\n{CONTRACTOR},安和\n",
        "人员.csv": "工号,姓名,承接主体\n" + "".join(f"{number:05},样例{number},{CONTRACTOR}\n" for number in range(staff)),
        "案件.csv": "受理编号,村（社区）编码,乡镇（街道）编码,办理类型,救助类型\n"
                    + "".join(f"SL{number:08},640202001001,640202001,新申请,城市低保\n" for number in range(cases)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def overdue(store, count: int, day: str = "2022-04-15") -> None:
    """``count`` rectifications past their deadline or near it: an open alert each on ``day``."""
    with store.writing("bench", "made") as cursor:
        cursor.execute("""insert into org_units by name select '64020200' || i as unit_code, '样例' || i || '街道' as unit_name, '街道' as unit_type,
                          0 as _import, i as _line from range(1, 10) t(i)""")
        cursor.execute(f"""insert into rectifications by name select 'ZG' || i as rect_id, ['抽查', '违规', '投诉举报'][1 + i % 3] as source_type,
            '问题' || i as issue, date '2022-01-01' as issue_date, date '{day}' - cast(i % 900 as integer) + 3 as deadline,
            '64020200' || (1 + i % 9) as resp_unit, 0 as _import, i as _line from range({count}) t(i)""")

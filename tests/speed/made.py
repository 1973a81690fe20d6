"""Made data for the benchmarks: seeded, valid, of any size."""

import csv
import random
from pathlib import Path

HEADER = ["调查编号", "受理编号", "合同编号", "承接主体", "通知下达日期", "分配时间", "时效要求", "调查地点", "救助对象情况", "入户日期", "入户结果",
          "入户调查人员", "照片数量", "调查对象签字", "报告日期", "上报日期", "调查结论", "核算保障金额"]
CONTRACTOR = "52640202MJ2MFW2UU4"
ITEMS = ("户籍", "共同生活成员", "家庭收入", "家庭财产", "赡养抚养扶养费", "住房", "健康", "支出")


def province(store, visits: int, contractors: int = 200, towns: int = 400, staff: int = 2000) -> None:
    """``visits`` visits of the years 2020 and 2021, every tenth re-checked in eight items: what the accuracy page is measured with."""
    with store.writing("bench", "made") as cursor:
        for dataset, columns in {
            "org_units": f"""640202 * 1000 + 100 + i as unit_code, '样例' || i || '镇' as unit_name, '乡镇' as unit_type from range({towns}) r(i)""",
            "contractors": f"""'C' || i as contractor_code, '样例' || i || '服务中心' as contractor_name from range({contractors}) r(i)""",
            "staff": f"""'S' || i as staff_id, '样*' || i as staff_name, 'C' || i % {contractors} as contractor_code from range({staff}) r(i)""",
            "villages": f"""640202100000 + i as village_code, '样例' || i || '村' as village_name,
                640202 * 1000 + 100 + i // 10 as town_code, '样例' || i // 10 || '镇' as town_name from range({10 * towns}) r(i)""",
            "cases": f"""'A' || i as case_no, 640202100000 + i % {10 * towns} as village_code, 640202 * 1000 + 100 + i % {10 * towns} // 10 as town_code,
                if(i % 3 = 0, '复核', '新申请') as case_type, ['城市低保', '农村低保', '特困供养(分散)', '低收入'][i % 4 + 1] as assistance_type,
                hash(i) % 9000 / 10 as amount_proposed from range({visits}) r(i)""",
            "investigations": f"""'V' || i as inv_id, 'A' || i as case_no, 'C' || hash(i) % {contractors} as contractor_code,
                timestamp '2020-01-01 09:00' + to_days((hash(i, 1) % 700)::int) as visit_date, '已入户' as visit_result, 3 as photo_count,
                true as subject_signed,
                ['S' || (hash(i) % {contractors} + {contractors} * (hash(i, 2) % {staff // contractors})), 'S' || hash(i, 3) % {staff}] as investigator_ids,
                if(hash(i, 4) % 5 > 0, '符合', '不符合') as conclusion, hash(i) % 9000 / 10 as amount_suggested from range({visits}) r(i)""",
            "spot_checks": f"""'K' || i as check_id, 'V' || i as inv_id, 'A' || i as case_no, if(i % 50 = 0, '重点', '随机') as sample_method,
                date '2020-01-20' + (hash(i, 1) % 700)::int as check_date, ['Z' || hash(i, 5) % 90] as checker_ids,
                if(hash(i, 6) % 17 = 0, '不一致', '一致') as outcome, if(hash(i, 6) % 17 = 0, '调查疏漏', '无') as error_cause,
                if(hash(i, 4) % 5 > 0, '符合', '不符合') as conclusion_recheck, hash(i) % 9000 / 10 as amount_recheck,
                if(hash(i, 6) % 170 = 0, '错保', '无') as targeting_error, true as confirmed, '无' as contractor_objection
                from range(0, {visits}, 10) r(i)""",
            "spot_check_items": f"""'K' || i as check_id, 'I' || k as item_code, {list(ITEMS)}[k] as item_name, '100' as original_value,
                if(hash(i, 6) % 17 = 0 and k = hash(i, 7) % 8 + 1, '140', '100') as recheck_value, 5 as tolerance,
                if(hash(i, 6) % 17 = 0 and k = hash(i, 7) % 8 + 1, '不一致', '一致') as item_result
                from range(0, {visits}, 10) r(i) cross join range(1, {len(ITEMS) + 1}) s(k)""",
        }.items():
            cursor.execute(f"insert into {dataset} by name select 0 as _import, 1 as _line, date '2022-01-01' as _exported, {columns}")


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

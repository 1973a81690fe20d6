"""Made data for the benchmarks: seeded, valid, of any size."""

import csv
import random
from pathlib import Path

HEADER = ["调查编号", "受理编号", "合同编号", "承接主体", "通知下达日期", "分配时间", "时效要求", "调查地点", "救助对象情况", "入户日期", "入户结果",
          "入户调查人员", "照片数量", "调查对象签字", "报告日期", "上报日期", "调查结论", "核算保障金额"]
CONTRACTOR = "52640202MJ2MFW2UU4"


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

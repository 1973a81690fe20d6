"""Small tables that the tests send in many forms."""

HEADER = ["单位编码", "单位名称", "单位类型"]
ROWS = [["640202001", "长胜街道", "街道"], ["640202M01", "大武口区民政局", "民政局"]]
STORED = [tuple(row) for row in ROWS]

TOWNS = [["单位编码", "单位名称", "单位类型"], ["640202001", "长胜街道", "街道"], ["640202M01", "大武口区民政局", "民政局"]]
VILLAGES = [["村（社区）编码", "村（社区）名称", "乡镇（街道）编码"], ["640202001001", "骏马社区", "640202001"], ["640202001002", "金驼社区", "640202001"]]


def as_csv(rows: list[list[str]], separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in rows)

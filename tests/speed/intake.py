"""make bench PART=intake: intake beside plain DuckDB of the same version doing the same checks by hand, as ratios of one run.

ROWS=1000000 asks for more rows.
"""

import contextlib
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import duckdb
import python_calamine
import xlsxwriter
from made import HEADER, parents, visits
from report import Report, timed

ROWS, CASES, REPEATS = int(os.environ.get("ROWS", 200_000)), 20_000, int(os.environ.get("REPEATS", 3))

BY_HAND = """
create or replace table raw as select * from read_csv('{path}', header=true, auto_detect=false, delim=',', quote='"', escape='"',
    new_line='\\n', columns={{{columns}}}, store_rejects=true);
create or replace table typed as select *, try_cast(c4 as date) as d1, try_cast(c5 as date) as d2, try_cast(c6 as date) as d3,
    try_cast(c9 as timestamp) as d4, try_cast(c14 as date) as d5, try_cast(c15 as date) as d6, try_cast(c12 as integer) as n,
    try_cast(c17 as decimal(12, 2)) as m, case c13 when '是' then true when '否' then false end as b from raw;
create or replace table bad as select c0 from typed where (c4 <> '' and d1 is null) or (c5 <> '' and d2 is null) or (c6 <> '' and d3 is null)
    or (c9 <> '' and d4 is null) or (c14 <> '' and d5 is null) or (c15 <> '' and d6 is null) or (c12 <> '' and n is null) or (c17 <> '' and m is null)
    or c10 not in ('已入户', '未遇户', '拒访', '地址有误', '撤回') or c16 not in ('符合', '不符合', '需补充') or n < 0 or m < 0 or d5 < cast(d4 as date);
create or replace table good as select * from typed where c0 not in (select c0 from bad) and c1 in (select case_no from cases);
"""


def by_hand(folder: Path, path: Path) -> float:
    """The floor: an all-text load, try_cast, a list of rejects, one reference, into a database file."""
    with contextlib.closing(duckdb.connect(str(folder / "hand.duckdb"))) as plain:
        plain.execute(f"create or replace table cases as select 'SL' || lpad(cast(i as varchar), 8, '0') as case_no from range({CASES}) r(i)")
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(HEADER)))
        return timed(lambda: plain.execute(BY_HAND.format(path=path, columns=columns)))


@contextlib.contextmanager
def fresh_store(folder: Path):
    from data import database
    from data.intake import ingest
    from data.settings import settings

    shutil.rmtree(folder / "store", ignore_errors=True)
    os.environ["MINGJIAN_STORE"] = str(folder / "store")
    settings.cache_clear()
    for path in parents(folder, CASES):
        assert ingest(path, "bench").status == "imported"
    yield lambda path: ingest(path, "bench")
    database.close_store()


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    utf8, gb = visits(folder / "u.csv", ROWS, CASES), visits(folder / "g.csv", ROWS, CASES, encoding="gb18030")
    spent: dict[str, list[float]] = {name: [] for name in ("by hand", "utf-8", "gb18030", "again", "calamine", "xlsx")}
    book = folder / "x.xlsx"
    with xlsxwriter.Workbook(str(book), {"constant_memory": True}) as out:
        sheet = out.add_worksheet()
        for number, line in enumerate(utf8.open(encoding="utf-8")):
            if number > 100_000:
                break
            sheet.write_row(number, 0, line.rstrip("\n").split(","))
    for _ in range(REPEATS):
        spent["by hand"].append(by_hand(folder, utf8))
        with fresh_store(folder) as take:
            spent["utf-8"].append(timed(lambda take=take: take(utf8)))
            spent["again"].append(timed(lambda take=take: take(utf8)))
        with fresh_store(folder) as take:
            spent["gb18030"].append(timed(lambda take=take: take(gb)))
        spent["calamine"].append(timed(lambda: list(python_calamine.CalamineWorkbook.from_path(book).get_sheet_by_index(0).iter_rows())))
        with fresh_store(folder) as take:
            spent["xlsx"].append(timed(lambda take=take: take(book)))
    shutil.rmtree(folder)
    with Report("intake") as report:
        report.add(f"plain DuckDB beside intake, {ROWS:,} visits of {len(HEADER)} columns", spent["by hand"], spent["utf-8"], 0.6, least=True)
        report.add("UTF-8 beside GB18030", spent["utf-8"], spent["gb18030"], 0.75, least=True)
        report.add("the first time beside the same file again", spent["utf-8"], spent["again"], 10, least=True)
        report.add("100,000 rows of XLSX beside calamine's own reading", spent["xlsx"], spent["calamine"], 1.5)
        report.add("peak memory", [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024], unit="MiB")


if __name__ == "__main__":
    main()

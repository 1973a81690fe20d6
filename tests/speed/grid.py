"""The grid of 818 villages by eight quarters: how long the server needs for its section, how many bytes go to the browser.

Run by make bench; the villages are made up.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dash import html
from plotly.utils import PlotlyJSONEncoder

VILLAGES, TOWNS, QUARTERS, REPEATS = 818, 40, 8, 5


def fill(store) -> None:
    """818 villages in 40 towns; most are inspected each quarter and have their two photos."""
    with store.writing("bench", "made") as cursor:
        cursor.execute(f"""
            insert into villages (village_code, village_name, town_code, town_name, _import, _line)
            select '640202' || lpad((100 + i % {TOWNS})::varchar, 3, '0') || lpad(i::varchar, 3, '0'), '样例' || i || '村委会',
                   '640202' || lpad((100 + i % {TOWNS})::varchar, 3, '0'), '样例' || (i % {TOWNS}) || '镇', 0, i from range({VILLAGES}) r(i)""")
        cursor.execute(f"""
            insert into publicity_inspections (insp_id, village_code, insp_date, inspector_unit_type, mode, has_notice, has_roster,
                has_policy, has_hotline, _import, _line)
            select 'J' || village_code || q, village_code, date '2020-04-10' + to_months((3 * q)::int), '乡镇', '实地', '有',
                   if((q + _line) % 11 = 0, '无', '有'), '有', '有', 0, 0
            from villages cross join range({QUARTERS}) r(q) where (q * 7 + _line) % 13 <> 0""")
        cursor.execute(f"""
            insert into publicity_photos (photo_id, village_code, "view", shot_date, file_hash, legible, _import, _line)
            select 'Z' || village_code || q || v, village_code, v, date '2020-04-10' + to_months((3 * q)::int), village_code || q || v, true, 0, 0
            from villages cross join range({QUARTERS}) r(q) cross join (select unnest(['近景', '远景']) as v) where (q * 5 + _line) % 17 <> 0""")


def timed(work) -> tuple[float, object]:
    spent = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        found = work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent), found


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["MINGJIAN_STORE"] = str(Path(folder) / "store")
        from components.village_grid import village_grid
        from data import database
        from data.viewer import Viewer
        from queries import ask

        fill(database.store())
        viewer = Viewer("bench", "leader")
        asking, answer = timed(lambda: ask("publicity_grid", viewer, period="2022Q1", as_of="2022-04-15"))
        rows = answer.dicts()
        making, grid = timed(lambda: village_grid(rows))
        sent = len(PlotlyJSONEncoder().encode(html.Div(grid)).encode())
        covering, _ = timed(lambda: ask("publicity_coverage", viewer, period="2022Q1", as_of="2022-04-15", by="town"))
        print(f"{VILLAGES} villages x {QUARTERS} quarters, {len(rows):,} cells, median of {REPEATS}")
        print(f"  question publicity_grid      {1000 * asking:7.0f} ms")
        print(f"  question publicity_coverage  {1000 * covering:7.0f} ms")
        print(f"  the grid's component         {1000 * making:7.0f} ms")
        print(f"  bytes to the browser         {sent:7,}   ({sent / len(rows):.1f} a cell)")
        database.close_store()


if __name__ == "__main__":
    main()

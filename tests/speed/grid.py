"""The grid of 818 villages by eight quarters: how long the server needs for its section, how many bytes go to the browser,
how smoothly the whole of it scrolls there, beside an empty page of the same height.

Run by make bench; the villages are made up. The browser has no graphics processor: it paints by the processor alone.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from dash import html
from plotly.utils import PlotlyJSONEncoder

VILLAGES, TOWNS, QUARTERS, REPEATS = 818, 40, 8, 5
FIRST = "First-start-2026!"
TURNS, STEP = 240, 40  # the wheel turned for about four seconds, 2,400 px a second
# the moments between painted frames while the wheel turns, in milliseconds
WATCH = """() => { window.frames_seen = []; let last = performance.now();
    const see = now => { window.frames_seen.push(now - last); last = now; requestAnimationFrame(see); }; requestAnimationFrame(see); }"""


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


def scrolled(page) -> tuple[list[float], int]:
    """(milliseconds from frame to frame while the wheel turns to the page's end, height of the page in px)."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.mouse.move(600, 500)
    page.evaluate(WATCH)
    for _ in range(TURNS):
        page.mouse.wheel(0, STEP)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return page.evaluate("window.frames_seen.slice(1)"), height


def in_browser(store: Path) -> None:
    """Signs in, unfolds the whole grid and turns the wheel; then the same over an empty page of that height."""
    from chromium import PASSWORD, QUIET, find
    from playwright.sync_api import sync_playwright
    from running import server

    with server(store) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.locator("input[name=name]").fill("bench")
        page.locator("input[name=password]").fill(FIRST)
        page.locator("button[type=submit]").click()
        page.wait_for_url(re.compile("/change-password"))
        for field, text in zip(page.locator("input[type=password]").all(), (FIRST, PASSWORD, PASSWORD), strict=True):
            field.fill(text)
        page.get_by_role("button", name="保存新密码").click()
        page.wait_for_url(re.compile("/overview"))
        begun = time.perf_counter()
        page.goto(f"{address}/publicity?period=2022Q1&as_of=2022-04-15")
        page.locator(".mj-towns table").first.wait_for()
        drawn = time.perf_counter() - begun
        page.wait_for_load_state("networkidle")
        page.locator(".mj-unfold[data-expand=mj-all]").first.click()
        grid, height = scrolled(page)
        cells = page.locator(".mj-towns td").count()
        empty = browser.new_page(viewport={"width": 1440, "height": 900})
        empty.set_content(f"<div style='height:{height}px'>.</div>")
        bare, _ = scrolled(empty)
        print(f"  address to the drawn grid    {1000 * drawn:7.0f} ms   ({cells:,} cells, page {height:,} px high)")
        for name, frames in (("scrolled whole", grid), ("an empty page", bare)):
            ordered = sorted(frames)
            print(f"  {name:<26} frames {len(frames):4}   median {statistics.median(frames):5.1f} ms   95 % {ordered[int(0.95 * len(ordered))]:6.1f} ms"
                  f"   worst {ordered[-1]:6.1f} ms")
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["MINGJIAN_STORE"] = str(Path(folder) / "store")
        from components.village_grid import village_grid
        from data import database, people
        from data.viewer import Viewer
        from queries import ask

        fill(database.store())
        people.add_person("bench", "leader", "", None, FIRST, "bench")
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
        in_browser(Path(folder) / "store")


if __name__ == "__main__":
    main()

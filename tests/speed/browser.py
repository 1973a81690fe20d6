"""make bench PART=browser: first load in a cold browser, warm reload, and a filter's change drawn; the floor in turn beside it.

VISITS=100000. The browser has no graphics processor; application, floor and browser share the machine.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import client
import serving
from chromium import QUIET, find
from client import county_of, sizes
from floor import CHARTS
from made import AS_OF, PERIOD
from playwright.sync_api import sync_playwright
from report import Report

REPEATS = int(os.environ.get("REPEATS", 3))
SECTIONS = ["conclusion", "rates", "trend", "coverage", "funnel", "items", "cases"]
# every section says what it was asked for, every graph stands and none waits to be drawn
MINE = f"""wanted => {SECTIONS}.every(name => (document.getElementById('accuracy-' + name)?.dataset.asked || '').includes(wanted))
    && document.querySelectorAll('.js-plotly-plot').length >= 4 && !document.querySelector('[data-waits]')"""
BARE = f"""wanted => {list(CHARTS)}.every(name => document.querySelector('#' + name + ' .main-svg')
    && (document.querySelector('#' + name + ' .js-plotly-plot')?.data?.[0]?.x || []).length)"""
# changes the filter and waits, frame by frame, until it is drawn
CHANGE = """([change, drawn, wanted]) => new Promise(done => { const start = performance.now(); eval(change)(wanted);
    const end = () => requestAnimationFrame(() => done(performance.now() - start));
    const look = () => requestAnimationFrame(eval(drawn)(wanted) ? end : look);
    look(); })"""
# what a reader does: another period chosen in its field; GO: the way to an address with another county, which sets the fields too
PERIODS = ("2021H2", "2021H1", "2020H2", "2020H1")
CHOOSE = """wanted => { const field = document.getElementById('{"filter":"period"}');
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(field, wanted);
    field.dispatchEvent(new Event('change', {bubbles: true})); }"""
GO = "wanted => { history.pushState({}, '', location.pathname + '?' + window.rest + '&region=' + wanted); dispatchEvent(new PopStateEvent('popstate')); }"
SET = """wanted => { window.left = new Set(document.querySelectorAll('.js-plotly-plot'));
    window.left.forEach(one => one.once('plotly_afterplot', () => window.left.delete(one))); dash_clientside.set_props('county', {value: wanted}); }"""


class Visit:
    """A fresh browser profile at an address; bytes that came over the wire."""

    def __init__(self, browser, address: str, path: str, drawn: str, wanted: str, cookie: str = ""):
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True, reduced_motion="reduce")
        if cookie:
            name, value = cookie.split("=", 1)
            self.context.add_cookies([{"name": name, "value": value, "url": address}])
        self.page, self.bytes, self.drawn, self.wanted = self.context.new_page(), 0, drawn, wanted
        self.page.set_default_timeout(120_000)
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda one: setattr(self, "bytes", self.bytes + one["encodedDataLength"]))
        self.cold = self.until(lambda: self.page.goto(address + path, wait_until="commit"))
        self.page.wait_for_load_state("networkidle")
        self.transferred, self.bytes = self.bytes, 0

    def until(self, work) -> float:
        """Milliseconds until everything is drawn."""
        begun = time.perf_counter()
        work()
        self.page.wait_for_function(self.drawn, arg=self.wanted, polling="raf")
        return 1000 * (time.perf_counter() - begun)

    def again(self) -> float:
        return self.until(lambda: self.page.reload(wait_until="commit"))

    def changed(self, change: str, drawn: str, wanted: str) -> float:
        return self.page.evaluate(CHANGE, [change, drawn, wanted])


def main() -> None:
    visits = sizes("100000")[-1]
    folder, rest = county_of(visits), f"period={PERIOD}&as_of={AS_OF}"
    found = {name: ([], []) for name in ("cold", "transferred", "warm", "change", "chosen")}
    with Report("browser") as report, serving.application(folder) as at, serving.floor(folder) as below, sync_playwright() as playwright:
        browser, cookie = playwright.chromium.launch(executable_path=find(), args=QUIET), serving.signed_in(at, client.NAME, client.PASSWORD)
        for turn in range(REPEATS + 1):
            for side, (address, path, drawn, mark) in enumerate(((at, f"/accuracy?{rest}&region=640201", MINE, cookie), (below, "/", BARE, ""))):
                visit = Visit(browser, address, path, drawn, "640201", mark)
                warm = visit.again()
                visit.page.wait_for_load_state("networkidle")
                visit.page.evaluate("rest => { window.rest = rest; }", rest)
                new = f"6402{2 + turn:02}"
                change = visit.changed(GO, drawn, new) if side == 0 else visit.changed(SET, "() => !window.left.size", new)
                chosen = visit.changed(CHOOSE, drawn, PERIODS[turn % len(PERIODS)]) if side == 0 else change
                visit.context.close()
                for name, took in (("cold", visit.cold), ("transferred", visit.transferred / 1024), ("warm", warm), ("change", change), ("chosen", chosen)):
                    if turn:  # the first warms the servers up
                        found[name][side].append(took)
        report.add(f"first load of the accuracy page, {visits:,} visits", *found["cold"], aim=1.1)
        report.add("bytes of the first load", *found["transferred"], aim=1.1, unit="KiB")
        report.add("warm reload beside the first load", found["warm"][0], found["cold"][0], 0.33,
                   note=f"the floor {statistics.median(found['warm'][1]):.0f} ms")
        report.add(f"filter's change drawn, {visits:,} visits", *found["change"])
        report.add("a period chosen in its field, beside the floor's county", *found["chosen"])
        browser.close()


if __name__ == "__main__":
    main()

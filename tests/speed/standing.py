"""make bench PART=standing: from the start of a full store to its first page, memory at rest, and after 10,000 requests; the floor beside it.

REQUESTS=10000 asks for fewer; VISITS=1000000.
"""

import http.client
import os
import subprocess
import sys
import time

import client
import psutil
import serving
from client import ROOT, county_of, sizes
from made import AS_OF, COUNTY, PERIOD
from people import plans, searches
from report import Report

REQUESTS, REPEATS = int(os.environ.get("REQUESTS", 10_000)), int(os.environ.get("REPEATS", 3))
LIBRARIES = "import psutil, components.server, pages, app, duckdb, pandas, scipy.stats, plotly.io; print(psutil.Process().memory_info().rss)"
BARE = "import psutil, dash, duckdb, flask, waitress, plotly.io; print(psutil.Process().memory_info().rss)"


def megabytes(words: str) -> float:
    """What the interpreter and its libraries take without any work."""
    found = subprocess.run([sys.executable, "-c", words], cwd=ROOT, env=serving.surroundings(county_of(10_000)), capture_output=True, text=True, check=True)
    return int(found.stdout) / 2**20


def used(address: str) -> float:
    """Memory of whatever listens there, its children with it."""
    port = serving.place(address)["port"]
    for process in psutil.process_iter():
        try:
            if any(one.laddr.port == port and one.status == psutil.CONN_LISTEN for one in process.net_connections()):
                return sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 2**20
        except psutil.Error:
            continue
    return 0.0


def first_page(start) -> float:
    """Seconds from the start to the answer of the first page."""
    begun = time.perf_counter()
    with start as address:
        assert serving.request(address, "GET", "/").status in (200, 302)
        return time.perf_counter() - begun


def main() -> None:
    visits = sizes("1000000")[-1]
    with Report("standing") as report:
        folder = county_of(visits)
        mine, bare = plans(folder)
        took = [[first_page(serving.application(folder)), first_page(serving.floor(folder))] for _ in range(REPEATS)]
        report.add(f"start to first page, {visits:,} visits", [one for one, _ in took], aim=3, unit="s", note=f"the floor {took[0][1]:.1f} s")
        libraries, below = megabytes(LIBRARIES), megabytes(BARE)
        with serving.application(folder) as at, serving.floor(folder) as beneath:
            cookie = serving.signed_in(at, client.NAME, client.PASSWORD)
            serving.page(at, mine, cookie, f"period={PERIOD}&as_of={AS_OF}&region={COUNTY}")
            serving.page(beneath, bare, "", COUNTY)
            time.sleep(10)
            rest, floor = used(at), used(beneath)
            aim = 250 if visits <= 1_000_000 else 1024
            report.add(f"memory at rest over the libraries, {visits:,} visits", [rest - libraries], aim=aim, unit="MiB",
                       note=f"{rest:.0f} less {libraries:.0f}; the floor {floor:.0f} less {below:.0f}")
            grown(report, at, mine, cookie)


def grown(report: Report, at: str, plan: dict, cookie: str) -> None:
    """The second quarter of the requests beside the last."""
    asked, quarters, words = 0, [], searches(200)
    connection = http.client.HTTPConnection(*serving.place(at).values())
    while asked < REQUESTS:
        asked += serving.page(at, plan, cookie, words[(asked // len(plan["calls"])) % 4], connection)
        if len(quarters) < asked * 4 // REQUESTS:
            quarters.append(used(at))
    report.add(f"memory after {asked:,} requests, last quarter", [quarters[-1]], [quarters[1]], 1.05, unit="MiB", note="beside the second quarter")


if __name__ == "__main__":
    main()

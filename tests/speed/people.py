"""make bench PART=people: people at two cores with three seconds to think between two changes of a filter, while a file is imported.

The server, the floor and the load each in a process of its own. 50 people change to what nobody asked before (cold), 150 to what is
remembered (warm). SECONDS=30 a round; VISITS=100000; IMPORT=100000 visits a file, 0 without; PEOPLE=50,150.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import client
import duckdb
import floor
import serving
from client import Client, body, county_of, sizes, use
from made import AS_OF, COUNTIES, selects
from report import Report

SECONDS, THINK, FRESH = int(os.environ.get("SECONDS", 30)), 3, int(os.environ.get("IMPORT", 100_000))


def more_visits(file: Path, visits: int, number: int) -> Path:
    """An export of visits nobody has seen."""
    from data.contract import contracts

    with duckdb.connect() as plain:
        found = plain.execute(f"select {selects(visits)['investigations']} limit {FRESH}").df()
    found["inv_id"] = f"W{number}" + found["inv_id"]
    found["investigator_ids"] = found["investigator_ids"].map("、".join)
    found["subject_signed"] = "是"
    found.rename(columns={name: contracts()["investigations"][name].header for name in found}).to_csv(file, index=False)
    return file


@contextlib.contextmanager
def importing(store: Path, visits: int):
    """One file after the other goes in meanwhile; yields the list of those that are in."""
    done, stop = [], threading.Event()

    def work() -> None:
        while not stop.is_set():
            file = more_visits(store.with_name("more.csv"), visits, len(done))
            if serving.door(store, "ingest", str(file)).returncode == 0:
                done.append(file)
            stop.wait(1)

    worker = threading.Thread(target=work)
    if FRESH:
        worker.start()
    yield done
    stop.set()
    if FRESH:
        worker.join()


def crowd(plan: dict, people: int, searches: list[str], cookies: list[str]) -> dict:
    plan = plan | {"people": people, "searches": searches, "cookies": cookies, "seconds": SECONDS, "think": THINK}
    found = subprocess.run([sys.executable, str(Path(__file__).with_name("crowd.py"))], input=json.dumps(plan), capture_output=True, text=True, check=True)
    return json.loads(found.stdout)


def searches(many: int) -> list[str]:
    """Filters: for warm people a few, for cold ones one that nobody asked before for each change."""
    return [f"period=2020-01-{1 + number % 28:02}..2021-{1 + number // 28 % 12:02}-{1 + number // 336 % 28:02}&as_of={AS_OF}"
            f"&region={640201 + number % COUNTIES}" for number in range(many)]


def plans(folder: Path) -> tuple[dict, dict]:
    """What a change sends to the application and to the floor."""
    use(folder)
    asked = Client()
    asked.sign_in()
    mine = {"calls": [body(call, asked.settles) for call in asked.callbacks("accuracy", "SEARCH=1")], "settles": True}
    mine["calls"] = json.loads(json.dumps(mine["calls"]).replace("SEARCH=1", "SEARCH"))
    bare = body((".." + "...".join(f"{name}.figure" for name in floor.CHARTS) + "..", [{"id": "county", "property": "value", "value": "SEARCH"}], []))
    from data import database

    database.close_store()
    return mine, {"calls": [bare], "settles": False}


def main() -> None:
    visits = sizes("100000")[-1]
    with Report("people") as report, tempfile.TemporaryDirectory(prefix="bench-") as place:
        folder = Path(shutil.copytree(county_of(visits), Path(place) / "store"))
        mine, bare = plans(folder)
        counties = [str(640201 + number) for number in range(COUNTIES)]
        with serving.application(folder) as at, serving.floor(folder) as below, importing(folder / "store", visits) as done:
            cookies = [serving.signed_in(at, client.NAME, client.PASSWORD) for _ in range(20)]
            cold, warm = map(int, os.environ.get("PEOPLE", "50,150").split(","))
            for people, words in ((cold, searches(9000)), (warm, searches(COUNTIES))):
                kind = "cold" if len(words) > COUNTIES else "warm"
                if kind == "warm":
                    for search in words:
                        serving.page(at, mine, cookies[0], search)
                took = crowd(mine | serving.place(at), people, words, cookies)
                beside = crowd(bare | serving.place(below), people, counties, ["a=b"])
                for share, name in ((0.5, "p50"), (0.95, "p95")):
                    cut = [[one["took"][int(share * (len(one["took"]) - 1))]] for one in (took, beside)]
                    report.add(f"{people} people, {kind}, {name} of a change, {visits:,} visits", *cut[:1], aim=300 if name == "p95" else None,
                               note=f"{len(took['took'])} changes, {took['late']} unfinished; the floor {cut[1][0]:,.0f} ms, {len(beside['took'])}")
                report.add(f"errors among {people} {kind} people", [float(len(took["errors"]))], aim=0, unit="", note=str(set(took["errors"]) or ""))
        report.add("files imported meanwhile", [float(len(done))], unit="", note=f"{FRESH:,} visits each")


if __name__ == "__main__":
    main()

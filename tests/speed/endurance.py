"""make bench: twelve hours of mixed work in a quarter of an hour, SECONDS=900. A short form is in tests/test_endurance.py.

A server with its clock runs over the tiny county; inside its process people import, score, apply for payments and approve them, read
pages and questions, and back up, each as fast as it goes. From outside it is killed (KILLS=3) and its disk is full for a while; whatever watches
over it starts it anew, as systemd would. Then it is left alone for the second half of the time, in which nothing may grow.
Afterwards everything that was acknowledged must be there, the audits find nothing and the chain of audit lines is whole.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE.parent), str(HERE)]

SECONDS, KILLS = int(os.environ.get("SECONDS", 900)), int(os.environ.get("KILLS", 3))
ROWS, PASSWORD, CONTRACT, TRANCHE = 40, "another-Good-1", "HT141122-2021-01", 3
PERSONS = {"panel": "panel", "money": "finance", "till": "finance", "reader": "leader"}
GROWS = {"rss_mb": (1.15, 32), "handles": (1, 8), "threads": (1, 8)}  # times the earlier value and so many more: beyond it something grows
FULL = 4096  # bytes that a file may have while the disk is full: more fails as on a full disk


# --- inside the server's process ---------------------------------------------------------------------------------------------


def work(folder: Path, port: int) -> None:
    """The people, a thread each; what has returned is acknowledged on the standard output."""
    import http.client
    from urllib.parse import urlencode

    from data import database, nightly, payments, people, rounds_raters, sheets_rating
    from data.intake import ingest
    from data.refusal import Refused
    from queries import ask, questions

    viewer = {name: people.viewer_of(name) for name in PERSONS}
    eval_id, chance, started, stop = (folder / "round").read_text(), random.Random(), time.time_ns(), folder / "stop"

    one_at_a_time = threading.Lock()

    def done(kind: str, key, value="") -> None:
        with one_at_a_time:
            print(json.dumps([kind, str(key), str(value)]), flush=True)

    def imports(number: int) -> None:
        key = f"E{started % 10**9:09}{number:04}"
        path = folder / f"{key}.csv"
        path.write_text("单位编码,单位名称,单位类型\n" + "".join(f"{key}{row:02},单位{number}-{row},其他\n" for row in range(ROWS)), encoding="utf-8")
        if (found := ingest(path, "耐久").status) == "imported":
            done("import", key)
        path.unlink()
        assert found != "refused"

    def drops(number: int) -> None:
        """Into the inbox, where the clock takes it; the clock may be at it when the server is told to stop."""
        key = f"D{started % 10**9:09}{number:04}"
        path = folder / "store" / "inbox" / f"{key}.csv"
        path.write_text("单位编码,单位名称,单位类型\n" + "".join(f"{key}{row:02},单位{number}-{row},其他\n" for row in range(ROWS)), encoding="utf-8")
        while path.exists() and not stop.exists():
            time.sleep(.2)
        if not path.exists():
            done("import", key)

    def scores(number: int) -> None:
        seat = 1 + number % 3
        sheets_rating.save_draft(viewer["panel"], eval_id, seat, {"x": str(number)}, {}, f"{started}", (str(started), number))
        done("score", seat, started + number)
        if number % 50 == 0:
            rounds_raters.remind(viewer["panel"], eval_id)

    def approvals(_number: int) -> None:
        asked = payments.apply(viewer["money"], CONTRACT, TRANCHE, "0.01")
        done("apply", asked, "已申请")
        payments.approve(viewer["till"], asked)
        done("apply", asked, "已审核")
        payments.send_back(viewer["till"], asked, "其他")
        done("apply", asked, "已退回")

    def reads(_number: int) -> None:
        question = questions()[chance.choice(sorted(questions()))]
        given = {one.name: one.choices[0] if one.choices else {"period": "2021", "before": "2020"}.get(one.name, "x")
                 for one in question.parameters if not one.optional}
        if "leader" in question.roles:
            ask(question.name, viewer["reader"], **given)
            done("read", question.name)

    cookie = []

    def pages(_number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        if not cookie:
            connection.request("POST", "/sign-in", urlencode({"name": "reader", "password": PASSWORD}), {"Content-Type": "application/x-www-form-urlencoded"})
            cookie.append(connection.getresponse().headers["Set-Cookie"].partition(";")[0])
            connection.close()
        path = chance.choice(("/overview", "/accuracy", "/download/accuracy.xlsx?period=2021&by=town", "/healthz"))
        connection.request("GET", path, headers={"Cookie": cookie[0]})
        status = connection.getresponse().status
        connection.close()
        assert status == 200 or cookie.clear()
        done("page", status)

    def backups(_number: int) -> None:
        done("backup", nightly.make("耐久").name)

    def forever(job, pause: float) -> None:
        number = 0
        while not stop.exists():
            number += 1
            try:
                job(number)
            except (Refused, OSError, database.Error, AssertionError, http.client.HTTPException, AttributeError) as error:
                done("failed", job.__name__, f"{type(error).__name__}: {error}"[:200])
                if isinstance(error, database.Fatal):
                    os.kill(os.getpid(), signal.SIGTERM)
                    return
            time.sleep(pause * chance.uniform(0.5, 1.5))

    paces = ((imports, .5), (drops, .5), (scores, .1), (approvals, .3), (reads, .05), (reads, .1), (pages, .1), (backups, max(5., SECONDS / 36)))
    jobs = [threading.Thread(target=forever, args=one, daemon=True) for one in paces]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    done("gone", "home")


def serve(folder: Path, port: int) -> None:
    """The server as app.py runs it, with the people inside."""
    from app import run
    from components.server import serve as really
    from data import database
    from pages import make_app

    database.store()
    threading.Timer(0.5, work, (folder, port)).start()
    sys.exit(really(make_app, run))


# --- outside -----------------------------------------------------------------------------------------------------------------


def prepared(folder: Path, county: Path | None) -> None:
    """The tiny county, people, and a round with three sheets."""
    from counties import shuffled

    from data import database, people, rounds, rounds_raters
    from data.intake import ingest

    if county:
        shutil.copytree(county, folder, dirs_exist_ok=True)
    for path in [] if county else shuffled("tiny", 1):
        assert ingest(path, "测试").status == "imported"
    for name, role in PERSONS.items():
        people.add_person(name, role, "", None, "长城-kite-42!", "test")
        people.change_password(name, "长城-kite-42!", PASSWORD, "test")
    panel = people.viewer_of("panel")
    eval_id = rounds.open_round(panel, CONTRACT, "满意度评估")
    with database.store().reading() as cursor:
        units = [row[0] for row in cursor.execute("select unit_code from evaluation_units() where eval_id = ? order by 1 limit 3", [eval_id]).fetchall()]
    for unit in units:
        rounds_raters.add_rater(panel, eval_id, unit_code=unit)
    (folder / "round").write_text(eval_id)
    database.close_store()


class Watched:
    """The server as something that starts it anew watches it: its acknowledgements and its use of the machine."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, port
        self.acknowledged, self.counts, self.used, self.starts, self.stop = {}, Counter(), [], 0, False
        self.failures = Counter()

    def start(self) -> None:
        self.starts += 1
        words = [sys.executable, __file__, "--serve", str(self.folder), str(self.port)]
        with (self.folder / "err").open("ab") as errors:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8")
        self.hearing = threading.Thread(target=self._hear, args=(self.process,), daemon=True)
        self.hearing.start()

    def _hear(self, process) -> None:
        for line in process.stdout:
            if line.startswith('["') and line.endswith("]\n"):  # not cut short by a kill
                kind, key, value = json.loads(line)
                self.counts[kind] += 1
                if kind == "failed":
                    self.failures[f"{key}: {value[:80]}"] += 1
                self.acknowledged[kind, key] = value
        process.stdout.close()
        process.wait()
        if process is self.process and not self.stop:
            self.start()

    def up(self) -> None:
        """Waits until it answers."""
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                return
            time.sleep(.1)

    def until(self, moment: float) -> None:
        import psutil

        while time.monotonic() < moment:
            try:
                one = psutil.Process(self.process.pid)
                handles = one.num_handles() if os.name == "nt" else one.num_fds()
                self.used.append((time.monotonic(), self.process.pid, one.memory_info().rss >> 20, handles, one.num_threads()))
            except psutil.Error:
                pass
            time.sleep(.5)


def full_disk(process, seconds: float) -> None:
    """No file of the server grows beyond a few KB meanwhile."""
    import resource

    soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (FULL, hard))
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):  # the engine gave up, and the server with it: it was started anew
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))


def lost(folder: Path, acknowledged: dict) -> list[str]:
    """What was acknowledged and is not there, and what the audits find."""
    from data import audit_chain, database
    from data.audits import findings

    found, store = [], database.store()
    with store.reading() as cursor:
        units = dict(cursor.execute("select unit_code[:14], count(*) from org_units where regexp_matches(unit_code, '^[DE]\\d{15}') group by all").fetchall())
        states = dict(cursor.execute("select cast(application_id as varchar), state from payment_applications").fetchall())
        drafts = {str(seat): store.key.open_rows(sealed).get("order") for seat, sealed in
                  cursor.execute("select seat, sealed from round_raters where sealed is not null").fetchall()}
    order = ("已申请", "已审核", "已退回")
    for (kind, key), value in acknowledged.items():
        if kind == "import" and units.get(key) != ROWS:
            found.append(f"import {key}: {units.get(key)} rows")
        if kind == "apply" and (key not in states or order.index(states[key]) < order.index(value)):
            found.append(f"application {key}: {states.get(key)}, acknowledged {value}")
        if kind == "score" and int(value) > int(drafts[key][0]) + drafts[key][1]:
            found.append(f"sheet {key}: {drafts[key]}, acknowledged {value}")
        if kind == "backup" and not (folder / "store.backups" / key).exists() and len(list((folder / "store.backups").iterdir())) < 14:
            found.append(f"backup {key}")
    found += [f"half an import: {key} {count}" for key, count in units.items() if count != ROWS]
    found += findings() + audit_chain.proof()[0]
    database.close_store()
    return found


def endure(folder: Path, seconds: float, kills: int, county: Path | None = None) -> dict:
    """Runs it; {lost, counts, starts, code, stopped, growth: {name: (start, second quarter, end)}, failures}."""
    import socket

    from data.privacy import load_key
    from data.settings import settings

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {"MINGJIAN_STORE": str(folder / "store"), "MINGJIAN_LISTEN": f"127.0.0.1:{port}", "SECONDS": str(int(seconds))}
    settings.cache_clear()
    load_key.cache_clear()
    prepared(folder, county)
    watched = Watched(folder, port)
    watched.start()
    part = seconds / 2 / (kills + 2)
    for _ in range(kills):
        watched.up()
        watched.until(time.monotonic() + part * random.uniform(.5, 1.5))
        watched.process.kill()
    watched.up()
    watched.until(time.monotonic() + part)
    if sys.platform.startswith("linux"):
        full_disk(watched.process, min(5, seconds / 12))
        watched.until(time.monotonic() + part / 2)
    watched.up()
    alone = time.monotonic()
    watched.until(alone + seconds / 2)
    watched.stop = True
    (folder / "stop").touch()  # the people go home; the clock works on
    while ("gone", "home") not in watched.acknowledged and watched.process.poll() is None:
        time.sleep(.1)
    asked = time.monotonic()
    watched.process.send_signal(signal.SIGTERM)
    code = watched.process.wait(120)
    stopped = time.monotonic() - asked
    watched.hearing.join(60)
    last = [one for one in watched.used if one[1] == watched.process.pid and one[0] > alone]
    quarter = max(len(last) // 4, 1)
    growth = {name: tuple(statistics.median(one[place] for one in part or last) for part in (last[:quarter], last[quarter:2 * quarter], last[-quarter:]))
              for place, name in ((2, "rss_mb"), (3, "handles"), (4, "threads"))} if last else {}
    return {"lost": lost(folder, watched.acknowledged), "counts": dict(watched.counts), "starts": watched.starts, "code": code,
            "stopped": stopped, "growth": growth, "failures": dict(watched.failures.most_common(8))}


def grown(growth: dict) -> list[str]:
    """What grew from the second quarter of the undisturbed half, when everything was met once, to its last."""
    return [name for name, (_, early, late) in growth.items() if late > early * GROWS[name][0] + GROWS[name][1]]


def table(found: dict) -> str:
    """What README shows of a run, as Markdown."""
    done = " / ".join(f"{kind} {found['counts'].get(kind, 0)}" for kind in ("import", "score", "apply", "read", "page", "backup"))
    rows = [("done and acknowledged", done), ("kills, full disks, starts", f"{KILLS}, 1, {found['starts']}"),
            ("acknowledged and lost, findings of the audits, breaks of the audit chain", len(found["lost"])),
            ("SIGTERM to the end of the process", f"{found['stopped']:.1f} s, exit code {found['code']}")]
    rows += [(f"{name}: start, second quarter, end of the undisturbed half", ", ".join(f"{one:.0f}" for one in values))
             for name, values in found["growth"].items()]
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows)])


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        found = endure(Path(made), SECONDS, KILLS)
    print(table(found))
    print("failed while killed or full:", found["failures"] or "nothing")
    print("lost:", found["lost"] or "nothing")
    print("grew:", (more := grown(found["growth"])) or "nothing")
    return 1 if found["lost"] or found["code"] or more or not found["growth"] else 0


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve(Path(sys.argv[2]), int(sys.argv[3]))
    sys.exit(main())

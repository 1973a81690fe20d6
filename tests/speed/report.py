"""Ratios of one run: kept as a file a run with machine and versions, printed as one table, compared with the run before.

Slower than last time by more than a quarter is printed in red; nothing ever fails on time.
"""

import datetime
import importlib.metadata
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

RUNS = Path(__file__).with_name("runs")  # ignored by git
RED, PLAIN = "\033[31m", "\033[0m"
WORSE = 1.25


def timed(work: Callable) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def alternating(works: Iterable[Callable], repeats: int) -> list[list[float]]:
    """Milliseconds of each of the works, taken in turn, so that a busy moment meets all of them; the first turn only warms up."""
    works = list(works)
    turns = [[timed(work) for work in works] for _ in range(repeats + 1)]
    return [list(one) for one in zip(*turns[1:], strict=True)]


def machine() -> dict:
    """What the figures were taken on."""
    model = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = next((int(line.split()[1]) // 1024 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), None)
    names = ("duckdb", "dash", "plotly", "waitress", "orjson", "pandas")
    return {"system": platform.platform(), "processor": model, "cores": os.cpu_count(), "memory_megabytes": memory,
            "load": os.getloadavg() if hasattr(os, "getloadavg") else None, "python": platform.python_version(),
            "versions": {name: importlib.metadata.version(name) for name in names}}


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


class Report:
    """``with Report("update") as report: report.add(...)``; at the end the table is printed and the file is written."""

    def __init__(self, part: str):
        self.part, self.rows, self.last = part, [], before(part)
        print(f"{part:<62}{'measured':>24} {'unit':<5}{'beside it':>24}{'ratio':>8}{'aim':>10}", flush=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.rows:
            keep(self.part, self.rows)

    def add(self, what: str, mine: list[float], beside: list[float] | None = None, aim: float | None = None, unit: str = "ms", least: bool = False,
            note: str = "") -> None:
        """``mine`` and ``beside`` as measured in turn. The aim is one of the ratio where something stands beside, else of the median itself;
        ``least``: it should be reached, not kept under.
        """
        self.rows.append({"what": what, "mine": mine, "beside": beside, "aim": aim, "unit": unit, "least": least, "note": note})
        show(self.rows[-1], self.last.get(what))


def value(row: dict) -> float:
    """What is judged: the ratio of the medians, or the median."""
    mine = statistics.median(row["mine"])
    return mine / (statistics.median(row["beside"]) or 1) if row["beside"] else mine


def hits(row: dict) -> bool:
    return row["aim"] is None or (value(row) >= row["aim"] if row["least"] else value(row) <= row["aim"])


def spread(found: list[float] | None) -> str:
    if not found:
        return ""
    low, middle, high = min(found), statistics.median(found), max(found)
    digits = 0 if middle >= 100 else 1 if middle >= 1 else 2
    return f"{middle:,.{digits}f} ({low:,.{digits}f}-{high:,.{digits}f})" if len(found) > 1 else f"{middle:,.{digits}f}"


def show(row: dict, last: dict | None) -> None:
    """One line: median (least-most) of both, ratio, aim, and the last run's where that was better by a quarter."""
    ratio = f"{value(row):.2f}" if row["beside"] else ""
    aim = "" if row["aim"] is None else f"{'>=' if row['least'] else '<='} {row['aim']:g}"
    said = "" if hits(row) else "MISSED "
    if last:
        was, now = value(last), value(row)
        if (now < was / WORSE) if row["least"] else (now > was * WORSE):
            said += f"{RED}last time {was:.2f}{PLAIN} "
    print(f"{row['what'][:61]:<62}{spread(row['mine']):>24} {row['unit']:<5}{spread(row['beside']):>24}{ratio:>8}{aim:>10}  {said}{row['note']}", flush=True)


def keep(part: str, rows: list[dict]) -> None:
    """Adds the rows to this run's file; RUN names it, so that the parts of one ``make bench`` share it."""
    RUNS.mkdir(exist_ok=True)
    file = RUNS / f"{os.environ.get('RUN') or stamp()}.json"
    held = json.loads(file.read_text()) if file.exists() else {"machine": machine(), "parts": {}}
    held["parts"][part] = rows
    file.write_text(json.dumps(held, ensure_ascii=False, indent=1))


def before(part: str) -> dict[str, dict]:
    """What the last other run that had this part measured."""
    for file in sorted(RUNS.glob("*.json"), reverse=True):
        rows = json.loads(file.read_text())["parts"].get(part) if file.stem != os.environ.get("RUN") else None
        if rows:
            return {row["what"]: row for row in rows}
    return {}


def stamp() -> str:
    return datetime.datetime.now().strftime("%Y-%m-%dT%H-%M-%S")

"""make bench PART=pages: every callback of every page beside its own queries and one bare Dash callback of the same size, as ratios of one run.

All in this process through Flask's test client, with the sample county and nothing remembered between callbacks. REPEATS=15 measures
longer, PAGE=payments one page with its sections, MADE=1000000 a made store of that many visits in place of the sample county,
ALERTS=5000 one of that many open alerts, SEARCH=period=2021 with these words in the address.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import client
import dash
from client import county_of, person, use
from dash import Input, Output, State
from made import overdue
from report import Report
from running import door as command

REPEATS, ONLY, AIM = int(os.environ.get("REPEATS", 5)), os.environ.get("PAGE", ""), 1.5
MADE, ALERTS, SEARCH = int(os.environ.get("MADE", 0)), int(os.environ.get("ALERTS", 0)), os.environ.get("SEARCH", "")


def timed(work):
    start = time.perf_counter()
    found = work()
    return 1000 * (time.perf_counter() - start), found


class Bench(client.Client):
    """The application, and which questions a callback asks."""

    def __init__(self):
        from components import door

        self.kept, self.asked = {}, []

        @door.guarded()(Output("bare", "children"), Input("size", "data"), State("size", "id"))
        def bare(size, _):
            return self.kept[size]

        super().__init__()
        self.sign_in()
        self.listen()

    def listen(self) -> None:
        """Every module that asks, asks through here; a plan is proposed by data.sampling, which asks its own queries."""
        import queries
        from data import sampling

        def through(work):
            def heard(*words, **given):
                self.asked.append(lambda: work(*words, **given))
                return work(*words, **given)

            return heard

        ask, heard, sampling.propose = queries.ask, through(queries.ask), through(sampling.propose)
        for module in [module for name, module in sys.modules.items() if name.startswith(("components", "pages"))]:
            if getattr(module, "ask", None) is ask:
                module.ask = heard

    def measure(self, output, inputs, state) -> tuple[float, float, float] | None:
        """(whole callback, its queries, a bare callback of its size) in milliseconds; None where there is no answer."""
        self.forget()
        self.asked.clear()
        whole, answer = timed(lambda: self.post(output, inputs, state))
        if answer.status_code == 204:  # nothing new
            return None
        assert answer.status_code == 200, answer.status_code
        mine = list(self.asked)
        size = str(len(answer.data))
        texts = ["x" * 60] * max(1, len(answer.data) // 140)  # fill an answer of this size
        self.kept[size] = [{"props": {"children": text}, "type": "P", "namespace": "dash_html_components"} for text in texts]
        asking, _ = timed(lambda: [ask() for ask in mine])
        place = {"id": "size"}
        bare, _ = timed(lambda: self.post("bare.children", [place | {"property": "data", "value": size}], [place | {"property": "id", "value": ""}]))
        return whole, asking, bare


def main() -> None:
    folder = county_of(MADE) if MADE else Path(tempfile.mkdtemp(prefix="bench-"))
    if not MADE and not ALERTS:
        assert command(folder / "store", "demo").returncode == 0
    store = use(folder)
    if ALERTS:
        overdue(store, ALERTS)
    if not MADE:
        person()
    bench = Bench()
    with Report("pages" if not ALERTS else "alerts") as report:
        for page in sorted((one for one in dash.page_registry.values() if "roles" in one), key=lambda one: one["order"]):
            if ONLY in ("", page["name_key"]):
                show(report, bench, page["name_key"])


def show(report: Report, bench: Bench, page: str) -> None:
    sums, lines = [[0.0] * 3 for _ in range(REPEATS)], []
    for output, inputs, state in bench.callbacks(page, SEARCH):
        bench.measure(output, inputs, state)  # once to warm up
        found = [one for _ in range(REPEATS) if (one := bench.measure(output, inputs, state))]
        for total, one in zip(sums, found, strict=False):
            total[:] = [before + more for before, more in zip(total, one, strict=True)]
        if found:
            lines.append((f"  {output.strip('.').split('.')[0]}", found))
    for name, found in [(f"{page} beside its queries and a bare callback", sums), *(lines if ONLY else [])]:
        asking, bare = (statistics.median(one[place] for one in found) for place in (1, 2))
        report.add(name, [one[0] for one in found], [one[1] + one[2] for one in found], AIM, note=f"queries {asking:.0f}, bare {bare:.0f}")


if __name__ == "__main__":
    main()

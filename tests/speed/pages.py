"""make bench: every callback of every page beside its own queries and one bare Dash callback of the same size, as ratios of one run.

All in this process through Flask's test client, with the sample county and nothing remembered between callbacks. Prints one
table; nothing fails on time. REPEATS=15 measures longer, PAGE=payments one page with its sections, VISITS=1000000 a made
store of that many visits in place of the sample county, ALERTS=5000 one of that many open alerts, SEARCH=period=2021 with these words in the address.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import dash
from dash import Input, Output, State
from made import overdue, province
from running import door as command

REPEATS, ONLY, AIM = int(os.environ.get("REPEATS", 5)), os.environ.get("PAGE", ""), 1.5
VISITS, ALERTS, SEARCH = int(os.environ.get("VISITS", 0)), int(os.environ.get("ALERTS", 0)), os.environ.get("SEARCH", "")
ROUTING = "_pages_content"


def timed(work):
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


class Bench:
    """The application, somebody signed in, and which questions a callback asks."""

    def __init__(self):
        from components import door, remembered
        from data import people
        from pages import make_app

        self.kept = {}

        @door.guarded()(Output("bare", "children"), Input("size", "data"), State("size", "id"))
        def bare(size, _):
            return self.kept[size]

        self.app, self.remembered, self.asked = make_app(), remembered, []
        people.add_person("bench", "admin", "", None, "Start-one-42!x", "bench")
        people.change_password("bench", "Start-one-42!x", "Later-two-43!y", "bench")
        self.client = self.app.server.test_client()
        self.client.get("/healthz")
        self.client.post("/sign-in", data={"name": "bench", "password": "Later-two-43!y"})
        self.client.get("/_dash-layout")
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

    def post(self, output: str, inputs: list, state: list):
        outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in output.strip(".").split("...")]
        body = {"output": output, "outputs": outputs if output.startswith("..") else outputs[0], "inputs": inputs, "state": state,
                "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs]}
        return self.client.post("/_dash-update-component", json=body)

    def callbacks(self, page: dict) -> list[tuple[str, list, list]]:
        """(output, inputs, state) of a page's callbacks as its first view sends them: the filters first, then the sections."""
        wanted = {"wanted.data": page["path"] + "?" + SEARCH, "address.search": SEARCH and "?" + SEARCH, "address.pathname": page["path"]}
        filters = next(key for key in self.app.callback_map if "filters.children" in key)
        answer = json.loads(self.post(filters, *self.values(filters, wanted)).data)["response"]
        wanted["settled.data"] = answer["settled"]["data"]
        mine = [key for key, known in self.app.callback_map.items()
                if key.strip(".").startswith(page["name_key"] + "-") and "settled" in [one["id"] for one in known["inputs"]]]
        return [(key, *self.values(key, wanted)) for key in (filters, *mine)]

    def values(self, key: str, wanted: dict) -> tuple[list, list]:
        known = self.app.callback_map[key]
        return tuple([one | {"value": wanted.get(f"{one['id']}.{one['property']}")} for one in known[part]] for part in ("inputs", "state"))

    def measure(self, output, inputs, state) -> tuple[float, float, float] | None:
        """(whole callback, its queries, a bare callback of its size) in seconds; None where there is no answer."""
        self.remembered._answers.clear()
        self.asked.clear()
        whole, answer = timed(lambda: self.post(output, inputs, state))
        if answer.status_code in (204, 403):  # nothing new, or another role's
            return None
        assert answer.status_code == 200, answer.status_code
        mine = list(self.asked)
        size = str(len(answer.data))
        self.kept[size] = [{"props": {"children": text}, "type": "P", "namespace": "dash_html_components"} for text in chunks(len(answer.data))]
        asking, _ = timed(lambda: [ask() for ask in mine])
        place = {"id": "size"}
        bare, _ = timed(lambda: self.post("bare.children", [place | {"property": "data", "value": size}], [place | {"property": "id", "value": ""}]))
        return whole, asking, bare


def chunks(size: int) -> list[str]:
    """Texts that fill an answer of this size."""
    return ["x" * 60] * max(1, size // 140)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    if not VISITS and not ALERTS:
        assert command(folder / "store", "demo").returncode == 0
    os.environ["MINGJIAN_STORE"] = str(folder / "store")
    if VISITS or ALERTS:
        from data import database

        (province if VISITS else overdue)(database.store(), VISITS or ALERTS)
    bench = Bench()
    print(f"median of {REPEATS} (least to most), milliseconds; ratio = page / (queries + bare callback), aim {AIM}")
    print(f"  {'page':28}{'page':>8}{'spread':>16}{'queries':>9}{'bare':>7}{'ratio':>7}")
    for page in sorted((one for one in dash.page_registry.values() if "roles" in one), key=lambda one: one["order"]):
        if ONLY in ("", page["name_key"]):
            show(bench, page)


def show(bench: Bench, page: dict) -> None:
    sums, lines = [[0.0] * 3 for _ in range(REPEATS)], []
    for output, inputs, state in bench.callbacks(page):
        bench.measure(output, inputs, state)  # once to warm up
        found = [one for _ in range(REPEATS) if (one := bench.measure(output, inputs, state))]
        for total, one in zip(sums, found, strict=False):
            total[:] = [before + more for before, more in zip(total, one, strict=True)]
        if found:
            lines.append(line("  " + output.strip(".").split(".")[0], found))
    print("\n".join([line(page["name_key"], sums), *(lines if ONLY else [])]), flush=True)


def line(name: str, found: list) -> str:
    whole, asking, bare = (statistics.median(one[i] for one in found) * 1000 for i in range(3))
    spread = f"({min(one[0] for one in found) * 1000:.0f} to {max(one[0] for one in found) * 1000:.0f})"
    return f"  {name:28}{whole:8.1f}{spread:>16}{asking:9.1f}{bare:7.1f}{whole / (asking + bare):7.2f}"


if __name__ == "__main__":
    main()

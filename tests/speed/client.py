"""The application and the floor in this process, each asked as a browser asks it; stores of made data, made once a machine."""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "speed")]

import dash
import floor
from made import exports, province

SETTLED = '"settled"'  # in the names of those places
NAME, PASSWORD = "bench", "Later-two-43!y"


def sizes(usual: str = "10000,100000,1000000") -> list[int]:
    """VISITS=100000,1000000 asks for others."""
    return [int(one) for one in os.environ.get("VISITS", usual).split(",")]


def county_of(visits: int, imported: bool = False) -> Path:
    """The folder with the store of that many visits and the floor's flat table, kept for the next run of the same program.

    Put in by SQL, or imported through intake.
    """
    parts = [ROOT / "tests/speed/made.py", ROOT / "tests/speed/floor.py", *sorted((ROOT / "data/schema").glob("*")),
             *sorted((ROOT / "data/contracts").glob("*"))]
    mark = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / "mingjian-bench" / f"{visits}-{mark}{'-imported' if imported else ''}"
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        floor.make(folder / "flat.duckdb", visits)
        store = use(folder)
        if imported:
            from data.intake import ingest

            assert {ingest(path, "bench").status for path in exports(folder, visits)} == {"imported"}
        else:
            province(store, visits)
        person()
        from data import database

        database.close_store()
        (folder / "ready").touch()
    return folder


def use(folder: Path):
    """The store of a folder, opened by this process."""
    from data import database
    from data.privacy import load_key
    from data.settings import settings

    database.close_store()
    os.environ["MINGJIAN_STORE"] = str(folder / "store")
    settings.cache_clear()
    load_key.cache_clear()
    return database.store()


def person() -> None:
    """Somebody who may see everything."""
    from data import people

    people.add_person(NAME, "admin", "", None, "Start-one-42!x", "bench")
    people.change_password(NAME, "Start-one-42!x", PASSWORD, "bench")


def dumped(name: dict) -> str:
    """A pattern's id as Dash writes it."""
    return json.dumps(name, sort_keys=True, separators=(",", ":"))


def settled_in(answer: dict) -> dict:
    """What a page settles to, in the answer of its filter bar."""
    return next(one["data"] for name, one in answer.items() if SETTLED in name)


def body(call: tuple[str, list, list], settles: list[dict] = ()) -> dict:
    """A callback's request; ``settles``: the places of the page where what it settles to is told."""
    output, inputs, state = call
    outputs = [list(settles) if SETTLED in part else dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
               for part in output.strip(".").split("...")]
    return {"output": output, "outputs": outputs if output.startswith("..") else outputs[0], "inputs": inputs, "state": state,
            "changedPropIds": [f"{one['id'] if isinstance(one['id'], str) else dumped(one['id'])}.{one['property']}" for one in inputs]}


class Client:
    """The application with somebody signed in."""

    def __init__(self):
        from components import remembered
        from pages import make_app

        self.remembered, self.app = remembered, make_app()
        self.client = self.app.server.test_client()
        self.client.get("/healthz")

    def sign_in(self) -> None:
        self.client.post("/sign-in", data={"name": NAME, "password": PASSWORD})
        self.client.get("/_dash-layout")

    def post(self, output: str, inputs: list, state: list):
        return self.client.post("/_dash-update-component", json=body((output, inputs, state), self.settles))

    def callbacks(self, page: str, search: str = "") -> list[tuple[str, list, list]]:
        """(output, inputs, state) of what a page asks for its first view or after a filter's change: the filters first, then the sections."""
        told = {one["id"] for known in self.app.callback_map.values() for one in known["inputs"] if SETTLED in one["id"] and "ALL" not in one["id"]}
        self.settles = [{"id": found, "property": "data"} for found in map(json.loads, sorted(told, reverse=True))
                        if found["settled"] == page and found["of"] in ("page", "first")]
        path = next(one["path"] for one in dash.page_registry.values() if one.get("name_key") == page)
        wanted = {"wanted.data": path + "?" + search, "address.search": search and "?" + search, "address.pathname": path}
        filters = next(key for key in self.app.callback_map if "filter-fields.children" in key)
        answer = json.loads(self.post(filters, *self.values(filters, wanted)).data)["response"]
        wanted |= {f"{dumped(place['id'])}.data": settled_in(answer) for place in self.settles}
        mine = [key for key, known in self.app.callback_map.items()
                if key.strip(".").startswith(page + "-") and {dumped(place["id"]) for place in self.settles} & {one["id"] for one in known["inputs"]}]
        calls = [(key, *self.values(key, wanted)) for key in (filters, *mine)]
        return [call for call in calls if self.post(*call).status_code != 403]  # another role's, whose place this page does not hold

    def values(self, key: str, wanted: dict) -> tuple[list, list]:
        known = self.app.callback_map[key]
        return tuple([[] if '["ALL"]' in one["id"] else {"id": json.loads(one["id"]) if one["id"].startswith("{") else one["id"], "property": one["property"],
                                                         "value": wanted.get(f"{one['id']}.{one['property']}")} for one in known[part]]
                     for part in ("inputs", "state"))

    def forget(self) -> None:
        """As after an import: nothing is remembered."""
        self.remembered._answers.clear()
        self.remembered._shown.clear()

    def all(self, calls: list) -> int:
        """Every callback, one after the other; the bytes of their answers."""
        sent = 0
        for call in calls:
            answer = self.post(*call)
            assert answer.status_code in (200, 204), answer.status_code
            sent += len(answer.data)
        return sent


class Floor:
    """The floor, asked the same way."""

    def __init__(self, folder: Path):
        self.client = floor.application(folder / "flat.duckdb").server.test_client()
        self.client.get("/_dash-layout")

    def all(self, county: str | None) -> int:
        outputs = [{"id": name, "property": "figure"} for name in floor.CHARTS]
        answer = self.client.post("/_dash-update-component", json={
            "output": ".." + "...".join(f"{name}.figure" for name in floor.CHARTS) + "..", "outputs": outputs,
            "inputs": [{"id": "county", "property": "value", "value": county}], "changedPropIds": ["county.value"], "state": []})
        assert answer.status_code == 200
        return len(answer.data)

"""Files as offices send them, and what became of their rows."""

import pytest
from small_tables import TOWNS, VILLAGES, as_csv

from data import database
from data.intake import ingest
from data.viewer import machine_administrator
from queries import ask


@pytest.fixture
def send(store, tmp_path):
    """``send("单位表.csv", "text or bytes or rows")`` imports a file and returns its outcome."""
    def put(name: str, content):
        if isinstance(content, list):
            content = as_csv(content)
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return ingest(path, "测试")
    return put


@pytest.fixture
def county(send):
    """Two units and two villages, the parents of most rows."""
    send("单位.csv", TOWNS)
    send("村.csv", VILLAGES)


@pytest.fixture
def stored(store):
    """``stored("org_units", "unit_name")``: the stored values of some columns, in order of all of them."""
    def find(dataset: str, columns: str):
        with store.reading() as cursor:
            return cursor.execute(f"select {columns} from {dataset} order by all").fetchall()
    return find


@pytest.fixture
def rejects(store):
    """The list of rejects as (line, header, code)."""
    def find(file: str | None = None):
        return [(row["line"], row["header"], row["code"]) for row in ask("rejects", machine_administrator(), file=file).dicts()]
    return find


@pytest.fixture
def everything(store):
    """All stored rows of all datasets without where they came from: what an order of arrival must not change."""
    from data.contract import contracts

    def find():
        found = {}
        with database.store().reading() as cursor:
            for dataset, contract in contracts().items():
                columns = ", ".join(name for name in contract.stored_columns() if not name.startswith("_"))
                found[dataset] = cursor.execute(f"select {columns} from {dataset} order by all").fetchall()
                found["held " + dataset] = cursor.execute(f"select {columns} from held.{dataset} order by all").fetchall()
        return found
    return find

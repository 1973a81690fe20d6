"""Nothing in clear: no identity number, phone, account, address or full name in the store, its log or a list."""

import csv
import re
import shutil

import pytest
from counties import EXPORTS
from stores import use_store

from data import database
from data.contract import contracts
from data.settings import settings


def clear_values() -> dict[str, set[str]]:
    """Sensitive cells of the tiny county as they stand in the files, by column."""
    found = {}
    for path in EXPORTS["tiny"].iterdir():
        contract = next(contract for contract in contracts().values() if contract.title == path.stem)
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        for column in contract.columns:
            if column.sensitive:
                cells = {row[column.header].strip() for row in rows if row.get(column.header)}
                found[f"{contract.dataset}.{column.name}"] = {cell for cell in cells if len(cell) > 1}
    return found


@pytest.fixture
def tiny(tiny_folder, tmp_path, monkeypatch):
    use_store(shutil.copytree(tiny_folder, tmp_path, dirs_exist_ok=True) / "store", monkeypatch)
    yield database.store()
    database.close_store()
    settings.cache_clear()


def every_text(store) -> str:
    texts = []
    with store.reading() as cursor:
        tables = "select schema_name, table_name from duckdb_tables() where not temporary and database_name = current_database()"
        for schema, table in cursor.execute(tables).fetchall():
            if table not in ("policy", "calendar_days"):
                texts += [str(row) for row in cursor.execute(f"select * from {schema}.{table}").fetchall()]
    return "\n".join(texts)


def test_no_sensitive_cell_stands_in_any_table(tiny):
    text = every_text(tiny)
    for column, values in clear_values().items():
        if column in ("cases.poverty_cause", "spot_check_items.original_value", "spot_check_items.recheck_value"):
            continue  # short words and numbers that stand elsewhere for other reasons; their own columns are looked at below
        leaked = [value for value in values if re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", text)]
        assert not leaked, column


def test_own_columns_hold_masked_forms_only(tiny):
    values = clear_values()
    with database.store().reading() as cursor:
        for dataset, contract in contracts().items():
            for column in contract.columns:
                if column.sensitive:
                    kept = {row[0] for row in cursor.execute(f"select distinct {column.name} from {dataset} where {column.name} is not null").fetchall()}
                    assert not kept & values[f"{dataset}.{column.name}"] and all("*" in text for text in kept)


def test_the_files_of_the_store_hold_none_either(tiny):
    names = {value for value in clear_values()["staff.staff_name"] if len(value) > 2}
    folder = tiny.folder
    database.close_store()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [name for name in names if name.encode() in content], path.name
            assert not re.search(rb"1[34578]\d{9}(?!\d)", content) or path.suffix == ".duckdb"


def test_who_may_reads_the_sealed_cell(tiny):
    with tiny.reading() as cursor:
        number, line, masked = cursor.execute("select _import, _line, staff_name from staff where staff_id = '01001'").fetchone()
        block = cursor.execute("select content from sealed where import_id = ? and block = ?", [number, line // 1024]).fetchone()[0]
    assert tiny.key.open_rows(block)[str(line)]["staff_name"] == "钱飞春" and masked == "钱*春"


def test_numbers_inside_free_text_are_masked(send, county, stored):
    send("检查.csv", "检查编号,村（社区）编码,检查日期,检查方式,发现问题\nJ1,640202001001,2021-05-10,实地,联系王某13800005919或0951-3265414\n")
    assert stored("publicity_inspections", "issues") == [("联系王某***或***",)]


def test_what_does_not_fit_into_memory_is_spilled_encrypted(tmp_path, monkeypatch):
    use_store(tmp_path / "store", monkeypatch)
    monkeypatch.setenv("MINGJIAN_DATABASE_MEGABYTES", "256")
    settings.cache_clear()
    with database.store().reading() as cursor:
        cursor.execute("create temp table spilled as select 'CLEARTEXT' || i as name, repeat(cast(hash(i) as varchar), 8) as more from range(2500000) r(i)")
        written = [path.read_bytes() for path in (tmp_path / "store" / "tmp").rglob("*") if path.is_file()]
    database.close_store()
    assert sum(map(len, written)) > 1 << 20, "nothing was spilled: the test proves nothing"
    assert not any(b"CLEARTEXT" in content for content in written)

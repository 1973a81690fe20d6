"""Which store this process works with, and one that is emptied between tests instead of made again."""

import shutil
from pathlib import Path

from data import database
from data.privacy import load_key
from data.settings import settings

FILE = "mingjian.duckdb"


def use_store(folder: Path, monkeypatch) -> None:
    """Lets this process work with the store in ``folder``, with the composite profile and a key beside it."""
    monkeypatch.setenv("MINGJIAN_STORE", str(folder))
    monkeypatch.setenv("MINGJIAN_PROFILE", "composite")
    monkeypatch.delenv("MINGJIAN_KEY_FILE", raising=False)
    settings.cache_clear()
    load_key.cache_clear()


class Emptied:
    """A store that many tests use one after another: to open one costs ten times what it costs to empty it.

    What a store holds from its birth (meta, policy, work calendar) is left alone; when a test changed it, or made or dropped
    a table, or closed the store, ``fit_again`` says so and another store is made.
    """

    def __init__(self, folder: Path):
        self.folder, self.store = folder, database.store()
        with self.store.reading() as cursor:
            self.born, tables = self._born(cursor), self._tables(cursor)
            self.tables = sorted(name for name, _ in tables)
            self.empty = [name for name, rows in tables if not rows]

    def is_open(self) -> bool:
        return self.store in database._open.values()

    def fit_again(self) -> bool:
        if not self.is_open():
            return False
        for left in self.folder.iterdir():
            if left.name.split(".duckdb")[0] != "mingjian":
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        self.store.refresh_policy()
        with self.store.reading() as cursor:
            cursor.begin()
            tables = self._tables(cursor)
            for name, rows in tables:
                if rows and name in self.empty:
                    cursor.execute(f"delete from {name}")
            cursor.commit()
            self.store.version += 1
            self.store.facts += 1
            return self._born(cursor) == self.born and sorted(name for name, _ in tables) == self.tables

    @staticmethod
    def _tables(cursor) -> list[tuple[str, int]]:
        return cursor.execute("""select schema_name || '.' || table_name, estimated_size from duckdb_tables()
                                 where not internal and database_name = current_database()""").fetchall()

    @staticmethod
    def _born(cursor) -> tuple:
        return cursor.execute("""select (select bit_xor(hash(m)) from meta m where name <> 'policy'), (select bit_xor(hash(w)) from work_calendar w),
                                        (select count(*) from work_calendar), (select bit_xor(hash(p)) from policy p)""").fetchone()

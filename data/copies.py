"""A copy of the tables for other readers (a reporting tool, an analyst): the store itself is held by one process.

Under the lock: checkpoint and copy. What leaves is a new file of the data's tables alone, in their masked form: no accounts, no audit
log, nothing sealed, and no free block in which any of it lay. It takes its name when it is whole.
"""

import shutil
import tempfile
from pathlib import Path

from data import database

# this program's own tables, and what holds or leads to names, texts and cells in full
LEFT_OUT = ("people", "sessions", "recovery_codes", "audit", "sealed", "rejects", "round_raters", "meta", "jobs", "clock_runs", "alert_seen", "bulletins_seen",
            "confirmations")


def copy(target: Path, who: str) -> Path:
    """Puts the copy at ``target``; what stood there is replaced in one step."""
    store = database.store()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".mingjian-") as made:
        place = Path(made)
        with store.standing_still():
            for name in (database.FILE, database.FILE + ".wal"):
                if (store.folder / name).exists():
                    shutil.copyfile(store.folder / name, place / name)
        database.only_tables(place / database.FILE, place / "tables.duckdb", LEFT_OUT)
        (place / "tables.duckdb").replace(target)
    store.log(who, "copy", file=target.name)
    return target

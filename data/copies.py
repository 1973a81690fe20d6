"""A copy of the tables for other readers (a reporting tool, an analyst): the store itself is held by one process.

Under the lock: checkpoint and copy. What leaves is a new file of the data's tables alone, in their masked form: no accounts, no audit
log, nothing sealed, and no free block in which any of it lay. It takes its name when it is whole.
"""

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
    copied = store.scratch / f"copy-{database.FILE}"
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".mingjian-") as made:
            with store.standing_still():
                store.duplicate(copied)
            database.only_tables(copied, Path(made) / "tables.duckdb", LEFT_OUT)
            (Path(made) / "tables.duckdb").replace(target)
    finally:
        for left in store.scratch.glob(copied.name + "*"):
            left.unlink(missing_ok=True)
    store.log(who, "copy", file=target.name)
    return target

"""The sample county: made-up exports to start with, loaded in one go and taken away in one go."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from data import database, stopping, working_days
from data.contract import contracts
from data.intake import files_of, ingest, received
from data.refusal import Refused, sentence

FOLDER = Path(__file__).with_name("dawukou")
# what people make of the data beside the datasets: with any of it the sample is not taken away as a whole
MADE = ("sampling_plans", "rounds", "signed_rounds", "payment_applications", "photo_files", "town_points", "evidence_files", "rectification_notes")


def _sample() -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files_of([FOLDER])}


def _imports() -> list[tuple[str, str]]:
    """(digest, file) of what stands in the store."""
    with database.store().reading() as cursor:
        return cursor.execute("select distinct digest, file from imports where status = 'imported'").fetchall()


def load(say: Callable[[str], None], if_empty: bool) -> int:
    """Imports the sample into an empty store, or goes on where an earlier load was cut off. 0 when done, 1 when told to stop."""
    with database.store().reading() as cursor:
        known = {row[0] for row in cursor.execute("select distinct digest from imports where status <> 'undone'").fetchall()}
    sample = _sample()
    if known - sample.keys():
        if if_empty:
            return 0
        raise Refused("store_not_empty")
    for digest, path in sample.items():
        if stopping.asked():
            say(sentence("sample_stopped"))
            return 1
        if digest not in known:
            outcome = ingest(path, "样例")
            say(f"{outcome.file}：{outcome.sentence}")
    return 0


def offered() -> str | None:
    """``load`` while nothing was imported, ``remove`` while nothing but the sample was; else None."""
    digests = {digest for digest, _ in _imports()}
    if not digests:
        return None if received.notes() else "load"
    return "remove" if digests <= _sample().keys() else None


def send(who: str) -> int:
    """Hands the sample's files to the thread that imports what was sent; returns how many."""
    if offered() != "load":
        raise Refused("sample_not_empty")
    paths = [path for path in _sample().values() if path.stat().st_size]  # of its broken files one is empty: nothing of it could be sent
    for path in paths:
        with path.open("rb") as file:
            received.receive(file, path.name, path.stat().st_size, who, confirmed=True)
    return len(paths)


def remove(who: str) -> int:
    """Takes the sample away as if it had never come; returns how many files. Refused as soon as anything else was imported or entered."""
    sample, store, found = _sample(), database.store(), {}
    with store.writing(who, "sample removed", found) as cursor:
        rows = cursor.execute("select digest, min(file), list(import_id) from imports where status = 'imported' group by digest").fetchall()
        other = next((file for digest, file, _ in rows if digest not in sample), None)
        made = next((name for name in MADE if cursor.execute(f"select count(*) from {name}").fetchone()[0]), None)
        if other or made or not rows:
            raise Refused("sample_mixed", what=other or made or "—")
        numbers = [number for *_, imports in rows for number in imports]
        calendar = cursor.execute("select count(*) from work_calendar").fetchone()[0]
        for name in contracts():
            for schema in ("main", "held", "history"):
                cursor.execute(f"delete from {schema}.{name}")
        for table in ("confirmations", "sealed", "rejects"):
            cursor.execute(f"delete from {table} where list_contains($1, import_id)", [numbers])
        cursor.execute("update imports set status = 'undone' where list_contains($1, import_id)", [numbers])
        if calendar:
            working_days.recompute(cursor, who, database.now())
        found |= {"files": len(rows), "imports": numbers}
    return len(rows)

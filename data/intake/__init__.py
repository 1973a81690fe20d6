"""The way of a file: detect -> sheets -> recognise -> scratch -> check -> settle. One transaction a file."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from data import database, inspection_problems, working_days
from data.contract import contracts
from data.intake import archive, masked, reasons, room, stage
from data.intake.files import LOCK_FILE, digest_of, files_of, safe_name
from data.intake.recognise import Recognised, recognise
from data.intake.settle import settle
from data.intake.sheets import ODD_SEPARATORS, TableSheet, TextSheet, open_sheets
from data.refusal import Refused, sentence

ARCHIVIST = ThreadPoolExecutor(1, thread_name_prefix="archive")
TAKEN = "select 1 from imports where digest = ? and status = 'imported'"


class _TakenMeanwhile(Exception):
    """Somebody else imported the same file while this one was read."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file: ``status`` imported, repeated, refused, unconfirmed or failed, and a sentence for the clerk.
    ``full``: it failed for want of room."""

    file: str
    status: str
    sentence: str
    full: bool = False


def failed(name: str, error: Exception) -> Outcome:
    """The machine could not: the file is as it was, and so is the store."""
    known = isinstance(error, (database.Error, OSError)) and str(error)  # what another error quotes may be a cell
    return Outcome(name, "failed", sentence("import_failed", why=known.splitlines()[0] if known else type(error).__name__), room.is_full(error))


def ingest(path: Path, who: str, name: str | None = None, may_overwrite: bool = True) -> Outcome:
    """Imports one file, called ``name`` where that is not the path's. Refusals are recorded and returned,
    not raised; the store is then as before.

    Without ``may_overwrite`` a file that has no 导出日期 and would replace stored rows is left alone and
    returned as ``unconfirmed``: nobody can tell which of the two is newer. ``failed`` means that the
    machine could not (a full disk): the file should be sent again.
    """
    from data.intake import pictures  # late: it enters rows, and entering goes through this package

    name, store = safe_name(Path(name or path.name)), database.store()
    try:
        room.check(store.folder, name, path.stat().st_size)
    except Refused as error:
        return Outcome(name, "failed", str(error), full=True)
    try:
        digest = digest_of(path, name)
        if pictures.meant(path, name):
            return pictures.ingest(path, name, digest, who)
        archived = ARCHIVIST.submit(archive.keep, store.folder, store.key, path, digest)  # beside the reading: it costs as much
        try:
            if outcome := _repeat(name, digest, who):
                return outcome
            sheets, skipped = _recognised_sheets(path)
            return _import(name, digest, who, sheets, skipped, archived, may_overwrite)
        except _TakenMeanwhile:
            return _repeat(name, digest, who)
        except Refused as error:
            if error.code == "unconfirmed":
                return Outcome(name, "unconfirmed", str(error))
            _record_refusal(name, digest, who, str(error))
            return Outcome(name, "refused", str(error))
        finally:
            archived.result()
    except (database.Error, OSError) as error:
        return failed(name, error)


def _recognised_sheets(path: Path) -> tuple[list[tuple[TextSheet | TableSheet, Recognised]], list[str]]:
    """The sheets that are datasets, and the names of those that are none (填表说明)."""
    sheets, found, skipped, problems = open_sheets(path), [], [], []
    for sheet in sheets:
        if found and isinstance(sheet, TextSheet) and sheet.separator in ODD_SEPARATORS:
            break
        try:
            known = recognise(sheet)
        except Refused as error:
            if not isinstance(sheet, TextSheet):
                raise
            problems.append(error)  # another separator may still fit
            continue
        if known:
            found.append((sheet, known))
        else:
            skipped.append(sheet.name)
    if isinstance(sheets[0], TextSheet):
        found, skipped = sorted(found, key=lambda pair: pair[1].score, reverse=True)[:1], []
    if not found:
        raise next(iter(sorted(problems, key=lambda error: error.code == "open_quotation")), Refused("not_recognised"))
    return found, skipped


def _repeat(name: str, digest: str, who: str, taken: str = TAKEN) -> Outcome | None:
    """A file that was taken before changes nothing; it is only noted."""
    store = database.store()
    with store.reading() as cursor:
        if not cursor.execute(taken, [digest]).fetchone():
            return None
    with store.writing(who, "import repeated", file=name, digest=digest) as cursor:
        cursor.execute("""
            insert into imports (file, sheet, dataset, digest, exported_at, dated, imported_at, who, rows, unchanged, rejected, skipped, status, headers)
            select ?, sheet, dataset, digest, exported_at, dated, ?, ?, rows, rows - rejected, rejected, skipped, 'repeated', headers
            from imports where digest = ? and status = 'imported' order by import_id""", [name, database.now(), who, digest])
    return Outcome(name, "repeated", reasons.summary("repeated"))


def _record_refusal(name: str, digest: str, who: str, sentence: str) -> None:
    with database.store().writing(who, "import refused", file=name, digest=digest, sentence=sentence) as cursor:
        number = cursor.execute("""
            insert into imports (file, digest, dated, imported_at, who, status, sentence)
            values (?, ?, false, ?, ?, 'refused', ?) returning import_id""", [name, digest, database.now(), who, sentence]).fetchone()[0]
        cursor.execute("insert into rejects values (?, null, null, null, 'wrong_file', ?)", [number, sentence])


def _import(name: str, digest: str, who: str, sheets: list, skipped: list[str], archived: Future, may_overwrite: bool) -> Outcome:
    store, found_out = database.store(), {}
    with store.writing(who, "import", found_out, file=name, digest=digest) as cursor:
        if cursor.execute(TAKEN, [digest]).fetchone():
            raise _TakenMeanwhile
        datasets: dict[str, list[int]] = {}
        for sheet, found in sheets:
            number = stage.load(cursor, store, name, digest, who, sheet, found, first=found.contract.dataset not in datasets)
            masked.keep(cursor, found, number)
            datasets.setdefault(found.contract.dataset, []).append(number)
        for sheet_name in skipped:
            cursor.execute("""insert into imports (file, sheet, digest, dated, imported_at, who, status, sentence)
                values (?, ?, ?, false, ?, ?, 'skipped', ?)""", [name, sheet_name, digest, database.now(), who, reasons.summary("skipped")])
        for dataset in [known for known in contracts() if known in datasets]:
            stage.reject(cursor, dataset)
            stage.seal(cursor, store, dataset, datasets[dataset])
            stage.arrive(cursor, dataset)
        changed = _settle_all(cursor, list(datasets))
        opened = inspection_problems.open_for_sheets(cursor, who) if "publicity_inspections" in changed else 0
        if "work_calendar" in datasets:
            found_out["due_dates_moved"] = working_days.recompute(cursor, who, database.now())
        numbers = [number for found in datasets.values() for number in found]
        *totals, overwritten = cursor.execute("""
            select sum(rows), sum(accepted), sum(replaced), sum(unchanged), sum(rejected), sum(held), sum(replaced) filter (not dated)
            from imports where list_contains(?, import_id)""", [numbers]).fetchone()
        if overwritten and not may_overwrite:
            raise Refused("unconfirmed", count=int(overwritten))
        archived.result()  # the original is safe before the rows are acknowledged
    said = reasons.summary("imported", "、".join(contracts()[dataset].title for dataset in datasets), *map(int, totals))
    said += reasons.summary("overwritten", int(overwritten)) if overwritten else ""
    return Outcome(name, "imported", said + (reasons.summary("opened", opened) if opened else ""))


def _settle_all(cursor, datasets: list[str]) -> set[str]:
    """Settles the file's datasets, parents first, then whatever waited for them; returns those whose stored rows changed."""
    changed: set[str] = set()
    for dataset, contract in contracts().items():
        waits_for_changed = any(set(column.references) & changed for column in contract.columns)
        if dataset not in datasets and not waits_for_changed:
            continue
        if dataset in datasets:
            cursor.execute(f"alter table arrived_{dataset} rename to candidates")
        elif not cursor.execute(f"select count(*) from held.{dataset}").fetchone()[0]:
            continue
        if settle(cursor, dataset, arrived=dataset in datasets):
            changed.add(dataset)
    return changed


__all__ = ["LOCK_FILE", "Outcome", "digest_of", "failed", "files_of", "ingest", "safe_name"]

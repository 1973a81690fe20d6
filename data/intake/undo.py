"""Takes one file's import back: the store is then as if the file had never come.

Every version of a row is kept, in its table or in history, and every import that said the same in
``confirmations``; so for each key that the import touched the newest remaining version stands again.
Rows whose parent goes wait for it again.
"""

from collections import Counter

from data import database, inspection_problems, photos, working_days
from data.contract import Contract, contracts
from data.entry import ENTERED
from data.intake.settle import names, settle
from data.refusal import Refused


def undo(digest: str, who: str) -> None:
    """Undoes the import of the file with this content. Refused when it is not imported now."""
    store = database.store()
    with store.reading() as cursor:
        rows = cursor.execute("select import_id, dataset, file from imports where digest = ? and status = 'imported'", [digest]).fetchall()
    if not rows:
        raise Refused("not_imported")
    if rows[0][2] == ENTERED:  # what was signed, paid or handed in is taken back where it was entered, with a reason
        raise Refused("entered_stays")
    imports = [row[0] for row in rows]
    datasets = [name for name in contracts() if name in {row[1] for row in rows}]
    with store.writing(who, "import undone", file=rows[0][2], digest=digest, imports=imports) as cursor:
        cursor.execute("update imports set status = 'undone' where list_contains($1, import_id)", [imports])
        for dataset in datasets:
            _take_back(cursor, contracts()[dataset], imports)
        cursor.execute("delete from confirmations where list_contains($1, import_id)", [imports])
        cursor.execute("delete from sealed where list_contains($1, import_id)", [imports])
        cursor.execute("delete from rejects where list_contains($1, import_id)", [imports])
        _loosen_children(cursor, datasets)
        if "work_calendar" in datasets:
            working_days.recompute(cursor, who, database.now())
        inspection_problems.open_for_sheets(cursor, who)  # an earlier sheet may say the same problem
        unnamed = photos.unlist(cursor) if "publicity_photos" in datasets else []
    photos.remove(unnamed, who)


def _take_back(cursor, contract: Contract, imports: list[int]) -> None:
    dataset, columns, key = contract.dataset, ", ".join(names(contract)), ", ".join(contract.key)
    content = ", ".join(name for name in names(contract) if not name.startswith("_"))
    of = f"list_contains([{', '.join(map(str, imports))}], {{}})"
    # the keys it touched: rows it brought, also into history or to wait, and rows it said the same as
    cursor.execute(f"""
        create or replace temp table touched as
        select distinct {key} from (
            select {columns} from {dataset} union all by name select {columns} from history.{dataset}
            union all by name select {columns} from held.{dataset}) v
        where {of.format('v._import')} or exists (
            select 1 from confirmations c where {of.format('c.import_id')} and c.met_import = v._import and c.met_line = v._line)""")
    cursor.execute(f"delete from held.{dataset} where {of.format('_import')}")
    same_key = " and ".join(f"v.{name} = t.{name}" for name in contract.key)
    # every other version of those keys: the remaining rows, and rows of imports that said the same as a row that goes
    cursor.execute(f"""
        create temp table candidates as
        with known as (
            select {columns} from {dataset} v semi join touched t on {same_key}
            union all by name select {columns} from history.{dataset} v semi join touched t on {same_key}),
        all_versions as (
            select {content}, _import, _line from known where not {of.format('_import')}
            union all by name
            select {', '.join(f'k.{name}' for name in names(contract) if not name.startswith('_'))}, c.import_id as _import, c.line as _line
            from known k join confirmations c on c.met_import = k._import and c.met_line = k._line
            where {of.format('k._import')} and not {of.format('c.import_id')}),
        aged as (
            select v.*, greatest(i.exported_at, coalesce((
                select max(j.exported_at) from confirmations c join imports j on j.import_id = c.import_id
                where c.met_import = v._import and c.met_line = v._line and not {of.format('c.import_id')}), i.exported_at)) as _exported
            from all_versions v join imports i on i.import_id = v._import)
        select *, false as _waited from aged""")
    cursor.execute(f"delete from {dataset} v where exists (select 1 from touched t where {same_key})")
    cursor.execute(f"delete from history.{dataset} v where exists (select 1 from touched t where {same_key})")
    cursor.execute("drop table touched")
    before = _waiting(cursor, dataset)
    settle(cursor, dataset, count=False)  # the newest whose parents are here stands again; a row that waited before waits again
    for number, count in (_waiting(cursor, dataset) - before).items():
        _count_as_waiting(cursor, number, count, ("unchanged", "accepted", "replaced"))


def _waiting(cursor, dataset: str) -> Counter:
    """Import -> how many of its rows wait."""
    return Counter(dict(cursor.execute(f"select _import, count(*) from held.{dataset} group by _import").fetchall()))


def _count_as_waiting(cursor, number: int, count: int, order: tuple[str, ...]) -> None:
    """Rows of an import that were counted otherwise wait now; taken from the counts in this order."""
    first, second, third = order
    cursor.execute(f"""
        update imports set held = held + $2, {first} = {first} - least({first}, $2),
            {second} = {second} - least({second}, $2 - least({first}, $2)),
            {third} = {third} - ($2 - least({first}, $2) - least({second}, $2 - least({first}, $2)))
        where import_id = $1""", [number, count])


def _loosen_children(cursor, datasets: list[str]) -> None:
    """Rows whose parent is gone become waiting rows again, and so do their children."""
    gone = set(datasets)
    for dataset, contract in contracts().items():
        if not any(set(column.references) & gone for column in contract.columns):
            continue
        if not cursor.execute(f"select count(*) from {dataset}").fetchone()[0]:
            continue
        columns, before = ", ".join(names(contract)), _waiting(cursor, dataset)
        cursor.execute(f"create or replace temp table candidates as select {columns}, false as _waited from {dataset}")
        cursor.execute(f"delete from {dataset}")
        settle(cursor, dataset, count=False)
        lost = _waiting(cursor, dataset) - before
        for number, count in lost.items():
            _count_as_waiting(cursor, number, count, ("accepted", "replaced", "unchanged"))
        if lost:
            gone.add(dataset)

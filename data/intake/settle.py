"""Rows that passed the checks find their parents and their place: stored, replaced, unchanged or held.

New rows and rows that have waited go the same way, so the order in which files arrive does not matter.
"""

import functools

from data.contract import Column, Contract, contracts
from data.database import now
from data.intake.check import quoted
from data.intake.reasons import template


def names(contract: Contract) -> list[str]:
    """The stored columns, provenance included."""
    return list(contract.stored_columns())


def settle(cursor, dataset: str, arrived: bool = True, count: bool = True) -> bool:
    """Moves what can be moved among the temp table ``candidates`` (new rows, ``_waited`` false; there if something
    ``arrived``) and the held rows of a dataset.

    Returns whether the dataset's stored rows changed. Counts of the imports concerned are kept right;
    ``count=False`` when the candidates are no new rows but were stored before, and counted then.
    """
    contract = contracts()[dataset]
    columns = ", ".join(names(contract))
    waiting = f"select {columns}, true as _waited from held.{dataset}"
    if arrived:
        cursor.execute(f"insert into candidates by name {waiting}")
    else:
        cursor.execute(f"create temp table candidates as {waiting}")
    _resolve_names(cursor, contract)
    _find_absent(cursor, contract)
    contested = _find_contested(cursor, contract, everything=not count)
    changed = _store_uncontested(cursor, contract)
    if contested:
        _decide(cursor, contract)
        _move(cursor, contract)
        _count(cursor, "true" if count else "_waited")
        changed += cursor.execute("select count(*) from fate where outcome in ('accepted', 'replaced')").fetchone()[0]
        cursor.execute("drop table fate")
    cursor.execute("drop table candidates; drop table absent; drop table contested")
    return changed > 0


# --- names of people -> staff ids ------------------------------------------------------------------

def _scopes(contract: Contract) -> tuple[str, str]:
    """SQL for the row's contractor and for its town (choices.md A11)."""
    have = {column.name for column in contract.columns}
    contractor = "c.contractor_code" if "contractor_code" in have else "cast(null as varchar)"
    towns = [f"c.{name}" for name in ("town_code",) if name in have]
    if "case_no" in have and contract.dataset != "cases":
        towns.append("(select any_value(k.town_code) from cases k where k.case_no = c.case_no)")
    if "village_code" in have:
        towns.append("(select any_value(v.town_code) from villages v where v.village_code = c.village_code)")
    towns += [f"c.{name}" for name in ("checker_unit", "inspector_unit", "posted_by") if name in have]
    return contractor, f"coalesce({', '.join(towns)})" if towns else "cast(null as varchar)"


def _resolve_names(cursor, contract: Contract) -> None:
    """#HASH|王*国 -> staff id, when exactly one person of that name is in the row's contractor, else its town."""
    contractor, town = _scopes(contract)
    for column in contract.columns:
        if column.type != "people":
            continue
        named = f"len(list_filter({column.name}, lambda e: contains(e, '#'))) > 0"
        if not cursor.execute(f"select count(*) from candidates where {named}").fetchone()[0]:
            continue
        cursor.execute(f"""
            create or replace temp table resolved as
            with elements as (
                select c.rowid as row, unnest(range(1, len({column.name}) + 1)) as place, unnest({column.name}) as e,
                    {contractor} as contractor, {town} as town from candidates c where {named}),
            parts as (select *, split_part(e, '#', 1) as role, split_part(split_part(e, '#', 2), '|', 1) as hash from elements),
            people as (select staff_name_hash as hash, contractor_code as contractor, unit_code as town, staff_id from staff),
            found as (
                select p.*,
                    (select list(s.staff_id) from people s where s.hash = p.hash and s.contractor = p.contractor) as at_contractor,
                    (select list(s.staff_id) from people s where s.hash = p.hash and s.town = p.town) as at_town
                from parts p)
            select row, list(case when not contains(e, '#') then e
                when len(at_contractor) = 1 then role || at_contractor[1]
                when coalesce(len(at_contractor), 0) = 0 and len(at_town) = 1 then role || at_town[1] else e end order by place) as people
            from found group by row""")
        cursor.execute(f"update candidates set {column.name} = resolved.people from resolved where candidates.rowid = resolved.row")
        cursor.execute("drop table resolved")


# --- references ------------------------------------------------------------------------------------

def _parent_keys(contract: Contract, column: Column, itself: str) -> tuple[str, str]:
    """(relation of known keys, the referring row's key); ``itself`` stands in for the own dataset."""
    relations, key = [], ()
    for parent in column.references:
        key = contracts()[parent].key
        relations.append(f"select {', '.join(key)} from {parent}")
        if parent == contract.dataset:
            relations.append(f"select {', '.join(key)} from {itself}")
    # a composite key's leading columns have the same names in the referring dataset
    return " union all ".join(relations), f"({', '.join([*(f'c.{name}' for name in key[:-1]), '{value}'])})"


def _find_absent(cursor, contract: Contract) -> None:
    """The temp table ``absent``: row, column and value of every reference that no stored row answers.

    A row that waits for a waiting row waits too, also within one file: rows whose parent in the same
    dataset is itself absent are added until nothing changes.
    """
    cursor.execute("create or replace temp table absent (row bigint, \"column\" varchar, value varchar, reason varchar)")
    own = any(contract.dataset in column.references for column in contract.columns)
    while True:
        before = cursor.execute("select count(*) from absent").fetchone()[0]
        itself = "(select * from candidates where rowid not in (select row from absent))"
        for column in contract.columns:
            if not column.references or (before and contract.dataset not in column.references):
                continue
            keys, key = _parent_keys(contract, column, itself)
            if column.stored.endswith("[]"):
                elements = (f"(select x.row as _row, x.e as _value from (select rowid as row, unnest({column.name}) as e from candidates) x)")
                key = key.format(value="regexp_replace(c._value, '^.*:', '')")
            else:
                elements = f"(select *, rowid as _row, {column.name} as _value from candidates where {column.name} is not null)"
                key = key.format(value="c._value")
            # IN, not a join: DuckDB takes a table made in this transaction for empty, and would keep its millions in memory to find one parent
            cursor.execute(f"""
                insert into absent
                select c._row, '{column.name}', regexp_replace(cast(c._value as varchar), '^[^#]*#[0-9a-f]+\\|', ''),
                    {quoted(template(contract, column, "unknown_reference"))}
                from {elements} c
                where not coalesce({key} in ({keys}), false) and c._row not in (select row from absent where "column" = '{column.name}')""")
        if not own or cursor.execute("select count(*) from absent").fetchone()[0] == before:
            _report_composites_once(cursor, contract)
            return


def _report_composites_once(cursor, contract: Contract) -> None:
    """A composite reference is reported under the first of its headers that is unknown (choices.md A7)."""
    for column in contract.columns:
        for parent in column.references:
            for leading in contracts()[parent].key[:-1]:
                cursor.execute("delete from absent where \"column\" = ? and row in (select row from absent where \"column\" = ?)", [column.name, leading])


# --- deciding and moving ---------------------------------------------------------------------------

def _find_contested(cursor, contract: Contract, everything: bool) -> int:
    """The temp table ``contested``: the candidates whose fate must be decided: they wait, lack a parent, or share their key with a
    stored or a waiting row. Keys are unique among the new rows of one file (stage.reject), so all others are simply new.
    Returns how many are contested.
    """
    same = "exists (select 1 from {} e where " + " and ".join(f"e.{name} = c.{name}" for name in contract.key) + ")"
    contested = "true" if everything else (
        f"c._waited or c.rowid in (select row from absent) or {same.format(contract.dataset)} "
        f"or {same.format('(select * from candidates where _waited)')}")
    return cursor.execute(f"create or replace temp table contested as select c.rowid as row from candidates c where {contested}").fetchone()[0]


def _store_uncontested(cursor, contract: Contract) -> int:
    """The short way, which most rows of most files go; how many did."""
    free, columns = "where rowid not in (select row from contested)", ", ".join(names(contract))
    stored = cursor.execute(f"insert into {contract.dataset} ({columns}) select {columns} from candidates {free}").fetchone()[0]
    if stored:
        cursor.execute(f"""
            update imports i set accepted = i.accepted + n.rows
            from (select _import, count(*) as rows from candidates {free} group by _import) n where n._import = i.import_id""")
    return stored


def _decide(cursor, contract: Contract) -> None:
    """The temp table ``fate``: per contested candidate accepted, replaced, same, older or held, the row it meets, and whose row made it ``older``.

    A row that waits is ``older`` too once a newer one of its key is here, stored or waiting: a mended row
    comes under the same key, and the one it mends must not wait for ever.
    """
    key = ", ".join(f"c.{name}" for name in contract.key)
    meets = " and ".join(f"e.{name} = c.{name}" for name in contract.key)
    content = [name for name in names(contract) if not name.startswith("_")]
    differs = " or ".join(f"e.{name} is distinct from c.{name}" for name in content if name not in contract.key) or "false"
    cursor.execute(f"""
        create or replace temp table fate as
        with placed as (
            select c.rowid as row, c._import, c._waited, c._exported, a.row is null as free, e.rowid as met, e._import as met_import,
                e._exported as met_exported, {differs} as differs,
                row_number() over newest as place, first_value(c._import) over newest as newest,
                row_number() over newest_free as free_place, first_value(c._import) over newest_free as newest_free
            from (select *, rowid from candidates where rowid in (select row from contested)) c
            left join (select distinct row from absent) a on a.row = c.rowid left join {contract.dataset} e on {meets}
            window newest as (partition by {key} order by c._exported desc, c._import desc),
                newest_free as (partition by {key}, a.row is null order by c._exported desc, c._import desc))
        select row, _import, _waited, met,
            case when not free then case when place > 1 or _exported < met_exported then 'older' else 'held' end
                 when free_place > 1 then 'older' when met is null then 'accepted' when not differs then 'same'
                 when _exported < met_exported then 'older' else 'replaced' end as outcome,
            case when not free and place > 1 then newest when free and free_place > 1 then newest_free else met_import end as by
        from placed""")


def _move(cursor, contract: Contract) -> None:
    dataset, columns = contract.dataset, ", ".join(names(contract))
    of = functools.partial("(select {} from fate where outcome = '{}')".format)
    cursor.execute(f"""
        insert into history.{dataset} by name
        select e.*, c._import as _replaced_by, cast($now as timestamp) as _replaced_at
        from fate f join {dataset} e on e.rowid = f.met join candidates c on c.rowid = f.row where f.outcome = 'replaced'
        union all by name
        select {', '.join(f'c.{name}' for name in names(contract))}, f.by as _replaced_by, cast($now as timestamp) as _replaced_at
        from fate f join candidates c on c.rowid = f.row where f.outcome = 'older'""", {"now": now()})
    cursor.execute(f"""
        insert into confirmations
        select '{dataset}', c._import, c._line, e._import, e._line
        from fate f join candidates c on c.rowid = f.row join {dataset} e on e.rowid = f.met where f.outcome = 'same'""")
    # a newer export that says the same makes the row as new as itself, or a file in between would overwrite it
    cursor.execute(f"""
        update {dataset} e set _exported = c._exported from fate f join candidates c on c.rowid = f.row
        where f.outcome = 'same' and e.rowid = f.met and c._exported > e._exported""")
    cursor.execute(f"delete from {dataset} where rowid in {of('met', 'replaced')}")
    cursor.execute(f"""insert into {dataset} ({columns}) select {columns} from candidates
        where rowid in (select row from fate where outcome in ('accepted', 'replaced'))""")
    cursor.execute(f"delete from held.{dataset}")
    cursor.execute(f"""
        insert into held.{dataset} ({columns}, _missing)
        select {columns}, (select list({{'column': a."column", 'value': a.value, 'reason': a.reason}}) from absent a where a.row = c.rowid)
        from candidates c where rowid in {of('row', 'held')}""")


def _count(cursor, which: str) -> None:
    """Every row of an import is accepted, replaced, unchanged, rejected or held, at any time."""
    cursor.execute(f"""
        update imports i set accepted = i.accepted + n.accepted, replaced = i.replaced + n.replaced, unchanged = i.unchanged + n.unchanged,
            held = i.held + n.held
        from (select _import, count(*) filter (outcome = 'accepted') as accepted, count(*) filter (outcome = 'replaced') as replaced,
                  count(*) filter (outcome in ('same', 'older')) as unchanged,
                  count(*) filter (outcome = 'held' and not _waited) - count(*) filter (outcome <> 'held' and _waited) as held
              from fate where {which} group by _import) n
        where i.import_id = n._import""")

"""Between the file and its place: rows into a checked temp table, bad ones into the rejects, sensitive cells sealed."""

from data import database
from data.contract import contracts
from data.intake import reasons, tokens
from data.intake.check import checked
from data.intake.recognise import Recognised
from data.intake.scratch import Writer, scratch_file

BLOCK = 1024  # lines whose sensitive cells are encrypted together
TOGETHER = 128 * BLOCK


def load(cursor, store, name: str, digest: str, who: str, sheet, found: Recognised, first: bool) -> int:
    """One sheet into the temp table checked_DATASET; returns its import number."""
    imported_at, dataset, separator = database.now(), found.contract.dataset, sheet.separator
    with scratch_file(store.scratch) as (file, path):
        writer = Writer(found, separator)
        writer.write(sheet, file)
        number = cursor.execute("""
            insert into imports (file, sheet, dataset, digest, exported_at, dated, imported_at, who, rows, skipped, unknown_columns, status, headers)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'imported', map(?, ?)) returning import_id""",
            [name, sheet.name, dataset, digest, found.exported or imported_at, found.exported is not None, imported_at, who,
             writer.written + len(writer.too_long), writer.skipped, found.unknown, list(found.headers), list(found.headers.values())]).fetchone()[0]
        unresolved = tokens.resolve(cursor, store, found, separator, file, number)
        target = f"create or replace temp table checked_{dataset} as" if first else f"insert into checked_{dataset} by name"
        sql = checked(found, path, separator)
        values = {"hash_key": store.key.hash_key, "today": database.today(), "import_id": number, "exported": found.exported or imported_at}
        # DuckDB refuses parameters that the statement does not mention
        kept = cursor.execute(f"{target} {sql}", {name: value for name, value in values.items() if f"${name}" in sql}).fetchone()[0]
    for line, text in writer.too_long:
        cursor.execute("insert into rejects values (?, ?, null, mask_digits(?), 'wrong_file', ?)", [number, line, text, reasons.summary("too_long")])
    blank = writer.written - unresolved - kept  # rows of nothing but a 序号 or other columns that no dataset declares
    cursor.execute("update imports set rejected = ?, rows = rows - ?, skipped = skipped + ? where import_id = ?",
                   [len(writer.too_long) + unresolved, blank, blank, number])
    return number


def reject(cursor, dataset: str) -> None:
    """Later rows of one key become duplicates; every bad cell becomes a line of the rejects."""
    contract = contracts()[dataset]
    key, last = ", ".join(contract.key), contract.key[-1]
    cursor.execute(f"""
        update checked_{dataset} set _wrong = [{{'column': '{last}', 'code': 'duplicate_in_file', 'value': cast({last} as varchar)}}]
        where rowid in (select row from (
            select rowid as row, row_number() over (partition by {key} order by _import, _line) as place
            from checked_{dataset} where _wrong is null) where place > 1)""")
    if not cursor.execute(f"select count(*) from checked_{dataset} where _wrong is not null").fetchone()[0]:
        return
    said = [(column.name, code, reasons.template(contract, column, code)) for column in contract.columns for code in reasons.CODES]
    cursor.execute(f"""
        insert into rejects
        select c._import, c._line, i.headers[c.w['column']], left(c.w['value'], 200), c.w['code'],
            replace(replace(said.sentence, '{{header}}', i.headers[c.w['column']]), '{{value}}', coalesce(left(c.w['value'], 200), ''))
        from (select _import, _line, unnest(_wrong) as w from checked_{dataset} where _wrong is not null) c
        join imports i on i.import_id = c._import
        join (select unnest($1) as "column", unnest($2) as code, unnest($3) as sentence) said
            on said."column" = c.w['column'] and said.code = c.w['code']""",
        list(zip(*said, strict=True)))
    cursor.execute(f"""
        update imports i set rejected = i.rejected + n.rows
        from (select _import, count(*) as rows from checked_{dataset} where _wrong is not null group by _import) n where n._import = i.import_id""")


def seal(cursor, store, dataset: str, numbers: list[int]) -> None:
    """Names and free text of the good rows, encrypted in blocks: {line: {column: text}}."""
    have = {column[0] for column in cursor.execute(f"select * from checked_{dataset} limit 0").description}
    columns = [column.name for column in contracts()[dataset].sealed_columns if f"s_{column.name}" in have]
    if not columns:
        return
    wanted = ", ".join(f"s_{name}" for name in columns)
    texts = ", ".join(f"""case when s_{name} is not null then '"{name}":' || to_json(s_{name}) end""" for name in columns)
    for number in numbers:
        last = cursor.execute(f"select max(_line) from checked_{dataset} where _import = ?", [number]).fetchone()[0] or -1
        for first in range(0, last + 1, TOGETHER):  # a part at a time: the texts of ten million rows do not fit into memory
            # the engine writes a block's JSON, in a fifth of the time that a dictionary a row takes
            blocks = cursor.execute(f"""
                select _line // {BLOCK}, '{{' || string_agg('"' || _line || '":{{' || concat_ws(',', {texts}) || '}}', ',') || '}}'
                from checked_{dataset}
                where _line >= ? and _line < ? and _wrong is null and _import = ? and coalesce({wanted}) is not null
                group by 1 order by 1""", [first, first + TOGETHER, number]).fetchall()
            sealed = [[number, block, store.key.seal_text(text)] for block, text in blocks]
            if sealed:
                cursor.executemany("insert into sealed values (?, ?, ?)", sealed)


def arrive(cursor, dataset: str) -> None:
    """The good rows of a dataset, under the name that settle takes them by."""
    cursor.execute(f"delete from checked_{dataset} where _wrong is not null")
    cursor.execute(f"alter table checked_{dataset} rename to arrived_{dataset}")

"""Audits. The .sql files here must return nothing: rows that the store must not hold. Those in facts/ may: what the ledgers truly
hold and no clause allows (a visit by one person, a photo used twice); they are findings about the facts, no fault of the store.

Each file opens with the sentence for what it finds; a file of facts/ adds the English one and the policy parameter it rests on,
and selects key, detail, region and contractor, so that everybody sees his own.
"""

import functools
import re
from pathlib import Path

from data.contract import contracts

FOLDER = Path(__file__).parent


def _audits() -> dict[str, str]:
    """Sentence -> SQL that selects the rows that must not exist."""
    found = {}
    for path in sorted(FOLDER.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        found[sql.splitlines()[0].removeprefix("-- ")] = sql
    for dataset, contract in contracts().items():
        key = ", ".join(contract.key)
        found[f"{contract.title}中主键重复"] = f"select {key} from {dataset} group by {key} having count(*) > 1"
        for column in contract.columns:
            text = column.stored == "VARCHAR" and not column.is_code
            if text:
                found[f"{contract.title}的“{column.header}”中有未遮盖的长号码"] = (
                    f"select {key} from {dataset} where mask_digits({column.name}) <> {column.name}"
                )
            if len(column.references) == 1 and not column.stored.endswith("[]") and len(contracts()[column.references[0]].key) == 1:
                parent = column.references[0]
                found[f"{contract.title}的“{column.header}”没有对应的{contracts()[parent].title}"] = (
                    f"select {key} from {dataset} where {column.name} is not null and {column.name} not in (select {contracts()[parent].key[0]} from {parent})"
                )
    return found


def findings(store=None) -> list[str]:
    """One sentence per audit that found rows that must not exist, with their number and the first of them; of this process's store
    or of another one."""
    from data import database  # which itself needs the views below

    found = []
    with (store or database.store()).reading() as cursor:
        for said, sql in _audits().items():
            rows = cursor.execute(sql).fetchall()
            if rows:
                found.append(f"{said}：{len(rows)} 行，例如 {'、'.join(map(str, rows[0]))}")
    return found


# --- findings about the facts ---------------------------------------------------------------------------------


@functools.cache
@functools.cache
def facts() -> dict[str, tuple[str, str, str, str]]:
    """name -> (中文, English, parameter, SQL)."""
    found = {}
    for path in sorted((FOLDER / "facts").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        said, clause = re.match(r"-- (.*)\n-- clause: (\w+)\n", text).groups()
        zh, _, en = said.partition(" | ")
        found[path.stem] = (zh, en, clause, "\n".join(line for line in text.splitlines()[2:]))
    return found


def view() -> str:
    """audit_rows and audit_list, for the store's views."""
    rows = "\nunion all\n".join(
        f"select '{name}' as audit, cast(key as varchar) as key, cast(detail as varchar) as detail, cast(region as varchar) as region, "
        f"cast(contractor as varchar) as contractor from ({sql})"
        for name, (_, _, _, sql) in facts().items()
    )
    listed = ", ".join(f"('{name}', '{zh}', '{en.replace(chr(39), chr(39) * 2)}', '{clause}')" for name, (zh, en, clause, _) in facts().items())
    return (
        f"create or replace view audit_rows as {rows};\n"
        f"create or replace view audit_list as select * from (values {listed}) listed (audit, title, title_en, param);"
    )


def run() -> dict[str, int]:
    """Counts what the audits of facts find and notes since when; returns name -> rows."""
    from data import database

    store = database.store()
    store.refresh_policy()
    with store.reading() as cursor:
        counts = dict(cursor.execute("select audit, count(*) from audit_rows group by audit").fetchall())
    with store.noting("数据质量", "audits run", counts) as cursor:
        at, since = database.now(), dict(cursor.execute("select audit, since from audit_findings where rows > 0").fetchall())
        cursor.execute("delete from audit_findings")
        cursor.executemany(
            "insert into audit_findings values (?, ?, ?, ?)",
            [(name, counts.get(name, 0), (since.get(name) or at) if counts.get(name) else None, at) for name in facts()],
        )
    return counts


def said_facts() -> list[str]:
    """One sentence per audit of facts that finds something."""
    from data import database

    with database.store().reading() as cursor:
        found = cursor.execute("select audit, count(*), min(key) from audit_rows group by audit order by audit").fetchall()
    return [f"{facts()[name][0]}：{rows} 行，例如 {first}" for name, rows, first in found]

"""Audits: queries that must return nothing. Each .sql opens with the sentence for what it finds."""

from pathlib import Path

from data import database
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
                    f"select {key} from {dataset} where mask_digits({column.name}) <> {column.name}")
            if len(column.references) == 1 and not column.stored.endswith("[]") and len(contracts()[column.references[0]].key) == 1:
                parent = column.references[0]
                found[f"{contract.title}的“{column.header}”没有对应的{contracts()[parent].title}"] = (
                    f"select {key} from {dataset} where {column.name} is not null and {column.name} not in (select {contracts()[parent].key[0]} from {parent})")
    return found


def findings() -> list[str]:
    """One sentence per audit that found rows, with their number and the first of them."""
    found = []
    with database.store().reading() as cursor:
        for said, sql in _audits().items():
            rows = cursor.execute(sql).fetchall()
            if rows:
                found.append(f"{said}：{len(rows)} 行，例如 {'、'.join(map(str, rows[0]))}")
    return found

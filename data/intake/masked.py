"""Columns that a ledger of ours shows masked (姓名（已脱敏）): brought back, their rows keep what is stored. A mask is no news, and no blank."""

from data import look
from data.intake.recognise import Recognised


def keep(cursor, found: Recognised, number: int) -> None:
    """Fills one sheet's rows in checked_DATASET, their sealed texts too. A new row has no value; where one is required it is rejected."""
    columns, dataset = found.masked, found.contract.dataset
    if not columns:
        return
    same = " and ".join(f"e.{name} = c.{name}" for name in found.contract.key)
    taken = ", ".join(f"{name} = e.{name}, {name}_hash = e.{name}_hash" for name in (column.name for column in columns))
    cursor.execute(f"update checked_{dataset} c set {taken} from {dataset} e where c._import = ? and {same}", [number])
    for column in columns:
        if column.required == "value":
            wrong = f"[{{'column': '{column.name}', 'code': 'missing_required', 'value': cast(null as varchar)}}]"
            cursor.execute(f"update checked_{dataset} set _wrong = coalesce(_wrong, {wrong}) where _import = ? and {column.name} is null", [number])
    sealed = [column.name for column in columns if column in found.contract.sealed_columns]
    if not sealed:
        return
    have = {column[0] for column in cursor.execute(f"select * from checked_{dataset} limit 0").description}
    places = cursor.execute(f"select c.rowid, e._import, e._line from checked_{dataset} c join {dataset} e on {same} where c._import = ?", [number]).fetchall()
    cells = look.open_cells(cursor, places)
    for name in sealed:
        if f"s_{name}" not in have:
            cursor.execute(f"alter table checked_{dataset} add column s_{name} varchar")
        cursor.execute(f"update checked_{dataset} c set s_{name} = v.said from (select unnest($1) as place, unnest($2::varchar[]) as said) v "
                       "where c.rowid = v.place", [list(cells), [one.get(name) for one in cells.values()]])

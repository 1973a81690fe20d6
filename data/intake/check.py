"""One generated SELECT per sheet: text cells in, values out, and for each bad cell its reason code.

Set-based on purpose: DuckDB checks a million rows where row models check ten thousand. The rules come
from the dataset's contract alone; how a cell is read stands in views/04_reading.sql.
"""

from data.contract import Column
from data.intake.recognise import Recognised

# Order of a bad cell's reasons; the first that holds is given (choices.md A6: Excel's damage before all).
KEYED = "left(sha256($hash_key || {}), 32)"  # 128 bits of a keyed hash


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def one_of(values, text: str) -> str:
    """An SQL test that stays an expression; DuckDB turns an IN list into a join of its own."""
    return f"list_contains([{', '.join(quoted(v) if isinstance(v, str) else str(v) for v in values)}], {text})"


def read_csv(path: str, found: Recognised, separator: str) -> str:
    """The scratch file as a relation: line and the mapped cells as r_NAME, cleaned."""
    columns = ", ".join(["'line': 'INTEGER'", *(f"'c{i}': 'VARCHAR'" for i in range(found.width))])
    cells = ", ".join(f"clean(c{position}) as r_{name}" for name, position in found.positions.items())
    return (f"select line, {cells} from read_csv({quoted(path)}, header=false, auto_detect=false, "
            f"delim={quoted(separator)}, quote='\"', escape='\"', new_line='\\n', columns={{{columns}}})")


def value(column: Column, found: Recognised) -> str:
    """The SQL that reads the cell r_NAME as the declared type; null when it cannot be read."""
    cell = f"r_{column.name}"
    if column.name not in found.positions:
        return f"cast(null as {'VARCHAR' if column.type in ('text', 'code') else column.stored})"
    match column.type:
        case "date":
            return f"cast(to_moment({cell}) as date)"
        case "datetime":
            return f"to_moment({cell})"
        case "boolean":
            return f"not to_boolean({cell})" if column.name in found.inverted else f"to_boolean({cell})"
        case "integer":
            return f"to_integer({cell})"
        case "money" | "decimal":
            cell, factor, places = (f"rtrim({cell}, '%％')" if column.unit == "%" else cell), found.factors.get(column.name, 1), column.precision[1]
            exact = f"to_exact({cell}, {factor})"
            slow = f"case when {exact} = round({exact}, {places}) then try_cast({exact} as {column.stored}) end"
            if factor != 1:
                return slow
            return f"case when regexp_full_match({cell}, '[0-9]+(\\.[0-9]{{1,{places}}})?') then try_cast({cell} as {column.stored}) else {slow} end"
        case "list":
            return f"to_list(half_width({cell}))"
        case "people":
            name = KEYED.format("regexp_replace(e, '^.*:', '')")
            # a staff id is plain ASCII; anything else is a name, kept as its keyed hash until the person is found
            return (f"case when regexp_full_match({cell}, '[0-9A-Za-z_.-]+(、[0-9A-Za-z_.-]+)*') then string_split({cell}, '、') "
                    f"else list_transform(to_list(half_width({cell})), lambda e: case when is_ascii(regexp_replace(e, '^.*:', '')) "
                    f"then e else regexp_extract(e, '^.*:') || '#' || {name} || '|' || mask_name(regexp_replace(e, '^.*:', '')) end) end")
        case "code":
            return f"translate(to_code({cell}), 'Ｘｘ', 'XX')" if column.sensitive == "identity" else f"to_code({cell})"
        case "text" if column.allowed:
            return f"case when {one_of(column.allowed, cell)} then {cell} else replace(half_width({cell}), ' ', '') end"
        case "text":
            return cell
    raise ValueError(column.type)


TYPE_CODE = {"date": "bad_date", "datetime": "bad_date", "integer": "bad_number", "money": "bad_number",
             "decimal": "bad_number", "boolean": "not_in_list"}


def reason(column: Column, found: Recognised) -> str:
    """The SQL that gives the reason code of a bad cell, or null."""
    if column.name not in found.positions:
        return "null"
    cell, read = f"r_{column.name}", f"v_{column.name}"
    cases = [f"when {cell} is null then " + ("'missing_required'" if column.required == "value" else "null"),
             f"when is_excel_error({cell}) then 'excel_damaged_number'"]
    if column.is_code:
        # also as read: a full-width １.4E+11, an apostrophe before it
        also = f" or is_excel_damaged({read})" if column.type == "code" else ""
        cases.append(f"when is_excel_damaged({cell}){also} then 'excel_damaged_number'")
    if column.sensitive == "identity":
        cases.append(f"when not is_identity_number({read}) then 'bad_identity_number'")
    if column.type in TYPE_CODE:
        cases.append(f"when {read} is null then '{TYPE_CODE[column.type]}'")
    if column.type == "list" and column.allowed:
        cases.append(f"when len(list_filter({read}, lambda e: not {one_of(column.allowed, 'e')})) > 0 then 'not_in_list'")
    elif column.allowed:
        cases.append(f"when not {one_of(column.allowed, read)} then 'not_in_list'")
    cases += [f"when {test} then 'out_of_range'" for test in _bounds(column, found, read)]
    cases += [f"when {test} then 'date_order'" for test in _orders(column, found, read)]
    return f"case {' '.join(cases)} end"


def _bounds(column: Column, found: Recognised, read: str):
    if column.minimum is not None:
        yield f"{read} < {column.minimum}"
    if column.above is not None:
        yield f"{read} <= {column.above}"
    if column.nonzero:
        yield f"{read} = 0"
    if isinstance(column.maximum, str) and column.maximum in found.positions:
        yield f"{read} > v_{column.maximum}"
    elif column.maximum is not None and not isinstance(column.maximum, str):
        yield f"{read} > {column.maximum}"
    if column.not_future:
        yield f"cast({read} as date) > $today"


def _orders(column: Column, found: Recognised, read: str):
    for other, sign in ((column.not_before, "<"), (column.after, "<="), (column.not_after, ">")):
        if other in found.positions:
            yield f"cast({read} as date) {sign} cast(v_{other} as date)"


def shown(column: Column) -> str:
    """The SQL of a bad cell's value as a list of rejects may show it."""
    cell = f"r_{column.name}"
    if column.sensitive in ("identity", "phone", "account"):
        return f"mask_number({cell})"
    if column.sensitive == "name":
        return f"mask_name({cell})"
    if column.sensitive:
        return f"mask_hidden({cell})"
    if column.type == "people":
        return shown_people(f"to_list({cell})")
    return cell if column.type == "code" else f"mask_digits({cell})"


def shown_people(elements: str) -> str:
    """Staff ids stay readable, names are masked (choices.md B3)."""
    return (f"array_to_string(list_transform({elements}, lambda e: case when regexp_full_match(e, '[0-9A-Za-z_.:-]+') "
            "then e else mask_name(e) end), '、')")


def stored(column: Column) -> dict[str, str]:
    """Stored column -> SQL: a sensitive value becomes its masked form and its keyed hash."""
    read = f"v_{column.name}"
    if not column.sensitive:
        masked = column.type == "text" and not column.allowed
        return {column.name: f"mask_digits({read})" if masked else read}
    plain = f"replace(upper({read}), ' ', '')" if column.sensitive != "text" else read
    form = {"identity": "mask_number", "phone": "mask_number", "account": "mask_number", "name": "mask_name",
            "address": "mask_hidden", "text": "mask_hidden"}[column.sensitive]
    return {column.name: f"{form}({read})", f"{column.name}_hash": KEYED.format(plain)}


def checked(found: Recognised, path: str, separator: str) -> str:
    """The whole SELECT: stored columns, provenance (from $import_id, $exported), ``_waited`` for settle and ``_wrong``.

    ``_wrong`` is null for a good row, else a list of {column, code, value}, one for each bad cell.
    Parameters: $hash_key, $today, $import_id, $exported.
    """
    columns = found.contract.columns
    read = ", ".join(f"{value(column, found)} as v_{column.name}" for column in columns)
    reasons = {column: text for column in columns if (text := reason(column, found)) != "null"}
    codes = ", ".join(f"{text} as e_{column.name}" for column, text in reasons.items())
    any_wrong = "coalesce(" + ", ".join(f"e_{column.name}" for column in reasons) + ")"
    listed = ", ".join(f"case when e_{c.name} is not null then {{'column': '{c.name}', 'code': e_{c.name}, 'value': {shown(c)}}} end" for c in reasons)
    kept = ", ".join(f"{sql} as {name}" for column in columns for name, sql in stored(column).items())
    sealed = ", ".join(f"r_{column.name} as s_{column.name}" for column in found.contract.sealed_columns if column.name in found.positions)
    return f"""
        select {kept}, cast($import_id as bigint) as _import, line as _line, cast($exported as timestamp) as _exported, false as _waited,
            case when {any_wrong} is not null then list_filter([{listed}], lambda e: e is not null) end as _wrong{', ' + sealed if sealed else ''}
        from (select *, {codes} from (select *, {read} from ({read_csv(path, found, separator)})
            where coalesce({', '.join(f'r_{name}' for name in found.positions)}) is not null))"""

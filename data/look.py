"""A look at sealed content in full: who may, and every look is in the audit log before it is answered."""

from data import database
from data.refusal import Refused
from data.viewer import Viewer

MAY_LOOK = ("panel", "auditor", "admin")
VALUES = ("original_value", "recheck_value")
PURPOSE = 200  # characters of a purpose that the log keeps


def item_values(viewer: Viewer, check_id: str, purpose: str) -> dict[str, dict[str, str | None]]:
    """item_code -> investigated and re-checked value of one re-check in clear. Refused without a purpose and for another role."""
    rows = _rows(viewer, check_id, purpose, "item_values", """
        select item_code, item._import, item._line from spot_check_items item
        join spot_checks using (check_id) join investigations visits using (inv_id) join cases on cases.case_no = visits.case_no
        where check_id = $check""")
    return {code: {name: cells.get(name) for name in VALUES} for code, cells in rows.items()}


def names(viewer: Viewer, check_id: str, purpose: str) -> dict[str, str | None]:
    """staff_id -> full name of everybody who visited or re-checked. Refused like ``item_values``."""
    rows = _rows(viewer, check_id, purpose, "full_names", """
        select staff_id, staff._import, staff._line
        from spot_checks checks join investigations visits using (inv_id) join cases on cases.case_no = visits.case_no
        join staff on list_contains(list_concat(visits.investigator_ids, checks.checker_ids), staff_id)
        where check_id = $check""")
    return {staff_id: cells.get("staff_name") for staff_id, cells in rows.items()}


def _log(viewer: Viewer, purpose: str, **what: str) -> None:
    """The look in the audit log, with its purpose. Refused without one."""
    said = str(purpose or "").strip()
    if len(said) < 2:
        raise Refused("look_purpose")
    store = database.store()
    with store.reading() as cursor:
        masked = cursor.execute("select mask_digits(?)", [said[:PURPOSE]]).fetchone()[0]
    store.log(viewer.name, "looked", **what, purpose=masked)


def _rows(viewer: Viewer, check_id: str, purpose: str, what: str, sql: str) -> dict[str, dict]:
    """Key -> sealed cells of the rows within the viewer's scope."""
    if viewer.role not in MAY_LOOK:
        raise Refused("not_allowed", name="完整内容", role=viewer.role)
    _log(viewer, purpose, content=what, check=check_id)
    store = database.store()
    scope = " and starts_with(cases.village_code, $region) and ($contractor is null or visits.contractor_code = $contractor)"
    with store.reading() as cursor:
        return open_cells(cursor, cursor.execute(sql + scope, {"check": check_id, "region": viewer.region, "contractor": viewer.contractor}).fetchall())


def open_cells(cursor, places: list[tuple]) -> dict[str, dict]:
    """Key -> sealed cells of the rows at (key, import, line). For this room: nobody is shown them but by the functions above."""
    key, blocks = database.store().key, {}
    for _, number, line in places:
        if (number, line // 1024) not in blocks:
            found = cursor.execute("select content from sealed where import_id = ? and block = ?", [number, line // 1024]).fetchone()
            blocks[number, line // 1024] = key.open_rows(found[0]) if found else {}
    return {name: blocks[number, line // 1024].get(str(line), {}) for name, number, line in places}


def complaint(viewer: Viewer, complaint_id: str, purpose: str) -> dict[str, str | None]:
    """complainant and content of a complaint in full. Refused without a purpose, for another role, and for a contractor's account:
    who is complained of must not learn who complained."""
    if viewer.role not in MAY_LOOK or viewer.contractor is not None:
        raise Refused("not_allowed", name="投诉内容", role=viewer.role)
    _log(viewer, purpose, content="complaint", complaint=complaint_id)
    with database.store().reading() as cursor:
        places = cursor.execute("""
            select complaint_id, _import, _line from complaints
            where complaint_id = ? and starts_with(coalesce(town_code, county_of(null)), ?)""", [complaint_id, viewer.region]).fetchall()
        if not places:
            raise Refused("complaint_none", number=complaint_id)
        cells = open_cells(cursor, places)[complaint_id]
    return {name: cells.get(name) for name in ("complainant", "content")}

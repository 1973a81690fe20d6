"""Inspections of boards entered in the app: the rows that an export would bring, through intake's own checks.

A device makes the number of its inspection (``draft``) before it sends anything. Whatever the connection does, what comes
again under the same number is known again and stored once; its two photos follow one by one.
"""

import datetime
import re

from data import database, inspection_problems, photos
from data.entry import enter
from data.inspection_problems import ITEMS
from data.refusal import Refused
from data.viewer import Viewer

MAY = ("inspector", "town", "admin")
VIEWS = {"near": "近景", "far": "远景"}
ISSUE = 300  # characters of what the inspector writes


def number_of(draft: str) -> str:
    """检查编号 of what a device sends under a number of its own."""
    if not re.fullmatch(r"[0-9a-f]{16,32}", str(draft)):
        raise Refused("inspection_number")
    return f"XC-{draft}"


def may(viewer: Viewer) -> bool:
    """Whether somebody may enter inspections at all; a contractor's own tracking is no inspection (E.3)."""
    return viewer.role in MAY and viewer.contractor is None


def _check_right(viewer: Viewer) -> None:
    if not may(viewer):
        raise Refused("not_allowed", name="公示检查录入", role=viewer.role)


def body_of(cursor, viewer: Viewer) -> tuple[str | None, str]:
    """(unit, its type) for which somebody inspects: the account's own unit, else the one of its scope."""
    wanted = "unit_type in ('民政局', '乡镇', '街道')"
    found = cursor.execute(f"""select unit_code, unit_type from org_units
        where {wanted} and unit_code = (select unit from people where name = ?)""", [viewer.name]).fetchone()
    if not found and len(viewer.region) > 6:
        found = cursor.execute(f"""select unit_code, unit_type from org_units
            where {wanted} and unit_type <> '民政局' and starts_with(?, unit_code) order by len(unit_code) desc""", [viewer.region]).fetchone()
        if not found:
            raise Refused("inspection_no_unit")
    if not found:
        found = cursor.execute("select unit_code, unit_type from org_units where unit_type = '民政局' order by unit_code").fetchone()
    return found or (None, "民政局")


def _village(cursor, viewer: Viewer, code: str) -> tuple[str, str]:
    """(name, town) of a village in the viewer's scope."""
    found = cursor.execute("select village_name, town_code from villages where village_code = $code and starts_with(village_code, $region)",
                           {"code": str(code), "region": viewer.region}).fetchone()
    if not found:
        raise Refused("inspection_village", village=str(code)[:20])
    return found


def _stored(cursor, viewer: Viewer, number: str) -> bool:
    """Whether the inspection stands already; somebody else's number is refused."""
    found = cursor.execute("""select i.who from publicity_inspections p left join imports i on i.import_id = p._import
                              where insp_id = ?""", [number]).fetchone()
    if found and found[0] != viewer.name:
        raise Refused("inspection_number")
    return bool(found)


def _asked(said: dict) -> dict:
    """The cells that a device may say; everything else of the row the server knows better."""
    cells = {name: said.get(name) for name in (*ITEMS, "content_accurate", "privacy_ok")}
    missing = [words for name, words in (ITEMS | {"content_accurate": "内容准确", "privacy_ok": "隐私保护"}).items() if cells[name] in (None, "")]
    if missing:
        raise Refused("inspection_incomplete", names="、".join(missing))
    for name in ("content_accurate", "privacy_ok"):
        if not isinstance(cells[name], bool):
            raise Refused("inspection_incomplete", names="内容准确、隐私保护")
    month = str(said.get("roster_month_seen") or "")
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise Refused("inspection_month", value=month[:20])
    return cells | {"roster_month_seen": month or None, "issues": str(said.get("issues") or "").strip()[:ISSUE] or None}


def _day(said) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(said))
    except ValueError as error:
        raise Refused("bad_day", value=str(said)[:20]) from error


def record(viewer: Viewer, draft: str, said: dict) -> dict:
    """Stores an inspection; what was wrong opens a rectification. Sent again under its number it changes nothing.

    Answers {insp_id, rect_id, again}. Refused: not the role, not the scope, a cell missing or wrong; nothing is stored then.
    """
    _check_right(viewer)
    number = number_of(draft)
    store, found = database.store(), {}
    with store.writing(viewer.name, "inspection entered", found, insp_id=number) as cursor:
        if _stored(cursor, viewer, number):
            rect = cursor.execute("select rect_id from publicity_inspections where insp_id = ?", [number]).fetchone()[0]
            found["again"] = True
            return {"insp_id": number, "rect_id": rect, "again": True}
        name, town = _village(cursor, viewer, said.get("village_code"))
        unit, unit_type = body_of(cursor, viewer)
        cells, day = _asked(said), _day(said.get("insp_date"))
        problems = inspection_problems.of(cells)
        rect = None
        if problems:
            row = inspection_problems.rectification(cursor, number, day, name, town, problems)
            enter(cursor, viewer.name, "rectifications", [row])
            rect = row["rect_id"]
        enter(cursor, viewer.name, "publicity_inspections", [cells | {
            "insp_id": number, "village_code": str(said["village_code"]), "insp_date": day, "inspector_unit": unit,
            "inspector_unit_type": unit_type, "mode": "实地", "result": "不合格" if problems else "合格", "rect_id": rect}])
        found |= {"village": str(said["village_code"]), "rect_id": rect}
    return {"insp_id": number, "rect_id": rect, "again": False}


def add_photo(viewer: Viewer, draft: str, view: str, content: bytes, legible: bool) -> dict:
    """Stores the near or the far photo of an inspection that stands; sent again it changes nothing.

    Answers {photo_id, warnings}: no_date, other_quarter, reused say why it will not make a set, unclear that nobody can read it.
    """
    _check_right(viewer)
    number = number_of(draft)
    if view not in VIEWS:
        raise Refused("inspection_view")
    photo = photos.check(content)  # slow, so before the lock
    photo_id, store, found = f"{number}-{view}", database.store(), {}
    with store.writing(viewer.name, "inspection photo", found, photo_id=photo_id) as cursor:
        if not _stored(cursor, viewer, number):
            raise Refused("inspection_first")
        village, day = cursor.execute("select village_code, insp_date from publicity_inspections where insp_id = ?", [number]).fetchone()
        _village(cursor, viewer, village)
        if cursor.execute("select 1 from publicity_photos where photo_id = ?", [photo_id]).fetchone():
            found["again"] = True
        else:
            photos.keep(cursor, photo, viewer.name)
            shot = photo.shot_at and photo.shot_at.date()
            enter(cursor, viewer.name, "publicity_photos", [
                photos.ledger_row(photo, photo_id, village, number, VIEWS[view], shot, day, legible)])
        return {"photo_id": photo_id, "warnings": _warnings(cursor, photo_id)}


def _warnings(cursor, photo_id: str) -> list[str]:
    """Why a stored photo will not count for the quarter of its inspection."""
    row = cursor.execute("""
        select photo.shot_date is null, date_trunc('quarter', photo.shot_date) <> date_trunc('quarter', insp_date), not coalesce(legible, false),
            exists (select 1 from publicity_photos other where other.file_hash = photo.file_hash and other.photo_id <> photo.photo_id)
        from publicity_photos photo join publicity_inspections using (insp_id) where photo_id = ?""", [photo_id]).fetchone()
    return [name for name, is_so in zip(("no_date", "other_quarter", "unclear", "reused"), row, strict=True) if is_so]

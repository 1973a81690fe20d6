"""What every deed on a rectification shares: who may, the row as it stands, its new version with its note."""

import datetime

from data import database
from data.contract import contracts
from data.entry import enter
from data.look import open_cells
from data.refusal import Refused
from data.viewer import Viewer

# who may do what: the bureau leads, towns report that theirs is done, only the leader reports to discipline bodies
MAY = {
    "open": ("panel", "admin"), "assign": ("panel", "admin"), "extend": ("leader", "panel", "admin"), "remind": ("panel", "admin"),
    "letter": ("panel", "admin"), "meeting": ("leader", "panel", "admin"), "discipline": ("leader",), "complete": ("panel", "town", "admin"),
    "return": ("panel", "admin"), "look_back": ("panel", "admin"),
}
DEEDS = {"open": "发起", "assign": "指派", "extend": "延期", "remind": "提醒", "letter": "发函", "meeting": "提请联席会议", "discipline": "反映纪检监察",
         "complete": "完成", "return": "退回整改", "look_back": "回头看"}
LETTER, MEETING, DISCIPLINE = "整改提醒函", "联席会议通报", "反映纪检监察"
COUNTY = 6  # digits of a county's division code: all but 完成 is the bureau's
WORDS = 500  # characters of a reason
ANSWERS = ("lookback_measures", "lookback_ontime", "lookback_public")


def may(viewer: Viewer, deed: str) -> bool:
    """Whether this person takes part in a deed; a contractor's own account only reads."""
    return viewer.role in MAY[deed] and viewer.contractor is None and (deed == "complete" or len(viewer.region) <= COUNTY)


def check(viewer: Viewer, deed: str) -> None:
    if not may(viewer, deed):
        raise Refused("rectification_role", deed=DEEDS[deed], role=viewer.role)


def said_words(text, missing: str | None = None) -> str | None:
    found = str(text or "").strip()[:WORDS] or None
    if missing and found is None:
        raise Refused("rectification_blank", name=missing)
    return found


def day_of(said) -> datetime.date:
    """A day as typed."""
    try:
        return said if isinstance(said, datetime.date) else datetime.date.fromisoformat(str(said or ""))
    except ValueError as error:
        raise Refused("bad_day", value=str(said or "")[:20]) from error


def done_day(said) -> datetime.date:
    """A day on which something was done: not to come."""
    found = day_of(said)
    if found > database.today():
        raise Refused("rectification_future", day=found)
    return found


def deadline_of(said, after: datetime.date | None) -> datetime.date:
    found = day_of(said)
    if after and found < after:
        raise Refused("rectification_deadline", day=found, first=after)
    return found


def stored(cursor, viewer: Viewer, rect_id: str, seen: str | None) -> dict:
    """The row as it stands now, names in clear as the new version needs them; Refused outside the scope or when it was changed meanwhile."""
    names = [column.name for column in contracts()["rectifications"].columns]
    cursor.execute(f"""
        select {', '.join('rect.' + name for name in names)}, rect._import, rect._line, who, imported_at
        from rectifications rect left join imports on import_id = rect._import
        left join org_units unit on unit.unit_code = rect.resp_unit
        where rect_id = $rect and starts_with(coalesce(case when unit.unit_type in ('乡镇', '街道', '其他') then unit.unit_code end,
                                                       county_of(unit.unit_code)), $region)""", {"rect": rect_id, "region": viewer.region})
    if (found := cursor.fetchone()) is None:
        raise Refused("rectification_none", number=rect_id)
    *cells, number, line, who, at = found
    if seen is not None and seen != f"{number}.{line}":
        raise Refused("rectification_changed", number=rect_id, who=who, at=str(at)[:16])
    row = dict(zip(names, cells, strict=True))
    return row | {name: value for name, value in open_cells(cursor, [(rect_id, number, line)])[rect_id].items() if name in row}


def owner(cursor, code: str | None) -> str:
    if not cursor.execute("select (select count(*) from org_units where unit_code = $1) + (select count(*) from contractors where contractor_code = $1)",
                          [code]).fetchone()[0]:
        raise Refused("rectification_owner")
    return code


def put(cursor, viewer: Viewer, deed: str, row: dict, reason=None, document=None, new: bool = False) -> None:
    number = enter(cursor, viewer.name, "rectifications", [row], new=new)
    cursor.execute("insert into rectification_notes values (?, ?, ?, ?, ?, mask_digits(?), mask_digits(?))",
                   [number, row["rect_id"], database.now(), viewer.name, DEEDS[deed], reason, document])


def change_row(viewer: Viewer, deed: str, rect_id: str, seen: str | None, change, reason=None, document=None, open_only: bool = True) -> None:
    """One deed in one transaction; ``change(cursor, row)`` answers the cells that become different."""
    check(viewer, deed)
    with database.store().writing(viewer.name, "rectification", rect_id=rect_id, deed=DEEDS[deed]) as cursor:
        row = stored(cursor, viewer, rect_id, seen)
        if open_only and row["complete_date"] is not None:
            raise Refused("rectification_complete", number=rect_id, day=row["complete_date"])
        new = change(cursor, row)
        if all(row[name] == value for name, value in new.items()):
            raise Refused("rectification_same")
        put(cursor, viewer, deed, row | new, reason, document)


def check_source(cursor, viewer: Viewer, source_type: str, source_id: str) -> None:
    """The finding exists in the viewer's scope and nobody has opened it yet."""
    if not cursor.execute("""select 1 from rectification_sources where source_type = ? and source_id = ?
                             and starts_with(coalesce(place, county_of(null)), ?)""", [source_type, source_id, viewer.region]).fetchone():
        raise Refused("rectification_source", kind=source_type, number=source_id)
    if found := cursor.execute("select min(rect_id) from rectifications where source_type = ? and source_id = ?", [source_type, source_id]).fetchone()[0]:
        raise Refused("rectification_opened", number=found)

"""镇街绩效加减分: a re-check proposes, a person decides (rules.md spot-check-to-town-points).

No document gives a scale, so a point without a proposal is filled by who decides, with a reason. A decision stands until it is
withdrawn, also with a reason; the audit keeps each of them.
"""

import decimal

from data import database
from data.refusal import Refused
from data.viewer import Viewer

DOERS = ("panel", "leader", "admin")
COUNTED, LEFT = "已确认", "不计"
OPEN = "待确认"
COUNTY = 6  # digits of a county's division code: what a town earns is the bureau's to decide
LARGEST = decimal.Decimal("999.99")
MOST = 500  # rows decided on at once


def may(viewer: Viewer) -> bool:
    """Whether this person decides on points; a contractor's own account only reads."""
    return viewer.role in DOERS and viewer.contractor is None and len(viewer.region) <= COUNTY


def points_of(said) -> decimal.Decimal | None:
    """Points as typed, None when left blank; Refused when they are no number, nothing or too many."""
    if said in (None, "") or not str(said).strip():
        return None
    try:
        points = decimal.Decimal(str(said).strip().replace("−", "-"))
    except decimal.InvalidOperation as error:
        raise Refused("points_value", value=str(said)[:20]) from error
    if not points.is_finite() or points == 0 or abs(points) > LARGEST or points != points.quantize(decimal.Decimal("0.01")):
        raise Refused("points_value", value=str(said)[:20])
    return points


def _rows(cursor, viewer: Viewer, checks: list[str], states: tuple[str, ...]) -> list[dict]:
    """The rows as they stand now; Refused where one is out of scope or was decided on by somebody else meanwhile."""
    cursor.execute("""select check_id, unit_code, score_date, proposed, finding, state, decided_by, points from town_point_rows($today)
                      where list_contains($checks, check_id) and starts_with(place, $region) order by check_id""",
                   {"today": database.today(), "checks": checks, "region": viewer.region})
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if missing := set(checks) - {row["check_id"] for row in found}:
        raise Refused("points_gone", number=min(missing))
    for row in found:
        if row["state"] not in states:
            raise Refused("points_state", number=row["check_id"], state=row["state"])
    return found


def _deed(viewer: Viewer, checks: list[str], reason: str, deed: str, states: tuple[str, ...], write) -> int:
    """One deed on several rows in one transaction: all or none. ``write(cursor, rows, reason)`` answers what the audit keeps."""
    if not may(viewer):
        raise Refused("points_role", role=viewer.role)
    if not (chosen := sorted(set(checks))):
        raise Refused("points_none")
    if len(chosen) > MOST:
        raise Refused("points_many", most=MOST)
    if not (said := str(reason or "").strip()[:200]):
        raise Refused("points_reason")
    found = {"deed": deed}
    with database.store().writing(viewer.name, "town points", found) as cursor:
        rows = _rows(cursor, viewer, chosen, states)
        found["reason"] = cursor.execute("select mask_digits(?)", [said]).fetchone()[0]
        found["rows"] = [{"check_id": row["check_id"], "unit_code": row["unit_code"], "points": points}
                         for row, points in zip(rows, write(cursor, rows, found["reason"]), strict=True)]
    return len(rows)


def _put(cursor, viewer: Viewer, rows: list[dict], points: list, reason: str, state: str) -> list:
    cursor.executemany(
        """insert into town_points (check_id, unit_code, score_date, proposed, cause, points, reason, state, decided_by, decided_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [[row["check_id"], row["unit_code"], row["score_date"], row["proposed"], row["finding"], given, reason, state, viewer.name, database.now()]
         for row, given in zip(rows, points, strict=True)])
    return points


def confirm(viewer: Viewer, checks: list[str], reason: str, points=None) -> int:
    """确认: these re-checks give their towns points, those typed or else the proposed ones; returns how many rows."""
    typed = points_of(points)

    def write(cursor, rows, said):
        given = [row["proposed"] if typed is None else typed for row in rows]
        if blank := [row["check_id"] for row, each in zip(rows, given, strict=True) if not each]:
            raise Refused("points_blank", number=blank[0])
        return _put(cursor, viewer, rows, given, said, COUNTED)

    return _deed(viewer, checks, reason, "确认", (OPEN,), write)


def leave_out(viewer: Viewer, checks: list[str], reason: str) -> int:
    """不计: these re-checks give no points, for a reason."""
    return _deed(viewer, checks, reason, "不计", (OPEN,), lambda cursor, rows, said: _put(cursor, viewer, rows, [None] * len(rows), said, LEFT))


def withdraw(viewer: Viewer, checks: list[str], reason: str) -> int:
    """撤回: a decision is taken back, for a reason; the audit keeps what it was."""
    def write(cursor, rows, _said):
        cursor.execute("delete from town_points where list_contains(?, check_id)", [[row["check_id"] for row in rows]])
        return [row["points"] for row in rows]

    return _deed(viewer, checks, reason, "撤回", (COUNTED, LEFT), write)

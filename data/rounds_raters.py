"""Who rates in a round: its sheets, one more of an account or on paper, who is missing, who was reminded."""

from data import database
from data.sheets_rules import (
    CONTRACTOR,
    HANDED_IN,
    OPEN,
    RECIPIENT,
    RECUSED,
    SATISFACTION,
    WAITING,
    basis,
    check_lead,
    find_round,
    must_be,
    refuse,
    row_of,
)
from data.viewer import Viewer

RATERS = ("leader", "panel", "finance", "town", "inspector")  # roles that may hold a sheet


def seats_of(cursor, contract: dict, eval_type: str, people: list[str] | None) -> list[tuple]:
    """(account, unit, kind of rater) of everybody who gets a sheet."""
    rows = cursor.execute("""
        select name, case when contractor is null then unit end, case when contractor is null then unit_type else $kind end
        from people left join org_units on unit_code = unit
        where list_contains($roles, role) and (contractor = $contractor or (contractor is null and unit_type is not null))
            and case when $people is null then contractor is not null or unit in (select unit_code from units_due() where contract_no = $contract)
                     else list_contains($people, name) end
        order by contractor is not null, unit, name""",
        {"kind": CONTRACTOR, "roles": list(RATERS), "contractor": contract["contractor_code"], "contract": contract["contract_no"],
         "people": people}).fetchall()
    if people is not None and (unknown := set(people) - {row[0] for row in rows}):
        raise refuse(cursor, "no_rater", basis(eval_type), names="、".join(sorted(unknown)))
    allowed = ("民政局", "乡镇", "街道", "财政局", "审计局", CONTRACTOR)
    return [row for row in rows if row[2] in allowed]


def add_seat(cursor, eval_id: str, person: str, unit: str | None, kind: str, paper: bool) -> int:
    seat = cursor.execute("select coalesce(max(seat), 0) + 1 from round_raters where eval_id = ?", [eval_id]).fetchone()[0]
    cursor.execute("insert into round_raters (eval_id, seat, person, unit_code, rater_type, paper, state) values (?, ?, ?, ?, ?, ?, ?)",
                   [eval_id, seat, person, unit, kind, paper, WAITING])
    return seat


def add_rater(viewer: Viewer, eval_id: str, person: str | None = None, unit_code: str | None = None) -> int:
    """One more sheet: an account's; without an account one on paper, of a unit due or (neither) of somebody served."""
    with database.store().writing(viewer.name, "rater added", figures=False, eval_id=eval_id, person=person, unit=unit_code) as cursor:
        found = find_round(cursor, eval_id)
        check_lead(cursor, viewer)
        must_be(cursor, found, OPEN)
        contract = row_of(cursor, "select * from contracts where contract_no = ?", [found["contract_no"]])
        if person:
            if cursor.execute("select count(*) from round_raters where eval_id = ? and person = ? and not paper", [eval_id, person]).fetchone()[0]:
                raise refuse(cursor, "rater_twice", basis(found["eval_type"]), name=person)
            [(name, unit, kind), *_] = seats_of(cursor, contract, found["eval_type"], [person])
            return add_seat(cursor, eval_id, name, unit, kind, False)
        if unit_code is None:
            if found["eval_type"] == SATISFACTION:
                raise refuse(cursor, "no_recipients", "satisfaction_unit_types")
            return add_seat(cursor, eval_id, viewer.name, None, RECIPIENT, True)
        kind = cursor.execute("select unit_type from evaluation_units() where eval_id = ? and unit_code = ?", [eval_id, unit_code]).fetchone()
        if kind is None:
            raise refuse(cursor, "unit_not_due", "satisfaction_unit_types", name=unit_code)
        return add_seat(cursor, eval_id, viewer.name, unit_code, kind[0], True)


def missing(cursor, eval_id: str) -> list[str]:
    """Accounts that have neither handed in nor stepped back."""
    return [row[0] for row in cursor.execute("""select person from round_raters where eval_id = ? and state not in (?, ?) order by seat""",
                                             [eval_id, HANDED_IN, RECUSED]).fetchall()]


def remind(viewer: Viewer, eval_id: str) -> int:
    """Marks the sheets still missing as reminded today; returns how many."""
    with database.store().writing(viewer.name, "raters reminded", found := {"eval_id": eval_id}, figures=False) as cursor:
        check_lead(cursor, viewer)
        must_be(cursor, find_round(cursor, eval_id), OPEN)
        found["people"] = missing(cursor, eval_id)
        cursor.execute("update round_raters set reminded_at = ? where eval_id = ? and state not in (?, ?)",
                       [database.now(), eval_id, HANDED_IN, RECUSED])
    return len(found["people"])

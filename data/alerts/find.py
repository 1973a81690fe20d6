"""What the rules find as of a day, found once and kept in memory (schema ``kept``) until a fact or the policy changes.

A hundred rules in one statement take the planner seconds, so each is a statement of its own: what many of them read is derived
once before them, and the policy's values stand in them as constants.
"""

import datetime
import json
import re
import threading
import typing

from data.alerts import Rule, found, judged, rules

DAYS = 6  # answers kept; the oldest goes first
SHARED = (
    "alert_visits",
    "alert_cases",
    "alert_postings",
    "complaint_steps",
    "rectification_states",
    "violation_states",
    "tranche_stages",
    "tranche_status",
    "contracts_in_force",
    "staff_on_duty",
    "satisfaction_rounds",
    "performance_results",
    "case_postings",
    "known_rounds",
    "tranche_alerts",
    "alert_villages",
    "alert_rosters",
    "closed_half_rechecks",
)
_lock = threading.Lock()


class Policy:
    """The policy's values as SQL constants, as the macros policy_number and its like read them."""

    KINDS: typing.ClassVar = {"number": "double", "exact": "decimal(18, 6)", "text": "varchar", "list": "varchar[]"}

    def __init__(self, cursor):
        known = cursor.execute("select substr(name, 8), value from duckdb_variables() where starts_with(name, 'policy_')").fetchall()
        self.values = {name: json.loads(value) for name, value in known}

    def constant(self, match: re.Match) -> str:
        kind, name = match.groups()
        value = self.values.get(name)
        if kind == "list":
            value = None if not isinstance(value, list) else [str(one) for one in value]
            said = "null" if value is None else "[" + ", ".join("'" + one.replace("'", "''") + "'" for one in value) + "]"
        else:
            said = (
                "null"
                if value is None or isinstance(value, list)
                else "'" + (value if isinstance(value, str) else json.dumps(value)).replace("'", "''") + "'"
            )
        return f"try_cast({said} as {self.KINDS[kind]})" if kind != "list" else f"cast({said} as varchar[])"

    def in_place(self, sql: str) -> str:
        return re.sub(r"policy_(number|exact|text|list)\('(\w+)'\)", self.constant, sql)


def _find(cursor, as_of: datetime.date) -> None:
    """Puts what all rules find into ``kept``."""
    policy, made = Policy(cursor), set()
    county = cursor.execute("select county_of(null)").fetchone()[0]

    def ready(sql: str) -> str:
        sql = policy.in_place(sql).replace("county_of(null)", f"cast({'null' if county is None else repr(county)} as varchar)")
        for name in SHARED:
            if f"{name}(as_of)" in sql:
                if name not in made:
                    cursor.execute(f"create or replace temp table shared_{name} as select * from {name}(date '{as_of}')")
                    made.add(name)
                sql = sql.replace(f"{name}(as_of)", f"shared_{name}")
        return re.sub(r"\bas_of\b", f"date '{as_of}'", sql)

    there = _datasets(cursor)
    for rule in rules().values():
        if there.issuperset(rule.said["needs"].split()):
            _take(cursor, rule, as_of, ready)
    for name in [*(f"shared_{name}" for name in made), "judged_rows"]:
        cursor.execute(f"drop table if exists temp.{name}")


def _datasets(cursor) -> set[str]:
    """The datasets that hold rows: what was never imported is not judged."""
    needed = {name for rule in rules().values() for name in rule.said["needs"].split()}
    return {name for (name,) in cursor.execute(" union all ".join(f"select '{name}' where exists (from {name})" for name in needed)).fetchall()}


def _take(cursor, rule: Rule, as_of: datetime.date, ready) -> None:
    if not rule.group:
        cursor.execute(f"insert into kept.alerts by name select date '{as_of}' as day, * from ({ready(found(rule))})")
        return
    cursor.execute(f"create or replace temp table judged_rows as {ready(judged(rule))}")
    if cursor.execute("select count(*) from temp.judged_rows where not ok").fetchone()[0]:
        cursor.execute(f"insert into kept.alerts by name select date '{as_of}' as day, * from ({ready(found(rule, 'temp.judged_rows'))})")
        cursor.execute(
            f"""insert into kept.alert_rows select date '{as_of}', ? || subject || '.' || part, region, contractor, row, found
                           from temp.judged_rows where not ok""",
            [rule.name + ":"],
        )


def prepare(store, values: dict) -> None:
    """Makes ``kept.alerts`` and ``kept.alert_rows`` answer for the day that is asked about."""
    as_of = values["as_of"]
    with _lock:
        days = store.__dict__.setdefault("alert_days", {})  # day -> the state of the facts that it was found in
        state = store.facts
        if days.get(as_of) == state:
            return
        with store.reading(as_of, quick=True) as cursor:
            old = [day for day, of in days.items() if of != state or day == as_of]
            kept = [day for day in days if day not in old]
            for day in old + (kept[: len(kept) - DAYS + 1] if len(kept) >= DAYS else []):
                cursor.execute("delete from kept.alerts where day = ?", [day])
                cursor.execute("delete from kept.alert_rows where day = ?", [day])
                days.pop(day, None)
            cursor.begin()
            try:
                _find(cursor, as_of)
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise
        days[as_of] = state

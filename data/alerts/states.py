"""The life of an alert: it opens, is taken, snoozed with a reason, closes by itself when its cause is gone, and may come back.

What an alert says is never stored as the truth: it is found from the facts (find.py). ``recompute`` compares what is found with
what is known and writes only what changed, so that most runs write nothing.
"""

import datetime

from data import database
from data.alerts import find
from data.refusal import Refused
from data.viewer import Viewer

WHO = "预警"
OPEN, TAKEN, SNOOZED, CLOSED = "待办", "已认领", "已推迟", "已消除"
DOERS = ("leader", "panel", "finance", "town", "inspector", "admin")  # 审计 reads
MASTERS = ("leader", "panel", "admin")  # may put back what another person took
VISIBLE = "alert_in_scope(roles, region, contractor, $role, $of_region, $of_contractor)"


def standing_day() -> datetime.date:
    """The day alerts stand on: today; while the data are older than the policy says (a sample, a county that stopped importing), theirs."""
    store, today = database.store(), database.today()
    store.refresh_policy()
    with store.reading() as cursor:
        taken, live = cursor.execute("""select (select cast(max(exported_at) as date) from imports where dated and status = 'imported'),
                                               cast(policy_number('alert_live_days') as integer)""").fetchone()
    return taken if taken and taken + datetime.timedelta(days=live or 0) < today else today


FOUND = "select alert_key, rule, severity, subject_key, region, contractor, roles, matter, matter_en, due_date from alerts_on($as_of)"
# what must change: (what, alert_key); a state that nobody touched and that says the same does not appear
CHANGES = f"""
with found as ({FOUND}), known as (select * from alert_states)
select case when known.alert_key is null then '出现' when found.alert_key is null then '消除' when known.state = '{CLOSED}' then '再现'
            when known.state = '{SNOOZED}' and known.snoozed_until <= $as_of then '到期'
            when found.severity <> known.severity then '级别变化' else '改写' end as what,
    coalesce(found.alert_key, known.alert_key) as alert_key
from found full join known using (alert_key)
where known.alert_key is null or found.alert_key is null and known.state <> '{CLOSED}' or found.alert_key is not null and (known.state = '{CLOSED}'
    or known.state = '{SNOOZED}' and known.snoozed_until <= $as_of or found.severity <> known.severity or found.matter <> known.matter
    or found.due_date is distinct from known.due_date)"""


def recompute(as_of: datetime.date | None = None) -> dict:
    """Brings the states up to what is found as of a day; returns how many alerts opened, closed and so on. No change writes nothing."""
    store, day = database.store(), as_of or standing_day()
    find.prepare(store, {"as_of": day})
    with store.reading() as cursor:
        if not cursor.execute(f"select count(*) from ({CHANGES})", {"as_of": day}).fetchone()[0]:
            return {}
    at, counts = database.now(), {}
    with store.noting(WHO, "alerts recomputed", counts, as_of=day) as cursor:
        cursor.execute(f"create or replace temp table alert_changes as {CHANGES}", {"as_of": day})
        cursor.execute(f"create or replace temp table alert_found as {FOUND}", {"as_of": day})
        cursor.execute(
            f"""
            insert into alert_events (alert_key, happened_at, as_of, who, what, severity, detail)
            select change.alert_key, $at, $as_of, '{WHO}', what, coalesce(found.severity, known.severity), case when what = '级别变化' then known.severity end
            from alert_changes change left join alert_found found using (alert_key) left join alert_states known using (alert_key)
            where what <> '改写' order by change.alert_key""",
            {"at": at, "as_of": day},
        )
        cursor.execute(
            f"""
            insert into alert_states by name select alert_key, rule, '{OPEN}' as state, severity, subject_key as subject, region, contractor, roles, matter,
                matter_en, due_date, cast($at as timestamp) as opened_at
            from alert_found join alert_changes using (alert_key) where what = '出现'""",
            {"at": at},
        )
        cursor.execute(
            f"update alert_states set state = '{CLOSED}', closed_at = $at, taken_by = null, snoozed_until = null, snooze_reason = null "
            "where alert_key in (select alert_key from alert_changes where what = '消除')",
            {"at": at},
        )
        cursor.execute(
            f"""update alert_states known set severity = found.severity, matter = found.matter, matter_en = found.matter_en, due_date = found.due_date,
                               region = found.region, contractor = found.contractor, roles = found.roles,
                               state = case when what in ('再现', '到期') then '{OPEN}' else state end,
                               opened_at = case when what = '再现' then cast($at as timestamp) else opened_at end,
                               closed_at = null, snoozed_until = case when what = '到期' then null else snoozed_until end
                           from alert_found found join alert_changes using (alert_key) where found.alert_key = known.alert_key and what <> '出现'""",
            {"at": at},
        )
        # a graver one is news again, and so is one that came back
        cursor.execute("delete from alert_seen where alert_key in (select alert_key from alert_changes where what in ('再现', '级别变化', '到期'))")
        counts |= dict(cursor.execute("select what, count(*) from alert_changes group by all").fetchall())
        cursor.execute("drop table alert_changes; drop table alert_found")
    return counts


# --- what a person does ---------------------------------------------------------------------------------------


def _scope(viewer: Viewer) -> dict:
    return {"role": viewer.role, "of_region": viewer.region, "of_contractor": viewer.contractor}


def may(viewer: Viewer) -> bool:
    """Whether this person takes alerts and puts them off; a contractor's own account would silence what is said of itself."""
    return viewer.role in DOERS and viewer.contractor is None


def _act(viewer: Viewer, alert_key: str, as_of: datetime.date | None, what: str, change) -> None:
    """One deed on an alert that stands as of the day: ``change(cursor, state) -> (columns to set, detail)``."""
    if not may(viewer):
        raise Refused("not_allowed", name="预警与待办", role=viewer.role)
    store, day = database.store(), as_of or standing_day()
    find.prepare(store, {"as_of": day})
    with store.noting(viewer.name, "alert " + what, found := {"alert": alert_key, "as_of": day}) as cursor:
        asked = {"key": alert_key, "as_of": day} | _scope(viewer)
        row = cursor.execute(f"select * from ({FOUND}) where alert_key = $key and {VISIBLE}", asked).fetchone()
        if row is None:
            raise Refused("alert_gone", name=alert_key)
        names = [column[0] for column in cursor.description]
        alert = dict(zip(names, row, strict=True))
        state = cursor.execute("select state, taken_by from alert_states where alert_key = ?", [alert_key]).fetchone()
        if state is None or state[0] == CLOSED:  # not met by a recomputing yet
            cursor.execute(
                f"""insert or replace into alert_states by name select ? as alert_key, ? as rule, '{OPEN}' as state, ? as severity, ? as subject, ? as region,
                ? as contractor, ?::varchar[] as roles, ? as matter, ? as matter_en, ?::date as due_date, ?::timestamp as opened_at""",
                [
                    alert_key,
                    alert["rule"],
                    alert["severity"],
                    alert["subject_key"],
                    alert["region"],
                    alert["contractor"],
                    alert["roles"],
                    alert["matter"],
                    alert["matter_en"],
                    alert["due_date"],
                    database.now(),
                ],
            )
            state = (OPEN, None)
        new, detail = change(cursor, dict(zip(("state", "taken_by"), state, strict=True)), day)
        cursor.execute("update alert_states set state = ?, taken_by = ?, snoozed_until = ?, snooze_reason = ? where alert_key = ?", [*new, alert_key])
        cursor.execute(
            "insert into alert_events (alert_key, happened_at, as_of, who, what, severity, detail) values (?, ?, ?, ?, ?, ?, ?)",
            [alert_key, database.now(), day, viewer.name, what, alert["severity"], detail],
        )
        found["detail"] = detail


def take(viewer: Viewer, alert_key: str, as_of: datetime.date | None = None) -> None:
    """认领: from now on this person is on it."""

    def change(_cursor, state, _day):
        if state["state"] == TAKEN:
            raise Refused("alert_taken", name=state["taken_by"])
        return (TAKEN, viewer.name, None, None), None

    _act(viewer, alert_key, as_of, "认领", change)


def release(viewer: Viewer, alert_key: str, as_of: datetime.date | None = None) -> None:
    """放回: nobody is on it any more; the taker himself, or who leads."""

    def change(_cursor, state, _day):
        if state["state"] == OPEN:
            raise Refused("alert_open")
        if state["state"] == TAKEN and state["taken_by"] != viewer.name and viewer.role not in MASTERS:
            raise Refused("alert_taken", name=state["taken_by"])
        return (OPEN, None, None, None), None

    _act(viewer, alert_key, as_of, "放回", change)


def snooze(viewer: Viewer, alert_key: str, reason: str, until: datetime.date, as_of: datetime.date | None = None) -> None:
    """稍后提醒: silent until a working day, for a reason that is kept."""

    def change(cursor, state, day):
        if not (reason or "").strip():
            raise Refused("alert_reason")
        workday = cursor.execute("select is_workday from calendar_days where day = ?", [until]).fetchone()
        if until <= day or not workday or not workday[0]:
            raise Refused("alert_until", day=until)
        if state["state"] == TAKEN and state["taken_by"] != viewer.name and viewer.role not in MASTERS:
            raise Refused("alert_taken", name=state["taken_by"])
        said = cursor.execute("select mask_digits(?)", [reason.strip()[:200]]).fetchone()[0]
        return (SNOOZED, None, until, said), f"{until}：{said}"

    _act(viewer, alert_key, as_of, "推迟", change)


# --- seen -----------------------------------------------------------------------------------------------------


def unread(viewer: Viewer) -> int:
    """How many red and amber ones within the viewer's scope wait, as grave as this person has not had them on screen; as last recomputed."""
    with database.store().reading() as cursor:
        return cursor.execute(
            f"""select count(*) from alert_states known
            where state in ('{OPEN}', '{TAKEN}') and severity <> 'grey' and {VISIBLE}
                and not exists (from alert_seen seen where person = $name and seen.alert_key = known.alert_key and seen.severity = known.severity)""",
            {"name": viewer.name} | _scope(viewer),
        ).fetchone()[0]


def unseen(viewer: Viewer, alerts: list[tuple[str, str]]) -> int:
    """How many of these (alert_key, severity) this person has not had on screen as grave as they are."""
    with database.store().reading() as cursor:
        seen = set(cursor.execute("select alert_key, severity from alert_seen where person = ?", [viewer.name]).fetchall())
    return len(set(alerts) - seen)


def mark_seen(viewer: Viewer, alerts: list[tuple[str, str]]) -> None:
    """Notes that this person has these on screen; writes only what is new."""
    if alerts and unseen(viewer, alerts):
        keys, severities = zip(*sorted(set(alerts)), strict=True)
        with database.store().noting(viewer.name, "alerts seen", count=len(keys)) as cursor:
            cursor.execute(
                "insert or replace into alert_seen select ?, unnest(?::varchar[]), unnest(?::varchar[]), ?",
                [viewer.name, list(keys), list(severities), database.now()],
            )

"""The work calendar: State Council holidays and make-up days (rules.md K1, C.47).

``calendar_days`` holds every day of 2004..2049: what ships with chinesecalendar, and before it what the dataset
``work_calendar`` says, which is how an office brings in a notice that is newer than this program.
"""

import datetime
from importlib import metadata

FIRST, LAST = datetime.date(2004, 1, 1), datetime.date(2049, 12, 31)


def shipped() -> str:
    """The version of the calendar that ships; a newer one may know another year."""
    return metadata.version("chinesecalendar")


def calendar_rows(first: datetime.date = FIRST, last: datetime.date = LAST) -> list[tuple]:
    """(day, is_workday, published, name of the holiday) for every day, as it ships.

    Years whose notice is not published count Monday to Friday, also 1 January (choices.md F6).
    """
    import chinese_calendar  # only needed when the calendar is made

    last_published = max(chinese_calendar.holidays)
    rows, day = [], first
    while day <= last:
        published = day.year <= last_published.year
        workday = chinese_calendar.is_workday(day) if published else day.weekday() < 5
        name = (chinese_calendar.workdays if workday else chinese_calendar.holidays).get(day) if published else None
        rows.append((day, workday, published, name and chinese_calendar.Holiday(name).chinese))
        day += datetime.timedelta(days=1)
    return rows


def ship(cursor, at: datetime.datetime) -> None:
    """Puts the calendar that ships into the store; a newer one moves due dates like an imported notice."""
    cursor.execute("create or replace temp table coming as select unnest($1) as day, unnest($2) as workday, unnest($3) as known, unnest($4) as note",
                   list(zip(*calendar_rows(), strict=True)))
    if cursor.execute("select count(*) from calendar_days").fetchone()[0]:
        cursor.execute("""update calendar_days d set shipped_workday = workday, shipped_published = known, shipped_note = c.note
                          from coming c where c.day = d.day""")
        recompute(cursor, f"chinesecalendar {shipped()}", at)
    else:
        cursor.execute("""insert into calendar_days select day, workday, known, sum(workday::integer) over (order by day), note, workday, known, note
                          from coming""")
        recompute(cursor, "", at)  # an office's notice may be older than this table
    cursor.execute("drop table coming")


def recompute(cursor, who: str, at: datetime.datetime) -> int:
    """Counts the days anew from what ships and the dataset, logs the due dates that moved; returns how many did.

    The N-th working day strictly after a day d is the working day whose ordinal is ordinal(d) + N. A year counts as
    published once the dataset has all its days (C.47: no gap); single days of it count, but its dates stay 暂定.
    """
    due = "select contract_no, tranche_no, due_date, provisional from tranche_status(?)"
    cursor.execute(f"create or replace temp table due_before as {due}", [at.date()])
    changed = cursor.execute("""
        update calendar_days d set is_workday = n.is_workday, published = n.published, ordinal = n.ordinal, note = n.note
        from (select day, is_workday, published, note, sum(is_workday::integer) over (order by day) as ordinal
              from (select c.day, coalesce(w.is_workday, c.shipped_workday) as is_workday, coalesce(w.note, c.shipped_note) as note,
                           c.shipped_published or count(w.day) over year = count(*) over year as published
                    from calendar_days c left join work_calendar w on w.day = c.day
                    window year as (partition by year(c.day)))) n
        where n.day = d.day and (n.is_workday, n.published, n.ordinal, n.note) is distinct from (d.is_workday, d.published, d.ordinal, d.note)
        """).fetchone()[0]
    moved = 0
    if changed:
        moved = cursor.execute(f"""
            insert into calendar_changes
            select $at, $who, $changed, contract_no, tranche_no, b.due_date, a.due_date, b.provisional, a.provisional
            from due_before b join ({due.replace("?", "$today")}) a using (contract_no, tranche_no)
            where (b.due_date, b.provisional) is distinct from (a.due_date, a.provisional)""",
            {"at": at, "who": who, "changed": changed, "today": at.date()}).fetchone()[0]
        if not moved and who:
            cursor.execute("insert into calendar_changes (changed_at, who, days) values (?, ?, ?)", [at, who, changed])
    cursor.execute("drop table due_before")
    return moved

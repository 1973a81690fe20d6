"""The work calendar: State Council holidays and make-up days (rules.md K1, C.47)."""

import datetime

FIRST, LAST = datetime.date(2004, 1, 1), datetime.date(2049, 12, 31)


def calendar_rows(first: datetime.date = FIRST, last: datetime.date = LAST) -> list[tuple]:
    """(day, is_workday, published, ordinal) for every day; ``ordinal`` counts the working days up to it.

    The N-th working day strictly after a day d is the working day whose ordinal is ordinal(d) + N.
    Years whose notice is not published count Monday to Friday, also 1 January (choices.md F6).
    """
    import chinese_calendar  # only needed when the calendar is made

    last_published = max(chinese_calendar.holidays)
    rows, ordinal, day = [], 0, first
    while day <= last:
        published = day.year <= last_published.year
        workday = chinese_calendar.is_workday(day) if published else day.weekday() < 5
        ordinal += workday
        rows.append((day, workday, published, ordinal))
        day += datetime.timedelta(days=1)
    return rows

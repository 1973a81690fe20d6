"""Working days of the State Council's calendar (rules.md K1, K3): given an event day -> the N-th working day after it."""

import datetime

import pytest

from data import working_days


def answer(store, expression: str, *values):
    with store.reading() as cursor:
        found = cursor.execute(f"select {expression}", list(values)).fetchone()[0]
    return str(found) if isinstance(found, datetime.date) else found


@pytest.mark.parametrize(("event", "days", "due"), [
    ("2019-04-12", 15, "2019-05-06"),   # K1: 28 April and 5 May made up, 1 to 4 May holiday; Monday to Friday says 3 May
    ("2021-06-10", 7, "2021-06-22"),    # K3: Dragon Boat Festival on Monday 14 June
    ("2021-02-05", 5, "2021-02-18"),    # Spring Festival 11 to 17 February, Sunday 7 February made up
    ("2021-09-24", 10, "2021-10-13"),   # National Day 1 to 7 October, 26 September and 9 October made up
    ("2021-12-30", 2, "2022-01-04"),    # over the year end
    ("2020-01-23", 10, "2020-02-14"),   # Spring Festival 2020 was lengthened to 2 February
    ("2021-07-10", 1, "2021-07-12"),    # an event on a Saturday: Monday is the first day
    ("2021-10-03", 1, "2021-10-08"),    # an event on a holiday
    ("2026-12-18", 15, "2027-01-08"),   # no notice for 2027 yet: Monday to Friday, also 1 January (F6)
])
def test_the_event_day_is_not_counted_and_make_up_days_are(store, event, days, due):
    assert answer(store, "nth_working_day(?::date, ?)", event, days) == due


def test_a_village_posting_of_seven_days_ends_by_the_calendar(store):
    """K2 beside K3: the same step of 交城 has 7 calendar days and 7 working days."""
    assert answer(store, "?::date + 7", "2021-06-10") == "2021-06-17"


@pytest.mark.parametrize(("first", "last", "days"), [
    ("2019-05-06", "2019-05-09", 3),
    ("2019-04-30", "2019-05-05", 1),    # four holidays between, Sunday 5 May is worked
    ("2021-07-09", "2021-07-11", 0),    # Friday to Sunday
    ("2021-07-09", "2021-07-09", 0),
    ("2021-07-12", "2021-07-09", -1),
])
def test_days_between_count_the_last_day_and_not_the_first(store, first, last, days):
    assert answer(store, "working_days_between(?::date, ?::date)", first, last) == days


def test_between_undoes_nth(store):
    """Every day of four years, in one statement."""
    assert answer(store, """count(*) from (select day as given_day from work_calendar where year(day) between 2019 and 2022)
        where working_days_between(given_day, nth_working_day(given_day, 15)) <> 15""") == 0


def test_a_day_beyond_the_last_notice_is_unpublished(store):
    assert answer(store, "is_unpublished(date '2026-12-31')") is False
    assert answer(store, "is_unpublished(date '2027-01-04')") is True
    assert answer(store, "is_unpublished(null::date)") is False


def test_the_calendar_has_no_gap_and_its_ordinal_counts_working_days():
    rows = working_days.calendar_rows(datetime.date(2018, 1, 1), datetime.date(2028, 12, 31))
    assert len(rows) == (datetime.date(2028, 12, 31) - datetime.date(2018, 1, 1)).days + 1
    assert rows[-1][3] == sum(row[1] for row in rows)

"""Working days of the State Council's calendar (rules.md K1, K3): given an event day -> the N-th working day after it."""

import datetime

import pytest

from data import database, working_days
from data.intake import digest_of, ingest
from data.intake.undo import undo


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
    assert answer(store, """count(*) from (select day as given_day from calendar_days where year(day) between 2019 and 2022)
        where working_days_between(given_day, nth_working_day(given_day, 15)) <> 15""") == 0


def test_a_day_beyond_the_last_notice_is_unpublished(store):
    assert answer(store, "is_unpublished(date '2026-12-31')") is False
    assert answer(store, "is_unpublished(date '2027-01-04')") is True
    assert answer(store, "is_unpublished(null::date)") is False


def test_the_calendar_has_no_gap_and_its_ordinal_counts_working_days(store):
    assert answer(store, "count(*) = date '2049-12-31' - date '2004-01-01' + 1 from calendar_days") is True
    assert answer(store, "count(*) from (select ordinal - sum(is_workday::integer) over (order by day) as off from calendar_days) where off <> 0") == 0


# --- a notice that the office imports (C.47) --------------------------------------------------------

@pytest.fixture
def store(new_store):
    """A store of its own: its calendar changes."""
    return new_store


YEAR = [datetime.date(2027, 1, 1) + datetime.timedelta(days=n) for n in range(365)]
HOLIDAYS = {datetime.date(2027, 1, 1): "元旦", datetime.date(2027, 1, 4): "元旦"}
MADE_UP = {datetime.date(2027, 1, 9): "调休"}


def notice(folder, days=YEAR, name="工作日历.csv"):
    lines = ["日期,是否工作日,说明"]
    for day in days:
        works = day not in HOLIDAYS and (day.weekday() < 5 or day in MADE_UP)
        lines.append(f"{day},{'是' if works else '否'},{(HOLIDAYS | MADE_UP).get(day, '')}")
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return folder / name


@pytest.fixture
def winter(contract, store, monkeypatch):
    """A contract whose first tranche falls into a year without a notice, on a day before it."""
    monkeypatch.setattr(database, "now", lambda: datetime.datetime(2026, 12, 20, 9))
    contract(effective="2026-12-18")


def changes(store):
    with store.reading() as cursor:
        return cursor.execute("""select contract_no, tranche_no, old_due::varchar, new_due::varchar, old_provisional, new_provisional
                                 from calendar_changes""").fetchall()


def test_an_imported_notice_moves_the_due_dates_and_says_so(winter, store, tranche, tmp_path):
    assert (tranche(1, "2026-12-20")["due_date"], tranche(1, "2026-12-20")["provisional"]) == ("2027-01-08", True)
    assert ingest(notice(tmp_path), "管理员").status == "imported"
    row = tranche(1, "2026-12-20")
    assert (row["due_date"], row["provisional"]) == ("2027-01-11", False)    # two holidays more, one Saturday made up
    assert changes(store) == [("HT-1", 1, "2027-01-08", "2027-01-11", True, False)]
    with store.reading() as cursor:
        assert '"due_dates_moved": 1' in cursor.execute("select detail from audit where what = 'import'").fetchone()[0]


def test_taking_the_notice_back_moves_them_back(winter, store, tranche, tmp_path):
    file = notice(tmp_path)
    ingest(file, "管理员")
    undo(digest_of(file), "管理员")
    row = tranche(1, "2026-12-20")
    assert (row["due_date"], row["provisional"]) == ("2027-01-08", True)
    assert len(changes(store)) == 2


def test_a_year_with_a_gap_counts_its_days_and_stays_provisional(winter, store, tranche, tmp_path):
    ingest(notice(tmp_path, YEAR[:200]), "管理员")
    row = tranche(1, "2026-12-20")
    assert (row["due_date"], row["provisional"]) == ("2027-01-11", True)
    ingest(notice(tmp_path, YEAR[200:], "其余.csv"), "管理员")
    assert tranche(1, "2026-12-20")["provisional"] is False


def test_the_office_corrects_a_published_day_too(contract, store, tranche, tmp_path):
    contract()
    (tmp_path / "工作日历.csv").write_text("日期,是否工作日,说明\n2021-01-20,否,停电", encoding="utf-8")
    ingest(tmp_path / "工作日历.csv", "管理员")
    assert tranche(1, "2021-01-20")["due_date"] == "2021-02-03"
    assert answer(store, "note from calendar_days where day = '2021-01-20'") == "停电"


def test_a_newer_calendar_of_the_program_never_overrules_the_office(winter, store, tranche, tmp_path, monkeypatch):
    ingest(notice(tmp_path), "管理员")
    database.close_store()
    monkeypatch.setattr(working_days, "shipped", lambda: "later")
    later = database.store()
    assert tranche(1, "2026-12-20")["due_date"] == "2027-01-11"
    with later.reading() as cursor:
        assert cursor.execute("select value from meta where name = 'calendar'").fetchone() == ("later",)

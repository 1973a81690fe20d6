"""accuracy_trend: a p chart over calendar months (choices.md C6, C7, I2, I3)."""

import pytest
from visit_ledger import OTHER_CONTRACTOR, OTHER_TOWN


def months(ledger, *monthly, first=1):
    """Puts (accurate, wrong) re-checked visits into the months from ``first`` on."""
    for number, (right, wrong) in enumerate(monthly, first):
        ledger.many(right + wrong, wrong, day=f"2021-{number:02}-15")


def signals(ledger, **given):
    return [row["signal"] for row in ledger.ask("accuracy_trend", **given)]


def test_every_calendar_month_of_the_period_is_listed(ledger):
    months(ledger, (1, 1), first=3)
    rows = ledger.ask("accuracy_trend", period="2021-02-10..2021-04-09")
    assert [(row["month"], row["rechecked"], row["accurate"], row["accuracy_pct"]) for row in rows] == [
        ("2021-02", 0, 0, None), ("2021-03", 2, 1, 50), ("2021-04", 0, 0, None)]


def test_limits_follow_the_months_size_and_stay_in_0_100(ledger):
    months(ledger, (4, 0), (3, 1), (0, 0), (1, 0))
    rows = ledger.ask("accuracy_trend", period="2021-01-01..2021-04-30")
    assert [row["center_pct"] for row in rows] == [pytest.approx(800 / 9)] * 4
    reach = 300 * (8 / 9 * 1 / 9 / 4) ** 0.5
    assert rows[0]["lower_pct"] == pytest.approx(800 / 9 - reach)
    assert (rows[0]["upper_pct"], rows[3]["lower_pct"]) == (100, 0)
    assert (rows[2]["lower_pct"], rows[2]["upper_pct"]) == (None, None)  # no re-check, no limit


def test_a_period_without_any_recheck_has_no_centre(ledger):
    ledger.visit()
    [row] = ledger.ask("accuracy_trend", period="2021-05")
    assert (row["rechecked"], row["center_pct"], row["lower_pct"], row["signal"]) == (0, None, None, None)


def test_a_month_outside_a_limit_is_flagged(ledger):
    months(ledger, (10, 0), (10, 0), (10, 0), (10, 0), (3, 7))
    assert signals(ledger, period="2021-01-01..2021-05-31") == [None, None, None, None, "below"]


def test_a_month_exactly_on_a_limit_is_not_outside(ledger):
    """8 of 16 lies on the lower limit of a centre of 80 %: 0.8 - 3 sqrt(0.8 0.2 / 16) = 0.5, whatever rounding makes of it."""
    months(ledger, (8, 8), (24, 0))
    assert signals(ledger, period="2021-01-01..2021-02-28") == [None, None]


def test_the_seventh_and_later_points_of_a_run_are_flagged(ledger):
    months(ledger, *[(2, 0)] * 8, (1, 1))
    assert signals(ledger, period="2021H1") == [None] * 6  # a centre of 100 % has no side
    assert signals(ledger, period="2021-01-01..2021-09-30") == [None] * 6 + ["run_above"] * 2 + [None]


def test_a_run_below(ledger):
    months(ledger, *[(1, 1)] * 7, (12, 0))
    assert signals(ledger, period="2021-01-01..2021-08-31")[:7] == [None] * 6 + ["run_below"]


def test_a_month_without_rechecks_is_skipped_by_a_run(ledger):
    months(ledger, *[(2, 0)] * 3, (0, 0), *[(2, 0)] * 4, (1, 1))
    assert signals(ledger, period="2021-01-01..2021-09-30") == [None] * 7 + ["run_above", None]


def test_a_point_on_the_centre_ends_a_run(ledger):
    """Centre 2/3: (2, 1) lies on it exactly, though not as a binary fraction."""
    months(ledger, *[(1, 0)] * 6, (2, 1), (1, 0), (1, 0), (1, 0), (1, 0), (0, 5))
    rows = ledger.ask("accuracy_trend")
    assert rows[0]["center_pct"] == pytest.approx(200 / 3)
    assert [row["signal"] for row in rows][:11] == [None] * 11


def test_outside_a_limit_wins_over_a_run_and_counts_in_it(ledger):
    """Six months a little above the centre, the seventh outside the limit, the eighth the run's next."""
    months(ledger, *[(1, 1)] * 3, (12, 0), *[(1, 1)] * 3, (1, 1), (0, 20))
    found = signals(ledger, period="2021-01-01..2021-09-30")
    assert found == [None, None, None, "above", None, None, "run_above", "run_above", "below"]


def test_the_sample_is_chosen_once_for_the_filter(ledger):
    """A month with targeted re-checks only has none when the period has a random sample."""
    ledger.rechecked(day="2021-01-15")
    ledger.rechecked(day="2021-02-15", sample="重点", wrong=True)
    rows = ledger.ask("accuracy_trend", period="2021-01-01..2021-02-28")
    assert [(row["rechecked"], row["center_pct"]) for row in rows] == [(1, 100), (0, 100)]
    [row] = ledger.ask("accuracy_trend", period="2021-02")
    assert (row["rechecked"], row["accuracy_pct"]) == (1, 0)


def test_filters_narrow_the_centre_too(ledger):
    ledger.rechecked(day="2021-01-15")
    ledger.rechecked(day="2021-01-15", contractor=OTHER_CONTRACTOR, town=OTHER_TOWN, assistance="临时救助", wrong=True)
    for given in ({"contractor": OTHER_CONTRACTOR}, {"region": OTHER_TOWN}, {"assistance": "临时救助"}):
        [row] = ledger.ask("accuracy_trend", period="2021-01", **given)
        assert (row["rechecked"], row["center_pct"]) == (1, 0)

"""accuracy_comparison: two periods, their difference with its interval and a word for it; the trend over eighteen months."""

import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data.refusal import Refused
from data.viewer import Viewer


def compared(ledger, **given):
    return {row["group_key"]: row for row in ledger.ask("accuracy_comparison", **{"period": "2021H1", "before": "2020H2"} | given)}


@pytest.mark.parametrize(("now", "before", "verdict"), [
    ((100, 2), (100, 20), "变好"), ((100, 20), (100, 2), "变差"), ((100, 10), (100, 12), "正常波动"),
    ((100, 12), (100, 5), "正常波动"), ((100, 5), (100, 12), "正常波动"),
    ((29, 0), (100, 40), "样本不足"), ((100, 0), (29, 20), "样本不足"), ((30, 0), (30, 20), "变好"), ((40, 0), (0, 0), "样本不足")])
def test_a_change_needs_both_samples_and_an_interval_off_nought(ledger, now, before, verdict):
    ledger.many(*now, day="2021-05-10")
    ledger.many(*before, day="2020-08-10")
    [row] = compared(ledger).values()
    assert (row["rechecked"], row["before_rechecked"], row["verdict"]) == (now[0], before[0], verdict)
    if before[0]:
        difference = 100 * (before[1] / before[0] - now[1] / now[0])
        assert row["difference_pct"] == pytest.approx(difference)
        assert row["ci_low_pct"] < difference < row["ci_high_pct"]
    else:
        assert (row["before_pct"], row["difference_pct"], row["ci_low_pct"]) == (None, None, None)


def test_groups_of_either_period_are_listed_and_scopes_hold(ledger):
    ledger.rechecked(town=TOWN, day="2021-05-10")
    ledger.rechecked(town=OTHER_TOWN, day="2020-08-10", contractor=OTHER_CONTRACTOR)
    assert {key: (row["rechecked"], row["before_rechecked"]) for key, row in compared(ledger, by="town").items()} == {TOWN: (1, 0), OTHER_TOWN: (0, 1)}
    assert list(compared(ledger, by="town", viewer=Viewer("镇", "town", region=OTHER_TOWN))) == [OTHER_TOWN]
    assert list(compared(ledger, by="town", viewer=Viewer("甲", "inspector", contractor=CONTRACTOR))) == [TOWN]
    assert list(compared(ledger, by="contractor")) == [CONTRACTOR, OTHER_CONTRACTOR]
    with pytest.raises(Refused):
        compared(ledger, before="去年")


def test_the_trend_spans_eighteen_months_with_each_months_own_limits(ledger):
    for number in range(18):
        year, month = divmod(number, 12)
        ledger.many(4 + number, 1, day=f"{2020 + year}-{month + 1:02}-15")
    rows = ledger.ask("accuracy_trend", period="2020-01-01..2021-06-30")
    total = sum(4 + number for number in range(18))
    centre = (total - 18) / total
    assert [row["month"] for row in rows][::17] == ["2020-01", "2021-06"] and len(rows) == 18
    for number, row in enumerate(rows):
        reach = 3 * (centre * (1 - centre) / (4 + number)) ** 0.5
        assert (row["center_pct"], row["lower_pct"]) == (pytest.approx(100 * centre), pytest.approx(max(100 * (centre - reach), 0)))
        assert row["upper_pct"] == pytest.approx(min(100 * (centre + reach), 100))

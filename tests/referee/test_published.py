"""The statistics of 调查准确率 against published worked examples; each says where its numbers stand."""

import pytest
from scipy import stats

from queries.student import provide as provide_student
from queries.student import student_p

Z = 1.959963984540054


def asked(store, sql, *given):
    with store.reading() as cursor:
        return cursor.execute(sql, list(given)).fetchone()


@pytest.mark.parametrize(("k", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)])
def test_wilson(store, k, n, low, high):
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, Stat. Med. 17, 857-872, table I, method 3."""
    found = asked(store, "select wilson_low($1, $2, $3), wilson_high($1, $2, $3)", k, n, Z)
    assert found == (pytest.approx(100 * low, abs=0.005), pytest.approx(100 * high, abs=0.005))


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775), (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0)])
def test_newcombe(store, a, m, b, n, low, high):
    """Newcombe (1998), Interval estimation for the difference between independent proportions, Stat. Med. 17, 873-890, table II, method 10."""
    found = asked(store, "select newcombe_low($1, $2, $3, $4, $5), newcombe_high($1, $2, $3, $4, $5)", a, m, b, n, Z)
    assert found == (pytest.approx(100 * low, abs=0.006), pytest.approx(100 * high, abs=0.006))


# Student (1908), The probable error of a mean, Biometrika 6, 1-25: hours of sleep gained under two drugs; R's data set sleep.
# R: t.test(extra ~ group, data = sleep, paired = TRUE) gives t = -4.0621, df = 9, p-value = 0.002833, mean difference -1.58.
SLEEP = (("0.7", "1.9"), ("-1.6", "0.8"), ("-0.2", "1.1"), ("-1.2", "0.1"), ("-0.1", "-0.1"),
         ("3.4", "4.4"), ("3.7", "5.5"), ("0.8", "1.6"), ("0.0", "4.6"), ("2.0", "3.4"))


def test_paired_t(ledger):
    ledger.measured("支出扣减", SLEEP, unit="小时")
    row = next(row for row in ledger.ask("item_reliability") if row["item_name"] == "支出扣减")
    assert (row["mean_difference"], row["df"]) == (pytest.approx(1.58), 9)
    assert (row["t"], row["p"]) == (pytest.approx(4.0621, abs=5e-5), pytest.approx(0.002833, abs=5e-7))
    first, second = ([float(pair[side]) for pair in SLEEP] for side in (0, 1))
    told = stats.ttest_rel(second, first)
    assert (row["t"], row["p"]) == (pytest.approx(told.statistic), pytest.approx(told.pvalue))
    variance = stats.tvar([b - a for a, b in zip(first, second, strict=True)])
    assert row["srv"] == pytest.approx(variance / 2)
    assert row["reliability_ratio"] == pytest.approx(1 - variance / 2 / stats.tvar(second))


@pytest.mark.parametrize(("t", "df", "p"), [(12.706, 1, 0.05), (4.303, 2, 0.05), (2.228, 10, 0.05), (2.042, 30, 0.05), (3.169, 10, 0.01), (2.750, 30, 0.01)])
def test_student_p(store, t, df, p):
    """The usual table of critical values (Fisher and Yates, Statistical Tables, table III)."""
    assert student_p(t, df) == pytest.approx(p, rel=1e-3) == student_p(-t, df)
    provide_student(store)
    assert asked(store, "select student_p($1, $2), student_p(null, $2)", t, df) == (student_p(t, df), None)


def test_kappa(ledger):
    """Two readers of 50 grant proposals: yes-yes 20, yes-no 5, no-yes 10, no-no 15; agreement 0.70, kappa 0.40 (the worked example of
    Cohen's kappa in Wikipedia and in many textbooks)."""
    ledger.measured("困难类型", [("是", "是")] * 20 + [("是", "否")] * 5 + [("否", "是")] * 10 + [("否", "否")] * 15, unit="-")
    row = next(row for row in ledger.ask("item_reliability") if row["item_name"] == "困难类型")
    assert (row["n"], row["agreement_pct"], row["kappa"]) == (50, 70, pytest.approx(0.4))


# Montgomery, Introduction to Statistical Quality Control, example 7.1: nonconforming cans of frozen orange juice in 30 samples of 50.
CANS = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)


def test_p_chart(ledger):
    """The book: centre 0.2313, limits 0.0524 and 0.4102, samples 15 and 23 outside. Here the conforming are counted, so all turns round."""
    assert sum(CANS) == 347
    for number, bad in enumerate(CANS):
        ledger.many(50, bad, day=f"{2019 + number // 12}-{number % 12 + 1:02}-15")
    rows = ledger.ask("accuracy_trend", period="2019-01-01..2021-06-30")
    assert len(rows) == 30 and {round(row["center_pct"], 2) for row in rows} == {76.87}
    assert {(round(row["lower_pct"], 2), round(row["upper_pct"], 2)) for row in rows} == {(58.98, 94.76)}
    assert [number for number, row in enumerate(rows, 1) if row["signal"] == "below"] == [15, 23]
    assert not [row for row in rows if row["signal"] == "above"]


@pytest.mark.parametrize(("population", "n"), [(1000, 278), (5000, 357), (10000, 370), (3000, 341)])
def test_sample_size(store, population, n):
    """Krejcie and Morgan (1970), Determining sample size for research activities, table 1: P = 0.5, half width 0.05."""
    assert asked(store, "select sample_size(5, 50, $1, $2)", population, Z) == (n,)


def test_exact_limits(store):
    """Binomial table for n = 20, p = 0.5: P(X <= 5) = 0.0207, P(X <= 6) = 0.0577, P(X <= 13) = 0.9423, P(X <= 14) = 0.9793."""
    from queries.binomial import provide
    provide(store)
    assert asked(store, "select binomial_quantile(0.025, 20, 0.5), binomial_quantile(0.975, 20, 0.5)") == (6, 14)

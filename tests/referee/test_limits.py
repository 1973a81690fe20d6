"""Limits against scipy and against formulas written down once more by hand."""

import math

import pytest
from scipy import stats

from queries.binomial import binomial_quantile, provide

Z = 1.959963984540054
COUNTS = [(k, n) for n in (1, 2, 3, 7, 29, 30, 31, 100, 999, 12345) for k in sorted({0, 1, n // 3, n // 2, n - 1, n})]


@pytest.fixture
def limits(store):
    """All Wilson limits of COUNTS as the questions get them."""
    with store.reading() as cursor:
        ask = "select wilson_low($k, $n, $z), wilson_high($k, $n, $z)"
        return {(k, n): cursor.execute(ask, {"k": k, "n": n, "z": Z}).fetchone() for k, n in COUNTS}


def test_wilson_equals_scipy_and_the_roots_of_its_equation(limits):
    """The limits are the rates p with |k/n - p| = z sqrt(p (1 - p) / n)."""
    for (k, n), (low, high) in limits.items():
        interval = stats.binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")
        assert low == pytest.approx(100 * interval.low, rel=1e-9, abs=1e-9)
        assert high == pytest.approx(100 * interval.high, rel=1e-9, abs=1e-9)
        a, b, c = 1 + Z * Z / n, -(2 * k / n + Z * Z / n), (k / n) ** 2
        root = math.sqrt(max(b * b - 4 * a * c, 0))
        assert (low, high) == (pytest.approx(50 * (-b - root) / a, rel=1e-7, abs=1e-9), pytest.approx(50 * (-b + root) / a))


def test_wilson_stays_in_0_100_and_is_exact_at_its_ends(limits):
    assert all(0 <= low <= 100 * k / n <= high <= 100 for (k, n), (low, high) in limits.items())
    assert all(low == 0 for (k, n), (low, _) in limits.items() if k == 0)
    assert all(high == 100 for (k, n), (_, high) in limits.items() if k == n)


def test_wilson_of_nothing_is_unknown(store):
    with store.reading() as cursor:
        found = cursor.execute("select wilson_low(0, 0, 1.96), wilson_high(0, 0, 1.96), wilson_low(1, 2, null)").fetchone()
        assert found == (None, None, None)


RATES = [0.0, 1e-6, 0.01, 1 / 3, 0.5, 2 / 3, 0.8, 0.9, 0.95, 14 / 15, 0.999, 1.0]
SHARES = [(1 - 0.95) / 2, 1 - (1 - 0.95) / 2, (1 - 0.998) / 2, 1 - (1 - 0.998) / 2]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 13, 29, 30, 60, 144, 500, 2000, 20000])
def test_binomial_quantile_equals_scipy(n):
    for rate in RATES + [k / n for k in range(0, n + 1, max(1, n // 12))]:
        for share in SHARES:
            assert binomial_quantile(share, n, rate) == stats.binom.ppf(share, n, rate), (share, n, rate)


def test_sql_asks_the_same_function_and_knows_null(store):
    provide(store)
    provide(store)  # every question that mentions it asks for it again
    with store.reading() as cursor:
        found = cursor.execute("select binomial_quantile(0.025, 40, 0.8), binomial_quantile(0.025, 40, null)").fetchone()
        assert found == (27.0, None)

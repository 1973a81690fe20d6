"""Exact binomial quantiles for SQL, by scipy."""

import math

from scipy.special import bdtr, bdtrik


def binomial_quantile(share: float, n: int, rate: float) -> float:
    """The smallest k with P(X <= k) >= share for X ~ Binomial(n, rate); equals scipy.stats.binom.ppf."""
    if rate in (0.0, 1.0):
        return n * rate
    k = math.ceil(bdtrik(share, n, rate))
    lower = max(k - 1, 0)
    return float(lower if bdtr(lower, n, rate) >= share else k)


def provide(store) -> None:
    """Makes ``binomial_quantile(share, n, rate)`` callable in a question."""
    store.provide("binomial_quantile", binomial_quantile, ["DOUBLE", "BIGINT", "DOUBLE"], "DOUBLE")

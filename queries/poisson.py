"""Exact 95 % bounds of a Poisson count for SQL, by scipy (Garwood 1936)."""

from scipy.special import gammaincinv

TAIL = 0.025


def low(count: int) -> float:
    """The lower bound; equals scipy.stats.chi2.ppf(0.025, 2k) / 2, and 0 for no case."""
    return float(gammaincinv(count, TAIL)) if count else 0.0


def high(count: int) -> float:
    """The upper bound; equals scipy.stats.chi2.ppf(0.975, 2k + 2) / 2."""
    return float(gammaincinv(count + 1, 1 - TAIL))


def provide(store) -> None:
    """Makes ``poisson_low(k)`` and ``poisson_high(k)`` callable in a question."""
    store.provide("poisson_low", low, ["BIGINT"], "DOUBLE")
    store.provide("poisson_high", high, ["BIGINT"], "DOUBLE")

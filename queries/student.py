"""Two-sided p of Student's t for SQL, by scipy."""

from scipy.special import stdtr


def student_p(t: float, df: int) -> float:
    """P(|T| >= |t|) for T of ``df`` degrees of freedom; equals 2 * scipy.stats.t.sf(abs(t), df)."""
    return 2 * float(stdtr(df, -abs(t)))


def provide(store) -> None:
    """Makes ``student_p(t, df)`` callable in a question."""
    store.provide("student_p", student_p, ["DOUBLE", "BIGINT"], "DOUBLE")

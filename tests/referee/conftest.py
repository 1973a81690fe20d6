"""The visits and re-checks of tests/clauses, for examples that a question itself must answer."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "clauses"))

from visit_ledger import VisitLedger


@pytest.fixture
def ledger(given, store):
    return VisitLedger(given, store)

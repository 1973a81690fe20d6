"""The visits and re-checks of tests/clauses, for examples that a question itself must answer."""

import pytest
from visit_ledger import VisitLedger


@pytest.fixture
def ledger(given, store):
    return VisitLedger(given, store)

"""item_reliability: numbers are compared as numbers with their tolerance, categories by kappa; values stay sealed (rules.md E.1)."""

import pytest
from visit_ledger import OTHER_TOWN, TOWN, VisitLedger

from data.viewer import Viewer
from queries import ask


def reliability(ledger: VisitLedger, item, **given):
    return next((row for row in ledger.ask("item_reliability", **given) if row["item_name"] == item), None)


def test_one_error_in_four_within_five_of_a_hundred(ledger):
    """The back check of IPA's bcstats with okrange -5 to 5: 101, 104, 150 and 100 against 100."""
    ledger.measured("支出扣减", [("100", "101"), ("100", "104"), ("100", "150"), ("100", "100")], tolerance=5)
    row = reliability(ledger, "支出扣减")
    assert (row["kind"], row["n"], row["agreement"], row["agreement_pct"]) == ("数值", 4, 3, 75)
    assert row["mean_difference"] == pytest.approx(55 / 4)
    assert row["contradicting"] == 1  # the ledger says 一致 of 150 against 100
    assert row["label"] == "样本不足"


@pytest.mark.parametrize(("unit", "pair", "agrees"), [
    ("元", ("5.0", "5"), 1), ("元", ("1,200元", "1200.00"), 1), ("元", ("５", "5"), 1), ("元", ("5.0", "5.01"), 0),
    ("-", ("5.0", "5"), 1), ("-", ("二级肢残", "二级肢残"), 1), ("-", ("二级肢残", "三级肢残"), 0)])
def test_a_value_is_compared_as_what_it_is_never_as_its_text(ledger, unit, pair, agrees):
    ledger.measured("支出扣减", [pair], unit=unit, tolerance=0)
    row = reliability(ledger, "支出扣减")
    assert (row["n"], row["agreement"]) == (1, agrees)


@pytest.mark.parametrize(("item", "unit", "tolerance", "pair", "agrees"), [
    ("支出扣减", "元", 0.3, ("0.1", "0.4"), 1),        # exactly, though not as binary fractions
    ("支出扣减", "元", 0.3, ("0.1", "0.41"), 0),
    ("支出扣减", "%", 5, ("200", "210"), 1),           # per cent of the investigated value
    ("支出扣减", "%", 5, ("200", "210.01"), 0),
    ("支出扣减", "%", 5, ("-200", "-210"), 1),
    ("支出扣减", "元", None, ("200", "200.01"), 0),    # no tolerance: exact
    ("家庭收入", "元", None, ("400", "450"), 1),       # the larger of 5 % and 50 yuan
    ("家庭收入", "元", None, ("400", "450.01"), 0),
    ("家庭收入", "元", None, ("2000", "2100"), 1),
    ("家庭收入", "元", None, ("2000", "2100.01"), 0),
    ("家庭收入", "元", 0, ("400", "401"), 0),          # the row's own wins
])
def test_the_tolerance_is_a_sum_or_a_share_and_exact(ledger, item, unit, tolerance, pair, agrees):
    ledger.measured(item, [pair], unit=unit, tolerance=tolerance)
    assert reliability(ledger, item)["agreement"] == agrees


def test_a_blank_first_value_is_an_omission_not_a_pair(ledger):
    ledger.measured("支出扣减", [(None, "80"), ("80", None), ("80", "80")])
    row = reliability(ledger, "支出扣减")
    assert (row["n"], row["omitted"], row["t"], row["p"]) == (1, 1, None, None)


def test_constant_differences_have_no_t_and_one_category_no_kappa(ledger):
    ledger.measured("支出扣减", [("10", "12"), ("20", "22")])
    assert (reliability(ledger, "支出扣减")["mean_difference"], reliability(ledger, "支出扣减")["t"]) == (2, None)


def test_one_category_has_no_kappa(ledger):
    ledger.measured("困难类型", [("因病", "因病"), ("因病", "因病")], unit="-")
    row = reliability(ledger, "困难类型")
    assert (row["kind"], row["agreement_pct"], row["kappa"], row["mean_difference"]) == ("类别", 100, None, None)


def test_scope_and_day_hold(ledger):
    ledger.measured("支出扣减", [("10", "10")])
    assert reliability(ledger, "支出扣减", viewer=Viewer("镇", "town", region=OTHER_TOWN)) is None
    assert reliability(ledger, "支出扣减", as_of="2021-05-31") is None


def test_the_drawer_shows_difference_and_tolerance_but_no_value(ledger):
    ledger.measured("家庭收入", [("420", "1180")], result="不一致")
    row = next(row for row in ask("accuracy_items", Viewer("镇", "town", region=TOWN), check="CC0001").dicts() if row["item_code"] == "99")
    assert (row["original_value"], row["recheck_value"]) == ("***", "***")
    assert (row["difference"], row["allowed"], row["within_tolerance"]) == (760, 50, False)

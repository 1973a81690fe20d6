"""accuracy_errors and accuracy_causes: wrongly included, missed and wrongly paid, over and under apart (rules.md targeting-error-bulletin)."""

from decimal import Decimal

import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data.viewer import Viewer

NONE = [None] * 9


def errors(ledger, **given):
    return {row["error"]: row for row in ledger.ask("accuracy_errors", **given)}


def test_yuan_over_and_under_are_never_set_off(ledger):
    for error, first, second in (("错保", "300.00", None), ("漏保", None, "410.50"), ("资金发放错误", "300.00", "250.00"),
                                 ("资金发放错误", "300.00", "360.20"), ("资金发放错误", "300.00", None), ("无", "300.00", "500.00")):
        ledger.recheck(ledger.visit(amount=first), amount=second, error=error)
    found = {name: (row["n"], row["over_yuan"], row["under_yuan"], row["amount_unknown"]) for name, row in errors(ledger).items()}
    assert found == {"错保": (1, Decimal("300.00"), Decimal("0.00"), 0), "漏保": (1, Decimal("0.00"), Decimal("410.50"), 0),
                     "资金发放错误": (3, Decimal("50.00"), Decimal("60.20"), 1), "合计": (5, Decimal("350.00"), Decimal("470.70"), 1)}
    assert list(found) == ["错保", "漏保", "资金发放错误", "合计"]
    assert errors(ledger)["错保"]["rate_pct"] == pytest.approx(100 / 6) and errors(ledger)["错保"]["label"] == "样本不足"


def strata(ledger):
    """Town one: 10 visits, 4 re-checked, one wrongly included at 300 yuan; town two: 5 visits, 2 re-checked, none."""
    for town, visits, rechecked in ((TOWN, 10, 4), (OTHER_TOWN, 5, 2)):
        for place in range(visits):
            inv_id = ledger.visit(town=town)
            if place < rechecked:
                ledger.recheck(inv_id, error="错保" if town == TOWN and not place else "无")


def test_the_estimate_is_stratified_and_corrected_for_the_finite_population(ledger):
    """p = (10 x 1/4 + 5 x 0) / 15 = 1/6. Its variance: 10 (10 - 4) / 4 x 1/4 / 15^2 = 1/60, so n effective = (5/36) / (1/60) = 25/3."""
    strata(ledger)
    row = errors(ledger)["错保"]
    assert (row["visited"], row["strata"], row["strata_uncovered"], row["uncovered_pct"]) == (15, 2, 0, 0)
    assert (row["weighted_pct"], row["estimated"]) == (pytest.approx(100 / 6), pytest.approx(2.5))
    z, n, p = 1.959963984540054, 25 / 3, 1 / 6
    middle, spread = (p + z * z / (2 * n)) / (1 + z * z / n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    assert (row["weighted_low_pct"], row["weighted_high_pct"]) == (pytest.approx(100 * (middle - spread)), pytest.approx(100 * (middle + spread)))
    assert row["estimated_low"] == 1  # one was found, so no fewer
    assert row["over_estimated"] == Decimal("750.00")  # 10 x 75
    assert row["over_low"] == Decimal("300.00")        # 750 less 1.96 x 580.95 lies below what was found
    assert row["over_high"] == Decimal("1888.64")      # sqrt(15 x 22500) = 580.9475
    assert (row["under_estimated"], row["under_low"], row["under_high"]) == (0, None, None)


def test_everything_rechecked_leaves_nothing_to_estimate(ledger):
    for error in ("错保", "无", "无", "无"):
        ledger.recheck(ledger.visit(), error=error)
    row = errors(ledger)["错保"]
    assert (row["weighted_low_pct"], row["weighted_pct"], row["weighted_high_pct"]) == (25, 25, 25)
    assert (row["over_low"], row["over_high"]) == (Decimal("300.00"), Decimal("300.00"))


def test_none_found_still_leaves_room_above(ledger):
    for _ in range(10):
        ledger.recheck(ledger.visit())
    for _ in range(10):
        ledger.visit()
    row = errors(ledger)["漏保"]  # n effective = 10 / (1 - 10/20) = 20: Wilson's 0 of 20 reaches 16.11 % (Newcombe 1998)
    assert (row["weighted_low_pct"], round(row["weighted_high_pct"], 2)) == (0, 16.11)


@pytest.mark.parametrize(("uncovered", "label"), [(2, "样本不足"), (3, "不作推算")])
def test_no_estimate_where_too_many_towns_have_no_recheck(ledger, confirm, uncovered, label):
    for _ in range(8):
        ledger.rechecked(town=TOWN)
    for _ in range(uncovered):
        ledger.visit(town=OTHER_TOWN)
    confirm(min_sample=9 if uncovered == 2 else 1)
    row = errors(ledger)["合计"]
    assert (row["label"], row["weighted_pct"]) == (label, 0 if uncovered == 2 else None)


def test_a_targeted_sample_estimates_nothing(ledger):
    ledger.recheck(ledger.visit(), sample="重点", error="错保")
    row = errors(ledger)["错保"]
    assert (row["n"], row["sample_label"], row["estimated"], row["over_estimated"]) == (1, "重点抽查口径", None, None)


def test_causes_count_wrong_items_of_counted_rechecks(ledger):
    ledger.recheck(ledger.visit(), outcome="不一致", cause="调查错误", nature="主观", 户籍="不一致", 家庭收入="不一致", 实际生活="一致")
    ledger.recheck(ledger.visit(), outcome="不一致", cause="调查错误", nature="主观", 户籍="不一致")
    ledger.recheck(ledger.visit(), outcome="不一致", cause="无", 户籍="一致", 实际生活="不一致")
    ledger.recheck(ledger.visit(), confirmed=False, cause="录入错误", nature="客观", 户籍="不一致")
    rows = ledger.ask("accuracy_causes")
    found = {(row["error_cause"], row["cause_nature"], row["item_name"]): (row["n"], row["share_pct"], row["households"], row["critical"]) for row in rows}
    assert found == {("调查错误", "主观", "户籍"): (2, 50, 2, True), ("调查错误", "主观", "家庭收入"): (1, 25, 1, True),
                     (None, None, "实际生活"): (1, 25, 1, False)}
    assert {row["total"] for row in rows} == {4}


@pytest.mark.parametrize("question", ["accuracy_errors", "accuracy_causes"])
def test_scopes_hold(ledger, question):
    ledger.recheck(ledger.visit(town=TOWN, contractor=CONTRACTOR), error="错保", cause="调查错误", 户籍="不一致")
    count = {"accuracy_errors": "rechecked", "accuracy_causes": "n"}[question]
    for viewer, seen in ((Viewer("镇", "town", region=TOWN), 1), (Viewer("镇", "town", region=OTHER_TOWN), 0),
                         (Viewer("乙", "inspector", contractor=OTHER_CONTRACTOR), 0), (Viewer("甲", "inspector", contractor=CONTRACTOR), 1)):
        assert max([row[count] for row in ledger.ask(question, viewer=viewer)], default=0) == seen
    assert not ledger.ask(question, as_of="2021-05-31")

"""accuracy: what is divided by what, the strata, the verdict, the items (choices.md C5, C7, I2, I3)."""

import pytest
from visit_ledger import OTHER_TOWN, TOWN


@pytest.mark.parametrize(("visit", "recheck", "agrees"), [
    (("符合", "300.00"), ("符合", "300.00"), 100),
    (("符合", "300.00"), ("符合", "300.01"), 0),
    (("符合", "300.00"), ("符合", None), 0),
    (("符合", None), ("符合", "300.00"), 0),
    (("符合", None), ("符合", None), 0),
    (("不符合", None), ("不符合", None), 100),
    (("不符合", "1.00"), ("不符合", "2.00"), 100),  # amounts matter when both say 符合
    (("符合", "300.00"), ("不符合", None), 0),
    (("需补充", None), ("不符合", None), 0),
    ((None, None), (None, None), 0),
])
def test_conclusion_agrees_with_the_amount_when_both_qualify(ledger, visit, recheck, agrees):
    ledger.recheck(ledger.visit(conclusion=visit[0], amount=visit[1]), conclusion=recheck[0], amount=recheck[1])
    assert ledger.total()["conclusion_agree_pct"] == agrees


def test_targeting_errors_are_those_of_counted_rechecks(ledger):
    for error in ("错保", "错保", "漏保", "资金发放错误", "无", None):
        ledger.recheck(ledger.visit(), error=error)
    ledger.recheck(ledger.visit(), error="漏保", confirmed=False)
    row = ledger.total()
    assert (row["wrong_included"], row["wrong_excluded"], row["amount_errors"]) == (2, 1, 1)


def test_weighted_rate_uses_the_towns_visits(ledger):
    ledger.rechecked(town=TOWN)
    ledger.rechecked(town=TOWN)
    for _ in range(6):
        ledger.visit(town=TOWN)
    ledger.rechecked(town=OTHER_TOWN, wrong=True)
    ledger.visit(town=OTHER_TOWN)
    row = ledger.total()  # weights 8 and 2, rates 100 and 0
    assert (row["accuracy_pct"], row["weighted_pct"]) == (pytest.approx(200 / 3), pytest.approx(80))


@pytest.mark.parametrize(("covered", "weighted"), [(8, 100), (7, None)])
def test_weighted_rate_is_withheld_above_a_fifth_uncovered_not_at_it(ledger, covered, weighted):
    ledger.rechecked(town=TOWN)
    for _ in range(covered - 1):
        ledger.visit(town=TOWN)
    for _ in range(2):
        ledger.rechecked(town=OTHER_TOWN, sample="重点", wrong=True)  # valid, yet outside the county's sample
    assert ledger.total()["weighted_pct"] == weighted


@pytest.mark.parametrize(("right", "wrong", "verdict"), [
    (29, 0, "样本不足"),
    (30, 0, "关注"),     # Wilson 88.6 to 100
    (24, 6, "未达标"),   # to 90.5
    (28, 2, "关注"),     # to 98.2
    (76, 0, "达标"),     # from 95.2
])
def test_verdict_needs_thirty_and_the_whole_interval(ledger, right, wrong, verdict):
    """n = 29 and 30, and each side of the target."""
    ledger.many(right + wrong, wrong)
    row = ledger.total()
    assert (row["rechecked"], row["accurate"], row["verdict"]) == (right + wrong, right, verdict)


def test_no_target_no_colour(ledger, silent):
    ledger.many(30)
    assert (ledger.total()["verdict"], ledger.total()["target_pct"]) == ("关注", 95)
    silent("accuracy_target")
    assert (ledger.total()["verdict"], ledger.total()["target_pct"]) == (None, None)


def test_items_are_listed_by_name_with_those_never_compared(ledger):
    ledger.recheck(ledger.visit(), 户籍="一致", 家庭收入="不一致", 困难类型="不适用")
    ledger.recheck(ledger.visit(), 户籍="一致", 家庭收入="一致")
    ledger.recheck(ledger.visit(), sample="重点", 户籍="不一致")
    ledger.recheck(ledger.visit(), confirmed=False, 实际生活="不一致")
    rows = ledger.ask("accuracy_by_item")
    found = {row["item_name"]: (row["compared"], row["consistent"], row["item_accuracy_pct"]) for row in rows}
    assert found == {"户籍": (2, 2, 100), "家庭收入": (2, 1, 50), "困难类型": (0, 0, None)}
    [never] = [row for row in rows if not row["compared"]]
    assert (never["ci_low_pct"], never["ci_high_pct"]) == (None, None)

"""Which re-checks are valid, and which one of several counts (rules.md E.1; choices.md C1-C4, I3)."""

import pytest
from visit_ledger import CHECKER, CONTRACTOR, OTHER_CONTRACTOR


def counts(row):
    return row["visited"], row["rechecked"], row["accurate"], row["pending"]


@pytest.mark.parametrize(("recheck", "expected"), [
    ({"confirmed": True}, (1, 1, 1, 0)),
    ({"confirmed": False}, (1, 0, 0, 1)),
    ({"confirmed": None}, (1, 0, 0, 1)),
    ({"objection": "有-待定"}, (1, 0, 0, 1)),
    ({"objection": "有-改判"}, (1, 1, 1, 0)),
    ({"objection": "有-维持"}, (1, 1, 1, 0)),
    ({"objection": None}, (1, 1, 1, 0)),
    ({"outcome": "不一致"}, (1, 1, 1, 0)),  # the items decide, not the outcome
    ({"outcome": "无法核实"}, (1, 0, 0, 0)),
    ({"outcome": "情况变化"}, (1, 0, 0, 0)),
    ({"outcome": None}, (1, 0, 0, 0)),
    ({"checkers": ()}, (1, 1, 1, 0)),
    ({"checkers": (CHECKER, "01001")}, (1, 0, 0, 0)),  # an investigator checks the own visit
    ({"checkers": ("01077",)}, (1, 0, 0, 0)),          # another person of the visit's contractor
    ({"checkers": ("02001",)}, (1, 1, 1, 0)),          # a person of another contractor
    ({"unit": CONTRACTOR}, (1, 0, 0, 0)),
    ({"unit": OTHER_CONTRACTOR}, (1, 1, 1, 0)),
    ({"unit": None}, (1, 1, 1, 0)),
])
def test_a_recheck_is_valid_when_confirmed_undisputed_clear_and_independent(ledger, given, recheck, expected):
    given("staff", staff_id="01077", staff_name="李*", contractor_code=CONTRACTOR)
    given("staff", staff_id="02001", staff_name="王*", contractor_code=OTHER_CONTRACTOR)
    given("staff", staff_id=CHECKER, staff_name="张*")
    ledger.recheck(ledger.visit(), **recheck)
    assert counts(ledger.total()) == expected


def test_a_blank_contractor_is_nobodys_own(ledger, given):
    given("staff", staff_id=CHECKER, staff_name="张*")
    ledger.recheck(ledger.visit(contractor=None), unit=None)
    assert counts(ledger.total()) == (1, 1, 1, 0)


@pytest.mark.parametrize(("items", "expected", "compared"), [
    ({"户籍": "一致", "家庭收入": "一致"}, (1, 1, 1, 0), (2, 2)),
    ({"户籍": "一致", "家庭收入": "不一致"}, (1, 1, 0, 0), (2, 1)),
    ({"户籍": "一致", "家庭收入": "情况变化"}, (1, 1, 1, 0), (1, 1)),    # a true change later is no error
    ({"户籍": "一致", "家庭收入": "无法核实", "家庭财产": "不适用"}, (1, 1, 1, 0), (1, 1)),
    ({"户籍": "无法核实", "家庭收入": "情况变化", "实际生活": "一致"}, (1, 0, 0, 0), (0, 0)),  # no critical item compared
    ({"户籍": "一致", "实际生活": "不一致"}, (1, 1, 1, 0), (2, 1)),      # not critical: in the item rate only
])
def test_critical_items_decide_and_unclear_ones_leave_both_sides(ledger, items, expected, compared):
    ledger.recheck(ledger.visit(), **items)
    row = ledger.total()
    assert counts(row) == expected
    assert (row["items"], row["items_consistent"]) == compared


def test_a_recheck_without_items_is_not_valid(ledger, given):
    given("spot_checks", check_id="CC1", inv_id=ledger.visit(), sample_method="随机", check_date="2021-06-01", outcome="一致",
          confirmed=True)
    assert counts(ledger.total()) == (1, 0, 0, 0)


@pytest.mark.parametrize(("critical", "item", "expected"), [
    (None, "困难类型", (1, 0, 0, 0)), (True, "困难类型", (1, 1, 0, 0)),
    (None, "户籍", (1, 1, 0, 0)), (False, "户籍", (1, 0, 0, 0)),
])
def test_an_items_own_mark_wins_over_the_list(ledger, critical, item, expected):
    ledger.recheck(ledger.visit(), critical=critical, **{item: "不一致"})
    assert counts(ledger.total()) == expected


def test_the_latest_valid_recheck_counts_by_date_then_id(ledger):
    visit = ledger.visit()
    ledger.recheck(visit, day="2021-07-01", 户籍="不一致")
    ledger.recheck(visit, day="2021-06-01")
    assert counts(ledger.total()) == (1, 1, 0, 0)
    ledger.recheck(visit, day="2021-07-01")
    assert counts(ledger.total()) == (1, 1, 1, 0)


def test_a_later_invalid_or_targeted_recheck_displaces_nothing(ledger):
    visit = ledger.visit()
    ledger.recheck(visit, day="2021-06-01")
    ledger.recheck(visit, day="2021-07-01", confirmed=False, 户籍="不一致")
    ledger.recheck(visit, day="2021-07-02", objection="有-待定", 户籍="不一致")
    ledger.recheck(visit, day="2021-07-03", sample="举报", 户籍="不一致")
    assert counts(ledger.total()) == (1, 1, 1, 0)  # nor is a counted visit pending


def test_pending_takes_any_sample_and_only_visits_without_a_counted_recheck(ledger):
    ledger.rechecked()
    targeted = ledger.visit()
    ledger.recheck(targeted, sample="重点")
    ledger.recheck(targeted, sample="重点", confirmed=None)
    assert counts(ledger.total()) == (2, 1, 1, 1)  # its valid re-check is outside the random sample


def test_a_recheck_of_a_visit_that_was_not_done_is_nothing(ledger):
    ledger.rechecked()
    for result in ("未遇户", "拒访", "地址有误", "撤回"):
        ledger.rechecked(result=result)
    ledger.rechecked(day=None)
    assert counts(ledger.total()) == (1, 1, 1, 0)


def test_the_example_of_the_rules(ledger):
    """rules.md E.1: 40 visits, 12 re-checked, one unverifiable, one disputed, 10 valid, 9 consistent: 90 %, n 10, 25 %."""
    for number in range(40):
        visit = ledger.visit()
        if number < 10:
            ledger.recheck(visit, 户籍="不一致" if number == 0 else "一致")
        elif number == 10:
            ledger.recheck(visit, outcome="无法核实", 户籍="无法核实")
        elif number == 11:
            ledger.recheck(visit, objection="有-待定")
    row = ledger.total()
    assert counts(row) == (40, 10, 9, 1)
    assert (row["accuracy_pct"], row["recheck_pct"], row["verdict"]) == (90, 25, "样本不足")

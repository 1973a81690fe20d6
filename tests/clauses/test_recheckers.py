"""recheckers and independence_conflicts: those who check are checked too (rules.md E.1, choices.md C2)."""

import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data.refusal import Refused
from data.viewer import Viewer

PANEL = Viewer("小组", "panel")


def checkers(ledger, **given):
    return {row["checker_id"]: row for row in ledger.ask("recheckers", **given)}


def test_a_recheck_counts_for_each_checker_and_once_in_the_centre(ledger, given):
    given("staff", staff_id="09001", staff_name="万*娟")
    ledger.recheck(ledger.visit(day="2021-05-10"), day="2021-05-20", checkers=("09001", "09002"), 户籍="不一致")
    ledger.recheck(ledger.visit(day="2021-05-10"), day="2021-05-12", checkers=("09001",))
    ledger.recheck(ledger.visit(day="2021-05-10"), day="2021-05-13", checkers=("09001",), confirmed=False, sample="重点")
    found = checkers(ledger)
    one = found["09001"]
    assert (one["checker_name"], one["rechecks"], one["compared"], one["inconsistent"], one["inconsistent_pct"]) == ("万*娟", 3, 2, 1, 50)
    assert (one["mean_days"], one["median_days"]) == (5, 3)
    assert (one["random_share_pct"], one["confirmed_share_pct"]) == (pytest.approx(200 / 3), pytest.approx(200 / 3))
    assert (found["09002"]["rechecks"], found["09002"]["center_pct"]) == (1, 50)


def test_who_finds_nothing_and_who_finds_everything_stand_out(ledger):
    """Of 100 re-checks 34 find something; 10 % of 40 at 34 %: P(X <= 6) = 0.0055, so 0 lies below the 99.8 % limit."""
    for checker, count, wrong in (("A", 40, 14), ("B", 40, 0), ("C", 40, 40), ("D", 80, 14), ("E", 29, 0)):
        ledger.many(count, wrong, checkers=(checker,))
    found = checkers(ledger)
    assert {name: (row["compared"], row["inconsistent"], row["outlier"], row["verdict"]) for name, row in found.items()} == {
        "A": (40, 14, None, "正常波动"), "B": (40, 0, "low998", "查出偏少"), "C": (40, 40, "high998", "查出偏多"),
        "D": (80, 14, "low95", "查出偏少"), "E": (29, 0, "low998", "样本不足")}
    assert {round(row["center_pct"], 6) for row in found.values()} == {round(6800 / 229, 6)}


def test_targeted_samples_enter_the_rate_only_where_there_is_no_other(ledger):
    ledger.recheck(ledger.visit(), checkers=("A",), sample="举报", 户籍="不一致")
    assert (checkers(ledger)["A"]["compared"], checkers(ledger)["A"]["sample_label"]) == (1, "重点抽查口径")
    ledger.recheck(ledger.visit(), checkers=("B",))
    assert (checkers(ledger)["A"]["compared"], checkers(ledger)["A"]["inconsistent_pct"], checkers(ledger)["A"]["outlier"]) == (0, None, None)
    assert checkers(ledger)["B"]["sample_label"] == "随机抽样"


def test_what_was_not_found_out_is_no_finding(ledger):
    ledger.recheck(ledger.visit(), checkers=("A",), outcome="无法核实", 户籍="无法核实")
    ledger.recheck(ledger.visit(), checkers=("A",), outcome="一致", 户籍="不适用")
    assert (checkers(ledger)["A"]["rechecks"], checkers(ledger)["A"]["compared"]) == (2, 0)


@pytest.mark.parametrize("question", ["recheckers", "independence_conflicts"])
def test_only_the_bureau_asks_and_scopes_hold(ledger, question):
    ledger.recheck(ledger.visit(people=("09001",)))
    assert len(ledger.ask(question, viewer=PANEL)) == 1
    assert not ledger.ask(question, viewer=Viewer("小组", "panel", region=OTHER_TOWN))
    assert not ledger.ask(question, viewer=Viewer("小组", "panel", contractor=OTHER_CONTRACTOR))
    assert not ledger.ask(question, as_of="2021-05-31")
    for role in ("town", "inspector", "finance"):
        with pytest.raises(Refused):
            ledger.ask(question, viewer=Viewer("他", role, region=TOWN))


def test_conflicts_are_listed_one_row_for_each_kind(ledger, given):
    given("staff", staff_id="01001", staff_name="王*国", contractor_code=CONTRACTOR)
    own = ledger.recheck(ledger.visit(people=("01001",)), checkers=("01001", "09001"))
    firm = ledger.recheck(ledger.visit(people=("01002",)), checkers=("01001",))
    unit = ledger.recheck(ledger.visit(), unit=CONTRACTOR)
    helper = ledger.recheck(helped := ledger.visit(), checkers=("09003",))
    ledger.recheck(ledger.visit(people=("01002",)))
    with ledger.store.writing("test", "helper") as cursor:
        cursor.execute("update investigations set assist_village_ids = ['09003'] where inv_id = ?", [helped])
    found = {(row["check_id"], row["kind"]): row for row in ledger.ask("independence_conflicts")}
    assert {key: (row["checkers"], row["excluded"]) for key, row in found.items()} == {
        (own, "本组人员复核"): ("01001 王*国", True), (own, "承接主体人员复核"): ("01001 王*国", True),
        (firm, "承接主体人员复核"): ("01001 王*国", True), (unit, "承接主体复核"): ("09001", True),
        (helper, "入户协助人员复核"): ("09003", False)}
    assert all(row["rule"] == "responsibility-chain-t" and "二(十)" in row["clause"] for row in found.values())

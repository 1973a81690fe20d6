"""accuracy: samples, groups, filters and scope (choices.md B, C1, C5, H10, I1-I3)."""

import pytest
from visit_ledger import BUREAU, CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data.viewer import Viewer


def sample(row):
    return row["rechecked"], row["accurate"], row["sample_label"]


def test_only_random_and_stratified_samples_enter_while_a_group_has_one(ledger):
    ledger.rechecked()
    ledger.rechecked(sample="分层", wrong=True)
    for method in ("重点", "举报", "全查", None):
        ledger.rechecked(sample=method, wrong=True)
    assert sample(ledger.total()) == (2, 1, "随机抽样")


def test_a_group_with_targeted_samples_only_says_so(ledger):
    ledger.rechecked(town=TOWN)
    ledger.rechecked(town=OTHER_TOWN, sample="重点", wrong=True)
    ledger.rechecked(town=OTHER_TOWN, sample="全查")
    towns = ledger.groups("town")
    assert sample(towns[TOWN]) == (1, 1, "随机抽样")
    assert sample(towns[OTHER_TOWN]) == (2, 1, "重点抽查口径")
    assert sample(ledger.total()) == (1, 1, "随机抽样")  # chosen for each group, also for the county


def test_an_invalid_random_recheck_makes_no_random_sample(ledger):
    ledger.recheck(ledger.visit(), confirmed=False)
    ledger.rechecked(sample="重点")
    assert sample(ledger.total()) == (1, 1, "重点抽查口径")


def test_nothing_counted_has_no_label_no_share_and_no_interval(ledger):
    ledger.visit()
    row = ledger.total()
    assert (row["visited"], row["rechecked"], row["accurate"], row["items"], row["recheck_pct"]) == (1, 0, 0, 0, 0)
    empty = ("accuracy_pct", "ci_low_pct", "ci_high_pct", "item_accuracy_pct", "conclusion_agree_pct", "weighted_pct",
             "sample_label")
    assert [row[name] for name in empty] == [None] * len(empty)
    assert row["verdict"] == "无有效抽查"


def test_groups_without_visits_are_left_out(ledger):
    assert ledger.ask(by="county") == []
    ledger.rechecked(town=TOWN)
    assert list(ledger.groups("town")) == [TOWN]


def test_a_visit_counts_for_each_of_its_investigators_and_once_in_the_total(ledger, given):
    given("staff", staff_id="01001", staff_name="王*国")
    ledger.rechecked(people=("01001", "01002", "01001"))
    ledger.rechecked(people=("01001",), wrong=True)
    ledger.rechecked(people=())
    people = ledger.groups("investigator")
    assert {key: (row["visited"], row["accurate"]) for key, row in people.items()} == {
        "01001": (2, 1), "01002": (1, 1), None: (1, 1)}
    assert people["01001"]["group_name"] == "王*国"
    assert ledger.total()["visited"] == 3


def test_a_blank_contractor_is_one_group_without_a_name(ledger, given):
    given("contractors", contractor_code=CONTRACTOR, contractor_name="甲中心")
    ledger.rechecked(contractor=None)
    ledger.rechecked(contractor=None, wrong=True)
    ledger.rechecked()
    groups = ledger.groups("contractor")
    assert {key: (row["group_name"], row["rechecked"], row["accurate"]) for key, row in groups.items()} == {
        None: (None, 2, 1), CONTRACTOR: ("甲中心", 1, 1)}


def test_groups_by_what_the_visit_and_its_case_say(ledger, given):
    given("org_units", unit_code=TOWN, unit_name="长胜街道", unit_type="街道")
    given("org_units", unit_code=BUREAU, unit_name="大武口区民政局", unit_type="民政局")
    ledger.rechecked(day="2021-05-31 23:50", assistance="特困供养(分散)", kind="年审")
    for by, key, name in (("county", "640202", "大武口区"), ("town", TOWN, "长胜街道"), ("month", "2021-05", "2021-05"),
                          ("assistance", "特困供养(分散)", "特困供养(分散)"), ("case_type", "年审", "年审")):
        [row] = ledger.ask(by=by)
        assert (row["group_key"], row["group_name"]) == (key, name)


@pytest.mark.parametrize(("wanted", "visited"), [
    (None, 5), ("低保", 2), ("特困", 2), ("特困供养", 2), ("农村低保", 1), ("低收入(低保边缘)", 1), ("低收入（低保边缘）", 1),
    ("临时救助", 0)])
def test_assistance_filter_knows_the_two_kinds_of_each(ledger, wanted, visited):
    for assistance in ("城市低保", "农村低保", "特困供养(集中)", "特困供养(分散)", "低收入(低保边缘)"):
        ledger.visit(assistance=assistance)
    assert sum(row["visited"] for row in ledger.ask(by="county", assistance=wanted)) == visited


def test_region_is_a_prefix_of_the_cases_village_and_contractor_an_exact_code(ledger):
    ledger.visit(town=TOWN)
    ledger.visit(town=OTHER_TOWN, contractor=OTHER_CONTRACTOR)
    assert ledger.total(region="640202")["visited"] == 2
    assert list(ledger.groups("town", region=TOWN)) == [TOWN]
    assert list(ledger.groups("town", region=f"{TOWN}001")) == [TOWN]
    assert list(ledger.groups("town", contractor=OTHER_CONTRACTOR)) == [OTHER_TOWN]


@pytest.mark.parametrize(("viewer", "seen"), [
    (Viewer("局长", "leader"), {TOWN: 1, OTHER_TOWN: 1}),
    (Viewer("长胜", "town", region=TOWN), {TOWN: 1}),
    (Viewer("甲中心", "inspector", contractor=CONTRACTOR), {TOWN: 1}),
    (Viewer("外县", "town", region="640205"), {}),
])
def test_rows_outside_the_viewers_scope_never_count(ledger, viewer, seen):
    ledger.rechecked(town=TOWN, people=("01001",))
    ledger.rechecked(town=OTHER_TOWN, contractor=OTHER_CONTRACTOR, people=("02001",), wrong=True)
    towns = ledger.groups("town", viewer=viewer)
    assert {key: row["rechecked"] for key, row in towns.items()} == seen
    wider = ledger.groups("town", viewer=viewer, region="640202")
    assert wider.keys() == seen.keys()
    for question, count in (("accuracy_trend", "rechecked"), ("accuracy_funnel", "rechecked"), ("accuracy_by_item", "compared")):
        assert sum(row[count] for row in ledger.ask(question, viewer=viewer)) == len(seen)


def test_visits_count_in_the_period_of_their_visit_date(ledger):
    ledger.rechecked(day="2021-06-30 18:00")
    ledger.rechecked(day="2021-07-01 00:00", wrong=True)
    assert sample(ledger.total(period="2021H1")) == (1, 1, "随机抽样")
    assert sample(ledger.total(period="2021-07")) == (1, 0, "随机抽样")


def test_visits_and_rechecks_after_as_of_do_not_exist(ledger):
    first, later = ledger.visit(day="2021-05-10 09:00"), ledger.visit(day="2021-05-11")
    ledger.recheck(first, day="2021-06-01")
    ledger.recheck(first, day="2021-06-02", 户籍="不一致")
    ledger.recheck(later, day="2021-06-03")
    found = [(row["visited"], row["rechecked"], row["accurate"]) for row in (
        ledger.total(as_of=day) for day in ("2021-05-10", "2021-05-31", "2021-06-01", "2021-06-02", "2021-06-03"))]
    assert found == [(1, 0, 0), (2, 0, 0), (2, 1, 1), (2, 1, 0), (2, 2, 1)]
    assert ledger.ask(by="county", as_of="2021-05-09") == []

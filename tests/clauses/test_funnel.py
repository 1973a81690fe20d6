"""accuracy_funnel: people against the exact binomial limits around the pooled rate (spec.md 4; choices.md C6)."""

from visit_ledger import CONTRACTOR, TOWN

from data.viewer import Viewer


def people(ledger, **given):
    return {row["staff_id"]: row for row in ledger.ask("accuracy_funnel", **given)}


def test_each_of_a_visits_people_is_counted_and_the_centre_counts_the_visit_once(ledger):
    ledger.rechecked(people=("01001", "01002"))
    ledger.rechecked(people=("01001", "01003"), wrong=True)
    ledger.rechecked(people=())
    ledger.visit(people=("01004",))  # without a re-check: not listed
    found = people(ledger)
    assert {key: (row["rechecked"], row["accurate"]) for key, row in found.items()} == {
        "01001": (2, 1), "01002": (1, 1), "01003": (1, 0)}
    assert {round(row["center_pct"], 9) for row in found.values()} == {66.666666667}


def test_the_sample_is_chosen_for_the_county_not_for_each_person(ledger):
    ledger.rechecked(people=("01001",))
    ledger.rechecked(people=("01002",), sample="重点")
    assert list(people(ledger)) == ["01001"]


def test_outliers_lie_strictly_outside(ledger):
    """Around 80 %, of 40: ppf(0.025) = 27, ppf(0.975) = 37, ppf(0.001) = 24 and ppf(0.999) = 39."""
    expected = {23: "low998", 24: "low95", 26: "low95", 27: None, 37: None, 38: "high95", 39: "high95", 40: "high998"}
    for right in expected:
        ledger.many(40, wrong=40 - right, people=(f"010{right}",))
    ledger.many(10, people=())  # 264 of 330 make the centre 80 %
    found = people(ledger)
    assert {row["accurate"]: row["outlier"] for row in found.values()} == expected
    limits = {tuple(row[name] for name in ("center_pct", "lower95_pct", "upper95_pct", "lower998_pct", "upper998_pct"))
              for row in found.values()}
    assert limits == {(80, 67.5, 92.5, 60, 97.5)}


def test_nobody_is_an_outlier_around_all_right_or_all_wrong(ledger):
    ledger.many(3, people=("01001",))
    [row] = ledger.ask("accuracy_funnel")
    assert (row["lower95_pct"], row["upper998_pct"], row["outlier"]) == (100, 100, None)
    assert ledger.ask("accuracy_funnel", period="2020") == []


def test_names_are_those_of_the_staff_ledger_and_scopes_hold(ledger, given):
    given("staff", staff_id="01001", staff_name="王*国", contractor_code=CONTRACTOR)
    ledger.rechecked(people=("01001",))
    ledger.rechecked(people=("01002",), town="640202009")
    assert people(ledger, viewer=Viewer("长胜", "town", region=TOWN)).keys() == {"01001"}
    assert people(ledger)["01001"]["staff_name"] == "王*国"
    assert people(ledger)["01002"]["staff_name"] is None

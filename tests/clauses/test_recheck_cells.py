"""recheck_cases behind every bar, point, town and item; recheck_case for the drawer."""

import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data import database, look
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask


@pytest.fixture
def county(ledger):
    """Visits of two towns and months, random and targeted, right and wrong, waiting and barred."""
    for number in range(24):
        inv_id = ledger.visit(day=f"2021-0{1 + number % 3}-10", town=(TOWN, OTHER_TOWN)[number % 2], people=("01001", "01002")[:1 + number % 2],
                              contractor=(CONTRACTOR, OTHER_CONTRACTOR, None)[number % 3], kind=("新申请", "年审")[number % 2])
        wrong = number % 4 == 0
        ledger.recheck(inv_id, sample="重点" if number % 2 else "随机", checkers=(f"0900{number % 3}",), objection="有-待定" if number % 7 == 0 else "无",
                       error="错保" if wrong else "无", cause="调查错误" if wrong else "无", nature="主观" if wrong else None,
                       户籍="不一致" if wrong else "一致", 实际生活="不一致" if number % 5 == 0 else "一致")
    waiting = ledger.visit(day="2021-04-10")   # what bars the later re-check leaves the earlier one waiting
    ledger.recheck(waiting, confirmed=False)
    ledger.recheck(waiting, day="2021-07-01", checkers=("01001",))
    return ledger


@pytest.mark.parametrize("by", ["county", "contractor", "town", "investigator", "assistance", "case_type", "month"])
def test_the_rows_of_a_group_are_what_its_figure_counts(county, by):
    groups = county.groups(by)
    assert groups
    for key, figure in groups.items():
        rows = county.ask("recheck_cases", by=by, group_key="-" if key is None else key)
        counted = [row for row in rows if row["outcome"] in ("准确", "有差错")]
        assert (len(counted), sum(row["outcome"] == "准确" for row in counted)) == (figure["rechecked"], figure["accurate"])
        assert sum(row["targeting_error"] == "错保" for row in counted) == figure["wrong_included"]
        assert sum(row["outcome"] == "待定" for row in rows) == figure["pending"]
        assert {row["group_key"] for row in rows} <= {key}


def counted(rows):
    return [row for row in rows if row["outcome"] in ("准确", "有差错")]


def test_the_rows_of_a_point_a_person_an_item_and_a_cause(county):
    for point in county.ask("accuracy_trend", period="2021H1"):
        assert len(counted(county.ask("recheck_cases", period="2021H1", month=point["month"]))) == point["rechecked"]
    for person in county.ask("accuracy_funnel"):
        assert len(counted(county.ask("recheck_cases", investigator=person["staff_id"]))) == person["rechecked"]
    for item in county.ask("accuracy_by_item"):
        assert len(counted(county.ask("recheck_cases", item=item["item_name"]))) == item["compared"] - item["consistent"]
    for cause in county.ask("accuracy_causes"):
        rows = county.ask("recheck_cases", item=cause["item_name"], cause=cause["error_cause"] or "无", nature=cause["cause_nature"])
        assert len([row for row in counted(rows) if row["cause_nature"] == cause["cause_nature"]]) == cause["households"]
    for error in county.ask("accuracy_errors"):
        assert len(counted(county.ask("recheck_cases", error=error["error"]))) == error["n"]


def test_cells_narrow_by_town_checker_and_outcome(county):
    everything = county.ask("recheck_cases")
    for name, column, value in (("town", "town_code", TOWN), ("outcome", "outcome", "待定")):
        assert 0 < len(rows := county.ask("recheck_cases", **{name: value})) < len(everything) and {row[column] for row in rows} == {value}
    assert all("09001" in row["checker_ids"] for row in county.ask("recheck_cases", checker="09001"))
    with pytest.raises(Refused):
        county.ask("recheck_cases", outcome="好")


def test_a_case_is_told_whole_and_only_within_reach(ledger, given):
    given("staff", staff_id="09001", staff_name="万*娟")
    check_id = ledger.recheck(ledger.visit(people=("01001", "01002", "01001"), amount="300.00"), objection="有-维持", error="资金发放错误", amount="250.00",
                              cause="录入错误", nature="主观", outcome="不一致", 户籍="不一致", 家庭收入="一致")
    with ledger.store.writing("test", "evidence") as cursor:
        cursor.execute("update investigations set photo_count = 4, subject_signed = false, investigator_sign_count = 2")
        cursor.execute("update spot_checks set confirm_date = '2021-06-20', check_mode = '实地抽查'")
    [row] = ask("recheck_case", Viewer("小组", "panel"), check=check_id, as_of="2021-06-19").dicts()
    told = {"investigators": "01001、01002", "checkers": "09001 万*娟", "days": 22, "accurate": False, "valid": True, "items": 2, "items_consistent": 1,
            "error_cause": "录入错误", "cause_nature": "主观", "targeting_error": "资金发放错误", "amount_difference": -50, "photo_count": 4,
            "subject_signed": False, "investigator_sign_count": 2, "contractor_objection": "有-维持", "confirm_date": None, "rechecks_of_visit": 1}
    assert {name: row[name] for name in told} == told
    assert ask("recheck_case", Viewer("小组", "panel"), check=check_id, as_of="2021-06-20").dicts()[0]["confirm_date"] is not None
    for viewer, as_of in ((Viewer("镇", "town", region=OTHER_TOWN), None), (Viewer("乙", "inspector", contractor=OTHER_CONTRACTOR), None),
                          (Viewer("小组", "panel"), "2021-05-31")):
        assert not ask("recheck_case", viewer, check=check_id, as_of=as_of).rows


def test_a_look_at_the_values_is_logged_and_not_for_everybody(ledger):
    ledger.measured("家庭收入", [("420", "1180")])
    found = look.item_values(Viewer("小组", "panel"), "CC0001", "核实差错")
    assert found["99"] == {"original_value": "420", "recheck_value": "1180"}
    with database.store().reading() as cursor:
        who, what, detail = cursor.execute("select who, what, detail from audit order by audit_id desc limit 1").fetchone()
    assert (who, what) == ("小组", "looked") and "核实差错" in detail
    with pytest.raises(Refused) as refused:
        look.names(Viewer("小组", "panel"), "CC0001", " ")
    assert refused.value.code == "look_purpose"
    assert look.item_values(Viewer("小组", "panel", region=OTHER_TOWN), "CC0001", "核实差错") == {}
    for role in ("town", "leader", "inspector", "finance"):
        with pytest.raises(Refused):
            look.item_values(Viewer("他", role), "CC0001", "核实差错")
        with pytest.raises(Refused):
            look.names(Viewer("他", role), "CC0001", "核实差错")


def test_a_part_of_the_rows_knows_the_whole_and_each_outcome_is_counted(county):
    everything = county.ask("recheck_cases")
    assert {row["total"] for row in everything} == {len(everything)}
    parts = [county.ask("recheck_cases", limit="5", offset=str(start)) for start in range(0, len(everything), 5)]
    assert [row for part in parts for row in part] == everything and len(parts[0]) == 5
    wrong = county.ask("recheck_cases", outcome="计入", limit="1")
    assert [row["total"] for row in wrong] == [len(counted(everything))]
    outcomes = {row["outcome"]: row["visits"] for row in county.ask("recheck_outcomes")}
    assert outcomes == {name: sum(row["outcome"] == name for row in everything) for name in {row["outcome"] for row in everything}}
    by_town = county.ask("recheck_outcomes", by="town", group_key=TOWN, item="户籍")
    assert sum(row["visits"] for row in by_town) == len(county.ask("recheck_cases", by="town", group_key=TOWN, item="户籍"))
    for limit in ("-1", "ten", "1.5"):
        with pytest.raises(Refused):
            county.ask("recheck_cases", limit=limit)

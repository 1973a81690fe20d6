"""镇街绩效加减分: given re-checks -> what is proposed; what a person decides, who may, what is refused and what the audit keeps."""

import datetime
import decimal
import json

import pytest
from visit_ledger import BUREAU, CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data import town_points
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

PANEL, TOWNSMAN = Viewer("组员甲", "panel"), Viewer("镇", "town", region=OTHER_TOWN)
D = decimal.Decimal


def rows(viewer=PANEL, period="2021", **given) -> dict:
    """check_id -> row."""
    return {row["check_id"]: row for row in ask("town_points", viewer, period=period, **given).dicts()}


@pytest.fixture
def checked(ledger, given):
    """CC0001 right; CC0002 wrong in two items and paid wrongly, in another town; CC0003 not confirmed; CC0004 not independent;
    CC0005 wrong, then CC0006 right of the same visit; CC0007 found on purpose, by another contractor."""
    for code, name, kind in ((BUREAU, "样例区民政局", "民政局"), (TOWN, "甲街道", "街道"), (OTHER_TOWN, "乙镇", "乡镇")):
        given("org_units", unit_code=code, unit_name=name, unit_type=kind)
    ledger.recheck(ledger.visit())
    ledger.recheck(ledger.visit(town=OTHER_TOWN), day="2021-07-02", error="错保", 户籍="不一致", 家庭收入="不一致", 家庭财产="一致")
    ledger.recheck(ledger.visit(), confirmed=None)
    ledger.recheck(ledger.visit(people=("01001",)), checkers=("01001",))
    twice = ledger.visit()
    ledger.recheck(twice, day="2021-06-02", 户籍="不一致")
    ledger.recheck(twice, day="2021-06-20")
    ledger.recheck(ledger.visit(contractor=OTHER_CONTRACTOR), sample="重点")
    return ledger


def refused(code, function, *given, **more):
    with pytest.raises(Refused) as found:
        function(*given, **more)
    assert found.value.code == code


def test_results_become_rows_and_no_document_gives_points(checked):
    found = rows()
    assert {name: (row["town_name"], row["outcome"], row["state"]) for name, row in found.items()} == {
        "CC0001": ("甲街道", "准确", "待确认"), "CC0002": ("乙镇", "有差错", "待确认"), "CC0003": ("甲街道", "待定", "待定"),
        "CC0006": ("甲街道", "准确", "待确认"), "CC0007": ("甲街道", "准确", "待确认"),
    }
    assert found["CC0002"]["finding"] in ("有差错：户籍、家庭收入、错保", "有差错：家庭收入、户籍、错保")
    assert {row["proposed_points"] for row in found.values()} == {None} and found["CC0002"]["check_date"] == datetime.date(2021, 7, 2)
    # the period is the re-check's; later ones and those of others are not there
    assert set(rows(period="2021H2")) == {"CC0002"} and set(rows(as_of="2021-06-10")) == {"CC0001", "CC0003", "CC0005", "CC0007"}
    assert set(rows(TOWNSMAN)) == {"CC0002"} == set(rows(region=OTHER_TOWN))
    assert set(rows(Viewer("企", "panel", contractor=CONTRACTOR))) == {"CC0001", "CC0002", "CC0003", "CC0006"}


def test_a_confirmed_scale_proposes_and_a_person_confirms(checked, confirm, store):
    confirm(town_points_right="0.5", town_points_wrong="-1")
    found = rows()
    assert {name: row["proposed_points"] for name, row in found.items()} == {
        "CC0001": D("0.5"), "CC0002": D("-1"), "CC0003": None, "CC0006": D("0.5"), "CC0007": D("0.5")}
    assert town_points.confirm(PANEL, ["CC0001", "CC0002"], "按上半年抽查，电话13812345678") == 2
    town_points.confirm(PANEL, ["CC0006"], "同一户复核两次", "0.25")
    town_points.leave_out(Viewer("局长", "leader"), ["CC0007"], "重点抽查不计")
    found = rows()
    assert [(found[name]["state"], found[name]["points"]) for name in ("CC0001", "CC0002", "CC0006", "CC0007")] == [
        ("已确认", D("0.5")), ("已确认", D("-1")), ("已确认", D("0.25")), ("不计", None)]
    assert found["CC0001"]["reason_note"] == "按上半年抽查，电话***" and found["CC0001"]["decided_by"] == "组员甲"
    assert {row["notice"] for row in found.values()} == {None}
    refused("points_state", town_points.confirm, PANEL, ["CC0001", "CC0003"], "再来")
    # the re-check changes, or its import is taken back: the decision stands and says so
    with store.writing("test", "changed") as cursor:
        cursor.execute("update spot_check_items set item_result = '不一致' where check_id = 'CC0001'; delete from spot_checks where check_id = 'CC0002'")
    found = rows()
    assert found["CC0001"]["notice"] == "抽查结果已变" and found["CC0001"]["found_then"] == "准确" and found["CC0001"]["points"] == D("0.5")
    assert found["CC0002"]["notice"] == "抽查已不在台账" and found["CC0002"]["town_name"] == "乙镇" and set(rows(TOWNSMAN)) == {"CC0002"}
    town_points.withdraw(PANEL, ["CC0001"], "结果已变")
    assert (rows()["CC0001"]["state"], rows()["CC0001"]["proposed_points"]) == ("待确认", D("-1"))
    with store.reading() as cursor:
        kept = [json.loads(detail) for (detail,) in cursor.execute("select detail from audit where what = 'town points' order by audit_id").fetchall()]
    assert [one["deed"] for one in kept] == ["确认", "确认", "不计", "撤回"] and "138" not in json.dumps(kept)
    assert kept[0]["rows"] == [{"check_id": "CC0001", "unit_code": TOWN, "points": "0.50"}, {"check_id": "CC0002", "unit_code": OTHER_TOWN, "points": "-1.00"}]
    assert kept[3]["rows"][0]["points"] == "0.50"


def test_what_is_refused_leaves_nothing(checked):
    confirm = town_points.confirm
    for viewer in (Viewer("审", "auditor"), TOWNSMAN, Viewer("镇里", "panel", region=OTHER_TOWN), Viewer("企", "panel", contractor=CONTRACTOR)):
        assert not town_points.may(viewer)
        refused("points_role", confirm, viewer, ["CC0002"], "因为", "1")
    refused("points_none", confirm, PANEL, [], "因为", "1")
    refused("points_reason", confirm, PANEL, ["CC0001"], " ", "1")
    for said in ("0", "一分", "0.001", "1000", "NaN", "1e9"):
        refused("points_value", confirm, PANEL, ["CC0001"], "因为", said)
    refused("points_blank", confirm, PANEL, ["CC0001"], "因为")
    refused("points_gone", confirm, PANEL, ["CC0001", "没有"], "因为", "1")
    refused("points_gone", confirm, Viewer("外", "panel", region="640203"), ["CC0001"], "因为", "1")
    for check, state in (("CC0003", "待定"),):
        refused("points_state", confirm, PANEL, [check], state, "1")
    refused("points_gone", confirm, PANEL, ["CC0004"], "不独立", "1")
    refused("points_state", town_points.withdraw, PANEL, ["CC0001"], "没有确认过")
    refused("points_many", confirm, PANEL, [str(number) for number in range(501)], "因为", "1")
    assert {row["state"] for row in rows().values()} == {"待确认", "待定"}

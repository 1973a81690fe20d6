"""What each figure leaves out, with its count: given rows -> the rows of the questions left_out_*, and what an ⓘ makes of them."""

import json
import re

import pytest

from components import left_out, replay, text
from components.explain import definitions, explain
from components.explain import left_out as place_of
from data.viewer import Viewer
from queries import ask, questions

VILLAGE, CLOSED = "640202001001", "2021-07-15"
TOWN_CODE = VILLAGE[:9]


@pytest.fixture
def counts(leader):
    """``counts("left_out_visits", "accuracy_rate", period="2021")``: reason -> count, those of nought left away."""
    def asked(question, figure, viewer=leader, **given):
        rows = [row for row in ask(question, viewer, **given).dicts() if row["figure"] == figure]
        assert rows, "not a reason is named"
        return {row["left_out"]: row["count"] for row in rows if row["count"]}
    return asked


def test_visits_and_their_rechecks(ledger, counts, given):
    ledger.rechecked(wrong=True)
    for cells in ({"confirmed": False}, {"objection": "有-待定"}, {"outcome": "情况变化"}, {"checkers": ("01001",)}, {"sample": "重点"}):
        ledger.recheck(ledger.visit(town="640202002"), **cells)
    ledger.recheck(ledger.visit(), day="2022-02-01")
    ledger.recheck(ledger.visit(), 户籍="一致", 收入="不适用", 财产="情况变化")
    ledger.visit(result="拒访"), ledger.visit(result="未遇户", day=None)
    asked = {"period": "2021", "as_of": "2021-12-31"}
    why = {"未抽查": 1, "未确认": 1, "异议待定": 1, "情况变化": 1, "不独立：调查人员复核": 1, "随机样本之外": 1}
    whole = ledger.ask(by="county", as_of="2021-12-31")[0]
    assert counts("left_out_visits", "accuracy_rate", **asked) == why and sum(why.values()) == whole["visited"] - whole["rechecked"] == 6
    # the other town has no random sample that counts: there the targeted one does
    assert "随机样本之外" not in counts("left_out_visits", "accuracy_rate", by="town", **asked)
    assert counts("left_out_visits", "accuracy_weighted", **asked) == why | {"没有有效抽查的乡镇": 1, "没有有效抽查的乡镇的入户": 5}
    assert counts("left_out_visits", "accuracy_comparison", before="2021-05", **asked) == why | {"上期未计入的入户": 6}
    assert counts("left_out_visits", "accuracy_trend", **asked) == why | {"没有有效抽查的月份": 11}
    assert counts("left_out_visits", "accuracy_items", **asked) == {"情况变化": 1, "不适用": 1}
    assert counts("left_out_visits", "accuracy_cases", **asked) == {"未抽查": 1, "截止日之后的抽查": 1}
    assert counts("left_out_visits", "recheckers", **asked) == {"没有结果的抽查": 1, "随机样本之外": 1, "截止日之后的抽查": 1}
    assert counts("left_out_visits", "recheck_rate", **asked) == {"拒访": 1}
    for number, (level, relation) in enumerate((("满意", "本人"), (None, "本人"), ("满意", "代填"))):
        given("service_feedback", feedback_id=f"F{number}", inv_id="RH0001", level=level, respondent_relation=relation)
    assert counts("left_out_visits", "service_feedback", **asked) == {"未填等次的评价": 1, "由调查人员代填的评价": 1}
    assert counts("left_out_visits", "accuracy_rate", Viewer("镇", "town", "640202001"), **asked) == {"未抽查": 1}


def test_sheets_and_rounds(served_contract, round_, sheet, given, counts):
    first = round_(1, 60, but={"640202M01": None})
    second = round_(2, 80)
    for cells in ({"recused": True}, {"valid": False}, {"submit_date": "2022-09-01"}, {"score": None}):
        sheet(second, "640202100", **{"score": 70, "submit_date": "2022-01-01", "rater_name_hash": "x"} | cells)
    sheet(second, "640202100", 90, rater_name_hash="640202100", submit_date="2020-06-01")
    sheet(second, "640202M09", 90)
    asked = {"as_of": "2022-12-31"}
    one = {"已回避": 1, "无效": 1, "结果日期后提交": 1, "作答不足": 1, "同一评分人另有较晚的": 1, "不是应交单位的": 1}
    assert counts("left_out_satisfaction", "satisfaction_score", evaluation=second, **asked) == one
    assert counts("left_out_satisfaction", "satisfaction_score", evaluation=first, **asked) == {"未完成的轮次，不出得分": 1}
    assert counts("left_out_satisfaction", "satisfaction_score", **asked) == one | {"未完成的轮次，不出得分": 1}
    assert counts("left_out_satisfaction", "satisfaction_score", evaluation="last", **asked) == one
    assert counts("left_out_satisfaction", "satisfaction_bound", **asked) == {"界线未确认的轮次": 2}
    assert counts("left_out_satisfaction", "round", Viewer("镇", "finance", TOWN_CODE), **asked) == {}


def test_inspections_photos_and_postings(village, inspection, photo, given, counts):
    village(), village(VILLAGE[:-1] + "2"), village(VILLAGE[:-1] + "3", active_to="2021-06-01")
    inspection("2021-05-10", mode="电话"), inspection("2021-05-11", inspector_unit_type="第三方")
    inspection("2021-05-12"), inspection("2021-07-02", code=VILLAGE[:-1] + "2")
    photo("近景", "2021-05-10", legible=False), photo("远景", "2021-05-10", file_hash="h1"), photo("远景", "2021-03-10", filed_date="2021-05-01")
    asked = {"period": "2021Q2", "as_of": CLOSED}
    assert counts("left_out_publicity", "publicity_coverage", **asked) == {
        "电话检查": 1, "不是规定单位的检查": 1, "季度后才检查的村（社区）": 1, "季末已撤并的村（社区）": 1}
    assert counts("left_out_publicity", "publicity_board", **asked) == {"未检查的村（社区）": 1}
    assert counts("left_out_publicity", "publicity_photos", **asked) == {
        "不清晰": 1, "照片重复使用": 1, "本期归档、不在本期拍摄": 1, "季末已撤并的村（社区）": 1}
    given("postings", posting_id="C1", posting_type="长期公示", village_code=VILLAGE, start_date="2021-04-02", roster_households=0)
    assert counts("left_out_publicity", "rosters", **asked) == {"上一份名册为 0 户，逐月": 3, "当月末已撤并，逐月": 1}
    given("postings", posting_id="C2", posting_type="审核公示", village_code=VILLAGE, start_date="2021-06-28", end_date="2021-07-10")
    given("postings", posting_id="C3", posting_type="审核公示", village_code=VILLAGE, start_date="2021-05-01", end_date="2021-05-09",
          damage_found_date="2021-05-04", restored_date="2021-05-06")
    assert counts("left_out_publicity", "posting_compliance", **asked) == {"未到期的公示": 1, "公示栏损毁、不计的天数": 2}
    assert counts("left_out_publicity", "posting_compliance", region="640202009", **asked) == {}


def test_payments_and_tranches(contract, pay, evaluate, given, counts):
    contract()
    evaluate("中期评估", "2021-06-25")
    pay(1, "2021-02-02", "192000"), pay(2, "2021-06-25", "1000"), pay(2, "2021-07-01", "500", "在途"), pay(2, "2021-09-01", "500")
    asked = {"as_of": "2021-07-05"}
    assert counts("left_out_payments", "payment_progress", **asked) == {"在途的支付": 1, "截止日之后的支付": 1}
    assert counts("left_out_payments", "payment_due", **asked) == {"截止日之后的支付": 1, "条件未达成、没有应付日": 1, "应付日未过、不计入按期率": 1}
    assert counts("left_out_payments", "payment_gate", **asked) == {"截止日之后的支付": 1, "评估合格当日的付款": 1, "不以评估为条件的": 1}
    assert counts("left_out_payments", "payment_forecast", **asked) == {"日期未定，单列": 1, "已拨足": 1}
    assert counts("left_out_payments", "payment_stages", **asked) == {"条件未达成": 1, "没有申请日期": 1, "没有审核日期": 1}
    given("fund_budget", year=2021, unit_code="640202M01", special_fund_total=100, purchase_from_fund=1, purchase_local=5)
    given("fund_budget", year=2022, unit_code="640202M01", special_fund_total=100, purchase_from_fund=1, purchase_local=5)
    assert counts("left_out_payments", "fund_cap", **asked) == {"地方财政安排、不计入上限": 1, "截止日之后的预算": 1}
    assert counts("left_out_payments", "payment_due", contract="HT-9", **asked) == {}


def test_complaints_violations_and_rectifications(units, given, counts):
    town = {"receive_date": "2021-03-01", "town_code": "640202001"}
    given("complaints", complaint_id="X1", register_date="2021-03-01", verify_result="无法核实", verify_date="2021-03-09",
          handler_unit="640202M01", **town)
    given("complaints", complaint_id="X2", transfer_date="2021-03-02", due_date="2021-06-20", target_type="承接主体", contractor_code="C1", receive_unit="C1",
          handler_unit="640202M01", **town)
    given("complaints", complaint_id="X3", **town | {"receive_date": "2021-08-01"})
    asked = {"period": "2021", "as_of": "2021-04-01"}
    later = {"截止日之后接收": 1}
    assert counts("left_out_complaints", "complaints_received", **asked) == later
    assert counts("left_out_complaints", "complaints_substantiated", **asked) == later | {"无法核实": 1, "尚未核实": 1}
    assert counts("left_out_complaints", "complaints_reply", **asked) == later | {"没有办理时限": 1, "时限未到、还没有回复": 1}
    assert counts("left_out_complaints", "complaints_open", **asked) == later | {"没有办理时限，不判超期": 1}
    assert counts("left_out_complaints", "complaint_steps", **asked) == later | {
        "没有转办日期": 1, "没有核实日期": 1, "没有回复日期": 2, "没有办结日期": 2}
    assert counts("left_out_complaints", "complaint_self", **asked) == later | {"被反映的承接主体只登记、不办理": 1}
    for number, (found, due) in enumerate((("2021-03-01", 100), ("2021-03-01", None), ("2021-08-01", None))):
        given("violations", violation_id=f"W{number}", found_date=found, type_code="1弄虚作假", contractor_code="C1", recover_due=due)
    assert counts("left_out_violations", "violations_recovery", **asked) == {"截止日之后发现": 1, "没有写应追回金额，按 0 计": 1}
    assert counts("left_out_violations", "violations_steps", contractor="C9", **asked) == {}
    issued = {"source_type": "抽查", "resp_unit": "640202001", "issue_date": "2021-03-01"}
    given("rectifications", rect_id="Z1", **issued)
    given("rectifications", rect_id="Z2", deadline="2021-03-09", complete_date="2021-03-08", level="立行立改", **issued)
    given("rectifications", rect_id="Z3", deadline="2021-03-09", complete_date="2021-03-08", level="立行立改", lookback_date="2021-03-20",
          lookback_public="未查", **issued)
    asked = {"as_of": "2021-04-01"}
    assert counts("left_out_rectifications", "rectification_state", **asked) == {"没有时限，不判逾期": 1, "未完成，不计入按期率": 1}
    assert counts("left_out_rectifications", "rectification_look_back", **asked) == {
        "未完成": 1, "已完成、还没有回头看，不计入认可率": 1, "认可情况未查或空白": 1}
    assert counts("left_out_rectifications", "rectification_ladder", **asked) == {"没有写明整改方式": 1}


def test_rows_rules_parameters_and_points(ledger, store, given, counts):
    inv_id = ledger.rechecked()
    ledger.recheck(inv_id, day="2021-06-09")
    ledger.recheck(ledger.visit(), outcome="无法核实")
    with store.writing("test", "files") as cursor:
        cursor.execute("""insert into imports by name select 1 as import_id, 'a.csv' as file, 'x' as digest, 'staff' as dataset, 'imported' as status,
            false as dated, timestamp '2021-01-01' as imported_at, 'x' as who, 7 as rejected, 2 as accepted""")
    asked = {"period": "2021", "as_of": "2021-12-31"}
    assert counts("left_out_records", "quality", **asked) == {"导入时退回的行": 7}
    assert counts("left_out_records", "quality", Viewer("镇", "town", TOWN_CODE), **asked) == {}
    assert counts("left_out_records", "town_points", **asked) == {"待确认": 1, "同一次入户较早的抽查": 1, "无法核实或不独立的抽查": 1}
    with store.reading() as cursor:
        silent, open_ = cursor.execute("select count(*) filter (state = '未规定'), count(*) filter (state <> '未规定' and not usable) from policy").fetchone()
    assert counts("left_out_records", "policy", **asked) == {"未规定的参数，不判定": silent, "有建议值、待本级确认的参数": open_}
    assert counts("left_out_records", "alerts", **asked)["所需台账从未导入、不判断的规则"] > 50


def test_every_definition_counts_what_it_leaves_out_or_says_that_nothing_is(store, leader):
    """Each figure of the questions has a definition that names its question, each reason and unit its words in English."""
    figures = {}
    for name in (one for one in questions() if one.startswith("left_out_")):
        takes = {one.name for one in questions()[name].parameters}
        for row in ask(name, leader, **{"period": "2021"} if "period" in takes else {}).dicts():
            figures.setdefault(row["figure"], name)
            assert f"left_out.{row['unit']}" in text.catalogue()
            with text.speaking("en"):
                assert not re.search("[一-鿿]", text.word(row["left_out"])), row["left_out"]
    assert figures == {name: said["left_out"] for name, said in definitions().items() if "left_out" in said}
    silent = {name for name, said in definitions().items() if "left_out" not in said}
    assert silent == {"score_sheet", "independence_conflicts", "alert_digest", "overview"}
    shown = json.dumps(explain("overview", {}).to_plotly_json(), default=lambda one: one.to_plotly_json(), ensure_ascii=False)
    assert "不排除任何行" in shown and "data-left-out" not in shown
    with replay.here(replay.Here("/satisfaction", {"as_of": "2021-12-31"}, "", str)):
        (place,) = place_of("satisfaction_score", {"evaluation": "E 1"})
    assert getattr(place, "data-left-out") == "/left-out/satisfaction_score?as_of=2021-12-31&evaluation=E+1"
    rows = [{"left_out": "无效", "count": 1200, "unit": "份"}, {"left_out": "已回避", "count": 0, "unit": "份"}]
    assert left_out.counts(rows) == {"rows": [["无效", "1,200 份"]], "none": "为 0 的：已回避"}
    with text.speaking("en"):
        assert left_out.counts(rows[1:]) == {"rows": [], "none": "Nothing was left out: 0 for Stepped back"}

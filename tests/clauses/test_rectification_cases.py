"""The problem list (rules.md C.22, rectify-*) and violations on their steps (C.21): given rows -> state, rung, look-back; and the letter."""

import decimal
import io
import re

import pytest
from docx import Document

from components import rectification_letter
from components.text import speaking
from data import rectifications
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

TOWN, FRIDAY, MONDAY = "640202001", "2021-03-05", "2021-03-08"
PANEL = Viewer("组员", "panel")


@pytest.fixture
def rectification(given, units):
    def put(number, **cells):
        given("rectifications", **{"rect_id": number, "source_type": "抽查", "issue": "问题", "resp_unit": TOWN, "issue_date": "2021-03-01"} | cells)
    return put


def listed(as_of="2021-12-31", viewer=PANEL, **given):
    return {row["rect_id"]: row for row in ask("rectification_cases", viewer, as_of=as_of, **given).dicts()}


@pytest.mark.parametrize(("cells", "as_of", "state", "late"), [
    ({"deadline": FRIDAY}, FRIDAY, "临期", 0), ({"deadline": FRIDAY}, MONDAY, "逾期未改", 1), ({"deadline": "2021-03-19"}, "2021-03-01", "整改中", 0),
    ({}, MONDAY, "未定期限", None), ({"deadline": FRIDAY, "complete_date": FRIDAY}, MONDAY, "按期完成", 0),
    ({"deadline": FRIDAY, "complete_date": MONDAY}, "2021-12-31", "逾期完成", 1), ({"complete_date": MONDAY}, "2021-12-31", "已完成", None),
    ({"deadline": FRIDAY, "complete_date": MONDAY}, FRIDAY, "临期", 0),
])
def test_state_of_an_entry(rectification, cells, as_of, state, late):
    rectification("Z", **cells)
    row = listed(as_of)["Z"]
    assert (row["state"], row["working_days_late"]) == (state, late)
    assert ask("rectifications", PANEL, as_of=as_of).dicts()[0]["overdue"] == (state == "逾期未改")


@pytest.mark.parametrize(("cells", "rung"), [
    ({"level": "立行立改"}, "发整改提醒函"), ({}, "发整改提醒函"), ({"level": "整改提醒函"}, "提请联席会议研究"),
    ({"level": "整改提醒函", "meeting_date": "2021-04-01"}, None), ({"level": "整改提醒函", "reminder_count": 3}, "可向纪检监察反映"),
    ({"level": "整改提醒函", "reminder_count": 2}, "提请联席会议研究"), ({"reminder_count": 5, "discipline_date": "2021-05-01"}, None),
    ({"level": "立行立改", "complete_date": "2021-06-01"}, None), ({"level": "立行立改", "deadline": "2021-12-31"}, None),
])
def test_the_next_rung_is_suggested_once_the_deadline_has_passed(rectification, cells, rung):
    rectification("Z", **{"deadline": FRIDAY} | cells)
    assert listed()["Z"]["next_rung"] == rung


@pytest.mark.parametrize(("answers", "state"), [
    (("是", "是", "是"), "通过"), (("是", "否", "是"), "未通过"), (("是", "未查", "是"), "未查全"), (("是", None, "是"), "未查全"),
    (("否", "未查", "是"), "未通过"),
])
def test_a_look_back_has_three_answers(rectification, answers, state):
    rectification("Z", complete_date=FRIDAY, lookback_date="2021-04-01", **dict(zip(rectifications.ANSWERS, answers, strict=True)))
    assert listed()["Z"]["lookback_state"] == state and listed("2021-03-31")["Z"]["lookback_state"] == "待回头看"


def test_a_look_back_is_due_within_the_days_of_the_policy(rectification):
    rectification("Z", complete_date="2021-03-01")
    assert listed("2021-05-30")["Z"]["lookback_state"] == "待回头看" and listed("2021-05-31")["Z"]["lookback_state"] == "回头看逾期"


def test_what_an_entry_lacks_and_who_sees_it(rectification):
    rectification("Z1", level="整改提醒函", resp_unit=None)
    rectification("Z2", deadline=FRIDAY, resp_person="王*", source_type="违规", source_id="W1")
    rectification("Z3", resp_unit="C1", deadline=FRIDAY, resp_person="王*")
    found = listed()
    assert found["Z1"]["list_gaps"] == "整改时限、责任单位、责任人、整改提醒函编号、整改措施" and found["Z2"]["list_gaps"] is None
    assert found["Z3"]["resp_name"] == "安和"
    assert set(listed(viewer=Viewer("镇", "town", region=TOWN))) == {"Z2"}
    assert set(listed(viewer=Viewer("承", "panel", contractor="C1"))) == {"Z3"} == set(listed(contractor="C1"))
    assert set(listed(source="违规", source_id="W1")) == {"Z2"} == set(listed(region=TOWN))
    assert ask("rectification_history", Viewer("镇", "town", region="640202100"), rect="Z2").rows == []


@pytest.fixture
def violation(given, units):
    given("cases", case_no="S1", village_code=TOWN + "001", town_code=TOWN)
    given("investigations", inv_id="V1", case_no="S1")
    given("staff", staff_id="01001", staff_name="王*国")

    def put(number, **cells):
        given("violations", **{"violation_id": number, "found_date": "2021-03-01", "type_code": "2违规收费", "contractor_code": "C1", "inv_id": "V1",
                               "staff_id": ["01001"]} | cells)
    return put


def cases(as_of="2021-12-31", viewer=PANEL, **given):
    return {row["violation_id"]: row for row in ask("violation_cases", viewer, period="2021", as_of=as_of, **given).dicts()}


def test_a_violation_walks_three_steps_in_working_days(violation):
    violation("W", proposal_date=FRIDAY, decision_date="2021-03-15", outcomes=["责令改正"])
    read = ("step", "proposal_days", "decision_days", "waiting_days", "outcomes")
    assert [tuple(cases(day)["W"][name] for name in read) for day in ("2021-03-04", MONDAY, "2021-03-15")] == [
        ("处理意见", None, None, 3, ""), ("审定", 4, None, 1, ""), ("结果", 4, 6, None, "责令改正")]


@pytest.mark.parametrize(("cells", "gaps"), [
    ({"outcomes": ["责令改正"]}, None), ({"outcomes": ["追回费用"]}, "未责令改正"), ({"outcomes": ["责令改正"], "severity": "严重"}, "情节严重未终止劳动合同"),
    ({"outcomes": ["责令改正"], "recover_due": "10.00", "recovered": "9.99"}, "未足额追回"),
    ({"outcomes": ["责令改正", "移交部门"], "transfer_dept": "公安局"}, "移交部门或日期未写明"),
    ({"outcomes": ["责令改正", "移交部门"], "transfer_dept": "公安局", "transfer_date": "2021-04-01"}, None),
])
def test_what_an_outcome_still_lacks(violation, cells, gaps):
    violation("W", proposal_date=FRIDAY, decision_date=MONDAY, **cells)
    assert cases_of()["gaps"] == gaps


def cases_of():
    return cases()["W"]


def test_outcomes_and_money_by_person_contractor_and_town(violation):
    violation("W1", proposal_date=FRIDAY, decision_date=MONDAY, outcomes=["责令改正", "追回费用"], recover_due="0.10", recovered="0.10")
    violation("W2", recover_due="0.20", staff_id=["01001", "01001"])
    violation("W3", contractor_code=None, inv_id=None, staff_id=None)
    for by, key in (("staff", "01001"), ("contractor", "C1"), ("town", TOWN)):
        rows = {row["group_key"]: row for row in ask("violation_outcomes", PANEL, period="2021", by=by, as_of="2021-12-31").dicts()}
        row = rows[key]
        assert (row["found"], row["decided"], row["corrected"], row["recovering"], row["terminated"]) == (2, 1, 1, 1, 0)
        assert (row["recover_due"], row["recovered"]) == (decimal.Decimal("0.30"), decimal.Decimal("0.10")) and rows[None]["found"] == 1
    assert set(cases(viewer=Viewer("承", "panel", contractor="C1"))) == {"W1", "W2"} == set(cases(contractor="C1")) == set(cases(region=TOWN))
    assert set(cases(violation="W3", region="")) >= {"W3"}
    with pytest.raises(Refused):
        cases(viewer=Viewer("镇", "town", region=TOWN))


# ---- 整改提醒函


def words(content: bytes) -> str:
    return "\n".join(node.text or "" for node in Document(io.BytesIO(content)).element.iter() if node.tag.endswith("}t"))


def test_the_letter_has_number_clause_and_deadline_and_no_name(store, units):
    rect = rectifications.open_for(PANEL, "投诉举报", None, {
        "issue": "名册未更新，请回电 13800001234", "level": "整改提醒函", "letter_no": "函〔2026〕9号", "deadline": "2099-06-30", "measures": "逐村核对",
        "resp_unit": TOWN, "resp_person": "王建国"})
    text = words(rectification_letter.letter_in_word(PANEL, rect))
    policy = {row["param"]: row for row in ask("policy_values", PANEL).dicts()}["rectification_form"]
    wanted = ("函〔2026〕9号", "2099-06-30", "人民路街道", "逐村核对", policy["clause"], policy["quotation"], "联系人：＿", "电话：＿")
    assert all(said in text for said in wanted)
    assert "{{" not in text and "王建国" not in text and "王*国" in text and not re.search(r"1[3-9]\d{9}", text)
    with speaking("en"):
        text = words(rectification_letter.letter_in_word(PANEL, rect))
    assert "by 30 Jun 2099" in text and "complaint" in text and not set(re.findall("[\u4e00-\u9fff]+", text)) & {"整改提醒函", "回头看", "投诉举报", "责任单位"}
    with pytest.raises(Refused):
        rectification_letter.letter_in_word(Viewer("镇", "town", region="640202100"), rect)


def test_the_letter_leaves_a_line_for_what_is_not_known(rectification):
    rectification("Z", level="立行立改")
    text = words(rectification_letter.letter_in_word(PANEL, "Z"))
    assert text.count(rectification_letter.TO_WRITE) >= 5

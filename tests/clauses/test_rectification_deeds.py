"""Deeds on a rectification: who may, what they refuse, that each is a version of its own, and that two at once lose nothing."""

import threading

import pytest

from data import database, rectifications
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
PANEL, LEADER = Viewer("组员甲", "panel"), Viewer("局长", "leader")
TODAY = str(database.today())
SAID = {"issue": "名册未更新", "level": "立行立改", "notify_mode": "电话", "resp_unit": TOWN, "resp_person": "王建国"}


@pytest.fixture
def opened(given, units):
    """A complaint, and the rectification that was opened for it."""
    given("complaints", complaint_id="X1", receive_date="2021-03-01", town_code=TOWN, complaint_type="服务态度")
    given("complaints", complaint_id="X2", receive_date="2021-03-01", town_code="640202100", complaint_type="服务态度")
    return rectifications.open_for(PANEL, "投诉举报", "X1", SAID)


def case(rect_id, viewer=PANEL):
    return ask("rectification_cases", viewer, rect=rect_id).dicts()[0]


def history(rect_id):
    return [(row["deed"], row["who"], row["reason"], row["document_no"]) for row in ask("rectification_history", PANEL, rect=rect_id).dicts()]


def test_a_finding_becomes_one_row_like_an_imported_one(store, opened):
    row = case(opened)
    assert (row["source_type"], row["source_id"], row["resp_name"], row["resp_person"]) == ("投诉举报", "X1", "人民路街道", "王*国")
    with store.reading() as cursor:  # 立行立改: the policy's five working days
        assert row["deadline"] == cursor.execute("select nth_working_day(?::date, 5)", [TODAY]).fetchone()[0]
    assert row["entered"] and row["list_gaps"] is None and history(opened) == [("发起", "组员甲", None, None)]
    assert ask("rectifications", PANEL).dicts()[0]["total"] == 1
    assert ask("rectification_source", PANEL, source="投诉举报", source_id="X1").dicts()[0]["rect_id"] == opened
    assert ask("complaint_path", PANEL, period="2021", complaint="X1").dicts()[0]["rect_id"] == opened
    with pytest.raises(Refused, match=opened):
        rectifications.open_for(PANEL, "投诉举报", "X1", SAID)


@pytest.mark.parametrize(("change", "said"), [
    ({"resp_unit": "999"}, "责任单位"), ({"resp_person": " "}, "责任人"), ({"issue": ""}, "问题描述"), ({"level": "随便", "deadline": TODAY}, "整改方式"),
    ({"level": "整改提醒函", "deadline": TODAY}, "整改措施"), ({"level": "整改提醒函", "measures": "逐村核对"}, "整改提醒函编号"),
    ({"deadline": "2021-01-01"}, "早于"), ({"level": "联席会议通报", "deadline": "某日"}, "某日"),
])
def test_what_is_wrong_is_said_and_nothing_stays(opened, change, said):
    with pytest.raises(Refused, match=said):
        rectifications.open_for(PANEL, "投诉举报", "X2", SAID | change)
    assert len(ask("rectification_cases", PANEL).rows) == 1


def test_a_source_outside_the_scope_or_unknown_is_refused(opened):
    with pytest.raises(Refused, match="X9"):
        rectifications.open_for(PANEL, "投诉举报", "X9", SAID)
    other = Viewer("乙", "panel", region="640203")
    with pytest.raises(Refused, match="X2"):
        rectifications.open_for(other, "投诉举报", "X2", SAID)


def test_the_whole_way_to_a_closed_look_back(opened):
    rectifications.assign(PANEL, opened, case(opened)["version"], "640202100", "李秀英")
    rectifications.remind(PANEL, opened, None, "电话")
    rectifications.send_letter(PANEL, opened, None, "函〔2026〕1号", TODAY, "逐村核对")
    later = str(database.today().replace(year=database.today().year + 1, day=1))
    rectifications.extend(LEADER, opened, None, later, "雨季道路不通，电话 13800001234 说明")
    rectifications.complete(PANEL, opened, None, TODAY, "名册已换新", "星政〔2026〕3号")
    with pytest.raises(Refused, match="已在"):
        rectifications.remind(PANEL, opened, None, "当场")
    answers = {"lookback_measures": "是", "lookback_ontime": "否", "lookback_public": "是"}
    rectifications.look_back(PANEL, opened, None, TODAY, answers)
    assert case(opened)["lookback_state"] == "未通过"
    rectifications.give_back(PANEL, opened, None, later, "名册仍缺两户")
    assert (case(opened)["state"], case(opened)["lookback_public"]) == ("整改中", None)
    rectifications.complete(PANEL, opened, None, TODAY, "两户已补")
    rectifications.look_back(PANEL, opened, None, TODAY, answers | {"lookback_ontime": "是"}, "电话回访三户")
    row = case(opened)
    assert (row["lookback_state"], row["level"], row["reminder_count"], row["resp_person"]) == ("通过", "整改提醒函", 1, "李*英")
    said = history(opened)
    assert [deed for deed, *_ in said] == ["发起", "指派", "提醒", "发函", "延期", "完成", "回头看", "退回整改", "完成", "回头看"]
    assert said[4] == ("延期", "局长", "雨季道路不通，电话 *** 说明", None) and said[5][2:] == ("名册已换新", "星政〔2026〕3号")


def test_the_name_survives_a_new_version_as_it_was_typed(store, opened):
    """What is masked must not be masked again and sealed as the name."""
    rectifications.remind(PANEL, opened, None, "电话")
    with store.reading() as cursor:
        hashes = cursor.execute("select resp_person_hash from rectifications union all select resp_person_hash from history.rectifications").fetchall()
    assert len(hashes) == 2 and len(set(hashes)) == 1


def test_who_may_do_what(opened):
    own, other = Viewer("丙", "town", region=TOWN), Viewer("丁", "town", region="640202100")
    # a panel member of one town, and a town's role without a town: each is stopped by one half of the rule alone
    for who in (own, Viewer("镇组", "panel", region=TOWN), Viewer("戊", "town", region="640202"), Viewer("审", "auditor"), Viewer("检", "inspector"),
                Viewer("钱", "finance"), Viewer("承", "panel", contractor="C1")):
        with pytest.raises(Refused, match="不能办理"):
            rectifications.extend(who, opened, None, "2099-01-01", "理由")
        with pytest.raises(Refused, match="不能办理"):
            rectifications.open_for(who, "投诉举报", "X2", SAID)
    with pytest.raises(Refused, match="不能办理"):
        rectifications.to_discipline(PANEL, opened, None, TODAY, "多次提醒不改")
    with pytest.raises(Refused, match="不在您的范围"):
        rectifications.complete(other, opened, None, TODAY, "已改")
    rectifications.complete(own, opened, None, TODAY, "已改")
    assert case(opened)["state"] == "按期完成"


@pytest.mark.parametrize(("deed", "said"), [
    (lambda rect: rectifications.extend(PANEL, rect, None, "2099-01-01", " "), "延期理由"),
    (lambda rect: rectifications.extend(PANEL, rect, None, "2001-01-01", "理由"), "早于"),
    (lambda rect: rectifications.complete(PANEL, rect, None, TODAY, ""), "佐证"),
    (lambda rect: rectifications.complete(PANEL, rect, None, "2099-01-01", "已改"), "晚于今天"),
    (lambda rect: rectifications.look_back(PANEL, rect, None, TODAY, dict.fromkeys(rectifications.ANSWERS, "是")), "还没有登记整改完成"),
    (lambda rect: rectifications.look_back(PANEL, rect, None, TODAY, {"lookback_measures": "是"}), "是否按期解决"),
    (lambda rect: rectifications.remind(PANEL, rect, None, "函"), "电话和当场"),
    (lambda rect: rectifications.assign(PANEL, rect, None, TOWN, "王建国"), "没有可保存"),
    (lambda rect: rectifications.give_back(PANEL, rect, None, "2099-01-01", "理由"), "还没有登记"),
])
def test_a_deed_that_cannot_be_is_refused_in_a_sentence(opened, deed, said):
    with pytest.raises(Refused, match=said):
        deed(opened)
    assert len(history(opened)) == 1


def test_two_at_once_lose_neither_edit(opened):
    """Both decided on the same version: one is stored, the other is told who was quicker and can do it again."""
    seen, start, told = case(opened)["version"], threading.Barrier(2), []

    def act(deed):
        start.wait()
        try:
            deed()
        except Refused as refused:
            told.append(refused.code)

    deeds = [lambda: rectifications.extend(PANEL, opened, seen, "2099-01-01", "甲的理由"),
             lambda: rectifications.assign(Viewer("组员乙", "panel"), opened, seen, "640202100", "李秀英")]
    threads = [threading.Thread(target=act, args=[deed]) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == ["rectification_changed"] and len(history(opened)) == 2
    row = case(opened)
    assert (str(row["deadline"]) == "2099-01-01") != (row["resp_unit"] == "640202100")

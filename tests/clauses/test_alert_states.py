"""The life of an alert: it appears and closes as days pass, is taken, put off and comes back; who has it unread."""

import datetime
import json

import pytest
import time_machine
from clauses.alert_scene import BUREAU, TOWN, C

from data import database
from data.alerts import states, watch
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

PANEL = Viewer("小组", "panel")


def alerts(as_of) -> list[dict]:
    return ask("alerts", PANEL, as_of=as_of).dicts()


@pytest.fixture
def board(store, given, only):
    """One contract whose first tranche is due on Tuesday 2022-03-22."""
    only("tranche-1-30", "contract-contents")
    given("org_units", unit_code=BUREAU, unit_name="样例区民政局", unit_type="民政局")
    given("villages", village_code="640202001001", village_name="甲社区", town_code=TOWN)
    given(
        "contracts",
        contract_no="HT1",
        contractor_code=C,
        effective_date="2022-03-01",
        sign_date="2021-12-01",
        end_date="2025-02-28",
        cycle_end="2025-02-28",
        total_amount="1000000.00",
        clauses_present="范围/数量/质量/期限/支付方式/退出机制",
    )
    return store


KEY = "tranche-1-30:HT1.1"


def history(**more) -> list[tuple]:
    return [
        (one["what"], one["severity"], one["who"]) for one in reversed(ask("alert_history", PANEL, alert=KEY, as_of="2022-12-31", **more).dicts())
    ]


def at(day: str):
    return time_machine.travel(f"{day}T08:00:00+08:00", tick=False)


def test_alerts_appear_and_close_as_days_pass(board, given):
    """The clock's look, day by day; 3 to 5 April is a holiday and no day counts in it."""
    looks = watch.Watch()
    for day, events in (
        ("2022-03-14", []),
        ("2022-03-15", ["出现"]),
        ("2022-03-16", ["出现"]),
        ("2022-03-22", ["出现"]),
        ("2022-03-23", ["出现", "级别变化"]),
    ):
        with at(day):
            looks.look()
            assert [row[0] for row in history()] == events, day
    with at("2022-04-06"):
        looks.look()
        [one] = [one for one in alerts(as_of="2022-04-06") if one["alert_key"] == KEY]
        assert (one["working_days_left"], one["state"], one["severity"]) == (-10, "待办", "red")
        given("payment_transactions", txn_id="V1", contract_no="HT1", tranche_no=1, pay_date="2022-04-06", amount="300000.00", txn_status="成功")
        assert looks.look() == {}  # a burst of writes may still go on
        assert looks.look()["消除"] == 1 and looks.look() == {}
        given("payment_transactions", txn_id="V2", contract_no="HT1", tranche_no=1, pay_date="2022-04-06", amount="100000.00", txn_status="退回")
        looks.look()
        assert looks.look()["再现"] == 1
    assert history() == [("出现", "amber", "预警"), ("级别变化", "red", "预警"), ("消除", "red", "预警"), ("再现", "red", "预警")]


def test_taking_putting_off_and_back(board):
    with at("2022-03-16"):
        states.recompute()
        states.take(PANEL, KEY)
        with pytest.raises(Refused, match="小组"):
            states.take(Viewer("财务", "finance"), KEY)
        with pytest.raises(Refused, match="小组"):
            states.release(Viewer("财务", "finance"), KEY)
        [one] = [one for one in alerts(as_of="2022-03-16") if one["alert_key"] == KEY]
        assert (one["state"], one["taken_by"]) == ("已认领", "小组")
        states.release(Viewer("局长", "leader"), KEY)
        for reason, until, code in (
            ("", "2022-03-18", "alert_reason"),
            ("等资金", "2022-03-19", "alert_until"),
            ("等资金", "2022-03-16", "alert_until"),
        ):
            with pytest.raises(Refused) as refused:
                states.snooze(PANEL, KEY, reason, datetime.date.fromisoformat(until))  # the 19th is a Saturday, the 16th today
            assert refused.value.code == code
        states.snooze(PANEL, KEY, "等资金，找13812345678", datetime.date(2022, 3, 18))
        for viewer, code in (
            (Viewer("审", "auditor"), "not_allowed"),
            (Viewer("镇", "town", region=TOWN), "alert_gone"),
            (Viewer("检", "inspector"), "alert_gone"),
            (Viewer("企", "panel", contractor=C), "not_allowed"),  # nobody silences what is said of himself
        ):
            with pytest.raises(Refused) as refused:
                states.take(viewer, KEY)
            assert refused.value.code == code, viewer
        [one] = [one for one in alerts(as_of="2022-03-16") if one["alert_key"] == KEY]
        assert (one["state"], one["snoozed_until"], one["snooze_reason"]) == ("已推迟", datetime.date(2022, 3, 18), "等资金，找***")
        assert states.unread(PANEL) == 1  # the other one; what is put off does not wait
    with at("2022-03-17"):
        assert "到期" not in states.recompute()
    with at("2022-03-18"):
        assert states.recompute()["到期"] == 1
    assert [row[0] for row in history()] == ["出现", "认领", "放回", "推迟", "到期"]
    with database.store().reading() as cursor:
        kept = cursor.execute("select who, detail from audit where what like 'alert 推迟'").fetchall()
    assert [who for who, _ in kept] == ["小组"] and json.loads(kept[0][1])["alert"] == KEY


def test_unread_is_counted_for_each_person_and_a_graver_one_is_news(board, given):
    with at("2022-03-16"):
        states.recompute()
        waiting = states.unread(PANEL)
        pairs = [(one["alert_key"], one["severity"]) for one in alerts(as_of="2022-03-16")]
        assert waiting == len([pair for pair in pairs if pair[1] != "grey"]) > 0
        states.mark_seen(PANEL, pairs)
        assert states.unread(PANEL) == 0 and states.unread(Viewer("另一人", "panel")) == waiting
        assert states.unread(Viewer("镇", "town", region="640202009")) == 0
    with at("2022-03-23"):
        states.recompute()
        assert states.unread(PANEL) == 1
        states.mark_seen(PANEL, [(one["alert_key"], one["severity"]) for one in alerts(as_of="2022-03-23")])
        given("payment_transactions", txn_id="V1", contract_no="HT1", tranche_no=1, pay_date="2022-03-23", amount="300000.00", txn_status="成功")
        states.recompute()
        assert states.unread(PANEL) == 0
        given("payment_transactions", txn_id="V2", contract_no="HT1", tranche_no=1, pay_date="2022-03-23", amount="100000.00", txn_status="退回")
        states.recompute()
        assert states.unread(PANEL) == 1  # as grave as before, but it came back

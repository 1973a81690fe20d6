"""预警与待办: given rows -> the alerts of each rule, their states as days pass, who may see and act, the page."""

import datetime
import json
import re

import pytest
import time_machine
from clauses.alert_scene import AS_OF, BUREAU, EXPECTED, TOWN, C, fill

from data import database
from data.alerts import FOLDER, find, rules, states, watch
from data.policy import parameters
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

PANEL = Viewer("小组", "panel")
DAY = AS_OF.isoformat()


def alerts(viewer=PANEL, as_of=DAY, **more) -> list[dict]:
    return ask("alerts", viewer, as_of=as_of, **more).dicts()


def test_every_rule_finds_what_breaks_it_and_nothing_else(store):
    fill(store)
    found = {}
    for one in alerts():
        held = found.setdefault((one["rule"], one["subject_key"]), one["severity"])
        found[one["rule"], one["subject_key"]] = "red" if "red" in (held, one["severity"]) else held
    wrong = [(rule, subject, severity, found.get((rule, subject))) for rule, subject, severity in EXPECTED if found.get((rule, subject)) != severity]
    assert wrong == []
    # what needs another profile or a signed round has tests of its own
    assert set(rules()) - {rule for rule, _, severity in EXPECTED if severity} == {
        "tranche-2-30",
        "two-low-removal",
        "finance-pays",
        "audit-supervision-d",
        "post-on-acceptance-a",
        "post-audit-place",
        "special-or-annual-assessment",
        "round-changed",
    }
    one = next(one for one in alerts() if one["rule"] == "tranche-1-30" and one["severity"] == "red")
    assert (one["due_date"], one["working_days_left"], one["owner"]) == (
        datetime.date(2022, 3, 22),
        -17,
        "民政局",
    )  # 清明 3 to 5 April, 2 April worked
    assert one["page"] == "/payments?contract=HT1&case=HT1.1" and one["clause"].endswith("七·4") and "15个工作日" in one["quotation"]
    order = [("red", "amber", "grey").index(one["severity"]) for one in alerts()]
    assert order == sorted(order)
    reds = [one["due_date"] or datetime.date.max for one in alerts(severity="red")]
    assert reds == sorted(reds) and {one["severity"] for one in alerts(severity="red")} == {"red"}
    # 30 visits of which three are wrong are one alert, and its rows are there
    [badge] = [one for one in alerts() if one["rule"] == "visit-badge" and one["severity"] == "red"]
    assert badge["matter"] == "2022年上半年3 / 30 次入户未出示工作证"
    assert [row["row"] for row in ask("alert_rows", PANEL, alert=badge["alert_key"], as_of=DAY).dicts()] == [
        f"visit-badge-many-{number}" for number in range(3)
    ]
    # scope: a town sees its own, an account of a contractor that contractor's, an inspector no money
    town = alerts(Viewer("镇", "town", region="640202002"))
    assert {one["rule"] for one in town} >= {"publicity-inspection-by-body", "roster-monthly-update", "complaint-transfer-supervise"}
    assert not [one for one in town if one["subject_key"].startswith("640202") and not one["subject_key"].startswith("640202002")]
    assert not [one for one in town if one["rule"].startswith(("tranche", "visit", "accuracy", "violation"))]
    own = alerts(Viewer("企", "panel", contractor=C))
    assert own and not [one for one in own if one["rule"].startswith(("post-", "publicity", "photos", "board", "roster"))]
    assert not [one for one in alerts(Viewer("检", "inspector")) if one["rule"].startswith(("tranche", "complaint-due", "violation"))]
    assert {one["subject_key"] for one in alerts(region=TOWN) if one["rule"] == "rectify-list-q"} == {TOWN}
    assert ask("alert_rows", Viewer("镇", "town", region="640202002"), alert=badge["alert_key"], as_of=DAY).rows == []


@pytest.fixture
def only(monkeypatch):
    """``only("tranche-1-30")``: the other rules are left out, which takes a twentieth of the time."""

    def put(*names):
        monkeypatch.setattr(find, "rules", lambda: {name: rules()[name] for name in names})

    return put


def test_a_profile_that_says_nothing_alarms_nobody(store, only):
    fill(store)
    only("tranche-1-30", "roster-monthly-update")
    try:
        for profile, said in (
            ("composite", {"tranche-1-30", "roster-monthly-update"}),
            ("qinyuan-2022", set()),
            ("tianjin-2022", {"roster-monthly-update"}),
            ("dawukou-2019", {"tranche-1-30"}),
        ):
            store.profile = profile
            assert {one["rule"] for one in alerts()} == said, profile
    finally:
        store.profile = "composite"
        store.refresh_policy()


def test_a_value_to_be_confirmed_is_grey_until_the_office_confirms_it(store, confirm, only):
    fill(store)
    only("visit-report-lag", "leads-to-discipline-t", "two-low-removal", "complaint-register-j")
    assert {one["severity"] for one in alerts() if one["rule"] in ("visit-report-lag", "leads-to-discipline-t", "complaint-register-j")} == {"grey"}
    confirm(timely_wd=5)
    assert {one["severity"] for one in alerts() if one["rule"] in ("visit-report-lag", "leads-to-discipline-t")} == {"red"}


def test_a_rule_declares_what_it_is():
    declared = parameters("composite")
    for name, rule in rules().items():
        assert rule.ids and rule.said["clause"] in declared, name
        assert {"title", "matter", "verb", "needs"} <= rule.said.keys() and {"red", "amber"} & rule.said.keys(), name
        assert all(len(rule.said[spoken]) == 2 and all(rule.said[spoken]) for spoken in ("title", "matter", "verb")), name
        assert not rule.group or rule.group == "any" or rule.group in declared, name
        read = re.findall(r"policy_(?:number|text|list|exact)\('(\w+)'\)", rule.sql)
        assert not set(read) - declared.keys(), name
        # no number of a regulation stands in a rule: days and shares come from the policy
        assert not re.findall(r"[<>]=? *\d{2,}|interval \d{2,} day", rule.sql), name
    assert len(rules()) == len(list(FOLDER.glob("*.sql")))


# --- states -------------------------------------------------------------------------------------------------


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
            (Viewer("企", "panel", contractor="别家"), "alert_gone"),
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

"""预警与待办: given rows -> the alerts of each rule, who may see them; what another profile needs is in test_alerts_elsewhere.py."""

import datetime
import re

from clauses.alert_scene import AS_OF, EXPECTED, TOWN, C, fill

from components import alert_list, text
from data.alerts import FOLDER, rules
from data.policy import parameters
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
    # in English only names stay as they are
    with text.speaking("en"):
        assert not [one["matter_en"] for one in alerts() if re.search("[\u4e00-\u9fff]", alert_list.spoken(one["matter_en"]))]
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

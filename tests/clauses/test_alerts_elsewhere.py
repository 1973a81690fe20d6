"""Alert rules that need another profile, a confirmed value, a signed round or a county without any audit: given rows -> what each says."""

import pytest
from clauses.alert_scene import EXPECTED, TOWN, C

from data.alerts import rules
from data.viewer import Viewer
from queries import ask

PANEL = Viewer("小组", "panel")
DAY = "2022-04-15"
OTHER = "640202002"
# (profile, rule, subject) -> severity; None: the counterpart that must stay silent
TABLE = {
    ("composite", "tranche-2-30", "HT-1"): "red",  # the mid-term evaluation passed on 1 March, 15 working days ended on the 22nd
    ("composite", "tranche-2-30", "HT-2"): None,
    ("composite", "finance-pays", "HT-2"): "amber",  # effective since 6 April: seven working days without a request
    ("composite", "finance-pays", "HT-3"): None,
    ("composite", "audit-supervision-d", "640202"): "amber",
    ("composite", "two-low-removal", "52640202MJ00000001"): "red",
    ("composite", "two-low-removal", C): None,
    ("composite", "round-changed", "E9"): "red",
    ("composite", "round-changed", "HT1-1"): None,
    ("composite", "post-audit-place", TOWN): None,  # not confirmed in the composite
    ("composite", "post-on-acceptance-a", TOWN): None,
    ("tianjin-2022", "post-audit-place", TOWN): "red",
    ("tianjin-2022", "post-audit-place", OTHER): None,
    ("jian-2020", "post-on-acceptance-a", TOWN): "red",
    ("jian-2020", "post-on-acceptance-a", OTHER): None,
    ("jiaocheng-2021", "special-or-annual-assessment", "承接主体"): "red",
    ("jiaocheng-2021", "special-or-annual-assessment", "核查员"): None,
    ("composite", "special-or-annual-assessment", "承接主体"): None,
}


@pytest.fixture
def county(store, given, confirm, contract, evaluate, served_contract, round_):
    confirm(satisfaction_low=70)
    served_contract()
    for code in (TOWN, OTHER):
        given("villages", village_code=code + "001", village_name="村", town_code=code)
    contract()
    evaluate("中期评估", "2022-03-01")
    contract(number="HT-2", contractor=C, effective="2022-04-06")
    contract(number="HT-3", contractor=C + "3", effective="2022-04-12")
    round_(1, 60)
    for number, (town, place, end) in enumerate(((TOWN, "政府网站", "2022-03-10"), (OTHER, "村(居)务公开栏", "2022-03-20"))):
        given("cases", case_no=f"S{number}", town_code=town, village_code=town + "001", case_type="新申请", assistance_type="城市低保",
              approve_date="2022-03-20", decision="准予")
        for kind in ("审核公示", "申请公示(一榜)"):
            given("postings", posting_id=f"G{number}{kind}", case_no=f"S{number}", village_code=town + "001", posting_type=kind, place_type=place,
                  start_date="2022-03-01", end_date=end)
    given("evaluations", eval_id="N1", eval_type="年度考评", subject_type="核查员", result_date="2021-12-01", contract_no="HT-1")
    with store.writing("test", "signed") as cursor:
        cursor.execute("insert into signed_rounds by name select 'E9' as eval_id, '专项考评' as eval_type, date '2022-02-01' as result_date, "
                       "'x' as snapshot_hash")
    return store


def found() -> dict:
    """(rule, subject) -> the gravest severity."""
    worst = {}
    for one in ask("alerts", PANEL, as_of=DAY).dicts():
        key = (one["rule"], one["subject_key"])
        worst[key] = "red" if "red" in (worst.get(key), one["severity"]) else one["severity"]
    return worst


def test_rules_of_other_counties_and_profiles(county, only, given, round_):
    named = {rule for _, rule, _ in TABLE}
    only(*named)
    assert found()["two-low-removal", "52640202MJ00000001"] == "amber"  # one low alone
    round_(2, 60, result_date="2022-01-31")
    try:
        for profile in dict.fromkeys(profile for profile, _, _ in TABLE):
            county.profile = profile
            said = found()
            wrong = {key: said.get(key[1:]) for key, severity in TABLE.items() if key[0] == profile and said.get(key[1:]) != severity}
            assert not wrong, wrong
    finally:
        county.profile = "composite"
        county.refresh_policy()
    # an audit on record, a decision of a person: both close
    given("rectifications", rect_id="Z1", source_type="审计", issue_date="2022-01-10", issue="缺")
    with county.writing("test", "decided") as cursor:
        cursor.execute("update contractors set status = '已清退' where contractor_code = '52640202MJ00000001'")
    said = found()
    assert ("audit-supervision-d", "640202") not in said and ("two-low-removal", "52640202MJ00000001") not in said


def test_every_rule_breaks_in_one_of_the_two_tables():
    assert {rule for rule, _, severity in EXPECTED if severity} | {rule for (_, rule, _), severity in TABLE.items() if severity} == set(rules())

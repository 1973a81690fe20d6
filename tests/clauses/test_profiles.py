"""The same data under each profile (rules.md B.1, B.4): what its document prescribes is judged, what it leaves open is not."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from stores import use_store

from data import database, policy
from data.settings import settings
from data.viewer import Viewer, machine_administrator
from queries import ask, questions

ROOT = Path(__file__).parents[2]
SINGLE = [name for name in policy.profiles() if name != policy.COMPOSITE]
DECLARED = policy.parameters(policy.COMPOSITE)
VILLAGE = "640202001001"


# --- the profiles as data


def test_six_profiles_ship():
    assert policy.profiles() == ["composite", "dawukou-2019", "jian-2020", "jiaocheng-2021", "qinyuan-2022", "tianjin-2022"]


@pytest.mark.parametrize("profile", SINGLE)
def test_a_profile_speaks_only_of_parameters_that_exist_and_repeats_none(profile):
    said = tomllib.loads((policy.FOLDER / f"{profile}.toml").read_text(encoding="utf-8"))
    assert said["profile"]["id"] == profile and said["profile"]["document"]
    assert not said["parameter"].keys() - DECLARED.keys()
    assert not [name for name, item in said["parameter"].items() if item.keys() - {"value", "state", "rule", "clause", "quotation"}]
    inherited = {name for name, item in DECLARED.items() if item.get("document") == said["profile"]["document"]}
    assert not [name for name in said["parameter"].keys() & inherited
                if all(said["parameter"][name].get(key) == DECLARED[name].get(key) for key in ("value", "state", "rule", "clause", "quotation"))]


@pytest.mark.parametrize("profile", SINGLE)
def test_every_parameter_of_a_profile_says_where_it_comes_from(profile):
    document = tomllib.loads((policy.FOLDER / f"{profile}.toml").read_text(encoding="utf-8"))["profile"]["document"]
    found = policy.parameters(profile)
    assert found.keys() == DECLARED.keys()
    for name, item in found.items():
        assert item["title"] == DECLARED[name]["title"] and item["state"] in ("文件明确", "建议值", "未规定"), name
        assert ("value" in item) == (item["state"] != "未规定"), name
        if item["state"] == "文件明确":
            assert item["rule"] and item["clause"] and item["quotation"], name
        assert item.get("document") in (document, None) or item.get("national"), name
        if "value" in item and "value" in DECLARED[name]:
            kinds = (type(item["value"]), type(DECLARED[name]["value"]))
            assert (list in kinds) == (kinds == (list, list)), f"{name} is a list in one profile and none in another"


def test_our_own_method_holds_in_every_profile():
    own = [name for name, item in DECLARED.items() if item.get("own")]
    assert {"wilson_z", "min_sample", "original_keep_days"} <= set(own)
    for profile in SINGLE:
        found = policy.parameters(profile)
        # a document may state itself what we only suggest: 交城 names 低保 and the critical items
        assert not [name for name in own if found[name]["state"] == "未规定"]
        assert not [name for name in own if found[name]["state"] == "建议值" and found[name]["value"] != DECLARED[name]["value"]]


def test_what_sql_asks_to_be_prescribed_is_declared():
    """A misspelt name would be null, and a null judges nobody: a mistake without a sound."""
    named = {name for room in ("data/views", "queries") for path in (ROOT / room).glob("*.sql")
             for name in re.findall(r"prescribed\('(\w+)'", path.read_text(encoding="utf-8"))}
    assert named and not named - DECLARED.keys()


# --- one store, asked under each


@pytest.fixture
def under(store, monkeypatch):
    """``under("jian-2020")`` opens the same store again with another profile; rows must be given before."""
    def switch(profile):
        database.close_store()
        monkeypatch.setenv("MINGJIAN_PROFILE", profile)
        settings.cache_clear()
        return database.store()
    return switch


def test_switching_the_profile_and_back_leaves_nothing_behind(under, confirm):
    def held():
        with database.store().reading() as cursor:
            return cursor.execute("select * from policy order by param").fetchall()
    confirm(satisfaction_low=72)
    database.store().refresh_policy()
    before = held()
    under("jiaocheng-2021")
    now = {row[0]: row for row in held()}
    assert now["tranche_1_pct"][1:4] == ("null", False, "未规定") and now["satisfaction_low"][1:4] == ("72", True, "本级确认")
    assert now["posting_audit_place"][1:4] == ('["社会救助公示栏"]', True, "文件明确")
    under("composite")
    assert held() == before


# The words that blame somebody, by what they are about.
ALARMS = {
    "payments": {"逾期未拨", "逾期拨付", "未评先拨", "超拨", "部分拨付", "临期", "暂缓"},
    "publicity": {"未检查", "缺近景", "缺远景", "要件不全", "缺近景、缺远景", "未检查、缺近景、缺远景"},
    "satisfaction": {"较低", "建议清退，提请研究", "逾期未评", "待开启"},
    "target": {"未达标", "关注"},
}
MAY = {"composite": set(ALARMS), "dawukou-2019": {"payments", "satisfaction"}, "jiaocheng-2021": {"target"}, "jian-2020": {"target"},
       "qinyuan-2022": set(), "tianjin-2022": {"publicity", "target"}}
VALUES = {"period": "2021Q2", "before": "2021Q1", "as_of": "2021-12-31", "village": VILLAGE}


@pytest.fixture(scope="module")
def county(tiny_folder, tmp_path_factory):
    """The small sample county, once."""
    yield shutil.copytree(tiny_folder, tmp_path_factory.mktemp("profiles"), dirs_exist_ok=True) / "store"
    database.close_store()
    settings.cache_clear()


def said(question, **given) -> set:
    return {part for row in ask(question, machine_administrator(), **given).rows for value in row if isinstance(value, str)
            for part in (value, *value.split("、"))}


@pytest.mark.parametrize("profile", policy.profiles())
def test_every_question_answers_under_every_profile_and_blames_nobody_without_a_rule(county, monkeypatch, profile):
    database.close_store()
    use_store(county, monkeypatch)
    monkeypatch.setenv("MINGJIAN_PROFILE", profile)
    settings.cache_clear()
    (county / "policy_local.toml").unlink(missing_ok=True)
    with database.store().reading() as cursor:
        known = {name: cursor.execute(f"select min({column}) from {table}").fetchone()[0] for name, column, table in (
            ("check", "check_id", "spot_checks"), ("contract", "contract_no", "contracts"), ("evaluation", "eval_id", "evaluations"))}
    words = set()
    for name, question in questions().items():
        required = [one for one in question.parameters if not one.optional]
        given = {one.name: one.choices[0] if one.choices else (VALUES | known).get(one.name, "-") for one in required}
        words |= said(name, **given | ({"as_of": VALUES["as_of"]} if any(one.name == "as_of" for one in question.parameters) else {}))
    blamed = {matter for matter, names in ALARMS.items() if names & words}
    assert blamed <= MAY[profile]
    if profile == "composite":
        assert {"payments", "publicity"} <= blamed, "a county without a fault proves nothing"


def test_a_silent_profile_shows_the_contracts_own_plan_and_judges_no_payment(contract, pay, under, leader):
    contract()
    pay(2, "2021-03-01", "500000.00")
    late = {one["tranche_no"]: one["status"] for one in ask("payment_tranches", leader, as_of="2021-12-31").dicts()}
    assert late[1] == "逾期未拨" and late[2] == "未评先拨"
    under("jiaocheng-2021")
    rows = ask("payment_tranches", leader, as_of="2021-12-31").plain()
    assert [(one["planned_amount"], one["status"], one["due_date"], one["overdue_amount"], one["on_time"]) for one in rows] == [
        ("1.00", "未规定", None, None, None)] * 3
    assert [one["trigger_type"] for one in rows] == ["合同生效", "中期评估合格", "末期评估合格"]
    whole = ask("payment_summary", leader, as_of="2021-12-31").plain()[0]
    assert (whole["net_paid"], whole["tranches_due"], whole["overdue_amount"], whole["on_time_pct"]) == ("500000.00", 0, None, None)
    assert [(one["step"], one["amount"]) for one in ask("tranche_bridge", leader).plain()] == [("合同约定", "1.00")] * 3


def test_a_silent_profile_has_no_round_and_no_streak(served_contract, round_, under, leader, confirm):
    confirm(satisfaction_low=70)
    round_(1, 60)
    round_(2, 60)
    assert ask("satisfaction", leader, as_of="2029-12-31").dicts()[1]["proposal"]
    under("tianjin-2022")
    rows = ask("satisfaction", leader, as_of="2029-12-31").dicts()
    assert len(rows) == 2
    assert {(one["valid"], one["score"], one["low"], one["proposal"]) for one in rows} == {(None, None, None, None)}
    assert {one["state"] for one in ask("rounds", leader, as_of="2029-12-31").dicts()} <= {"已出结果"}


def test_a_profile_without_inspections_finds_no_village_uninspected(village, inspection, under, leader):
    village()
    inspection("2021-05-10")
    assert ask("publicity_coverage", leader, period="2021Q2", by="county", as_of="2021-07-15").dicts()[0]["coverage_pct"] == 100
    under("dawukou-2019")
    one = ask("publicity_coverage", leader, period="2021Q2", by="county", as_of="2021-07-15").dicts()[0]
    assert one["villages"] == 1
    unsaid = ("inspected", "coverage_pct", "board_complete", "photo_sets", "photo_set_pct", "verdict", "bodies_verdict")
    assert not any(one[name] is not None for name in unsaid)
    row = ask("publicity_villages", leader, period="2021Q2", as_of="2021-07-15").dicts()[0]
    assert (row["inspections"], row["board_complete"], row["photo_set"], row["missing"]) == (None, None, None, None)
    measure = {one["measure"]: one for one in ask("overview", leader, period="2021Q2", as_of="2021-07-15").dicts()}
    assert (measure["coverage"]["value"], measure["coverage"]["verdict"], measure["coverage"]["n"]) == (None, None, 1)


# --- postings: given rows, and what each profile finds in them (rules.md B.1 no. 4 to 7)


@pytest.fixture
def posted(given):
    """Two cases of one village, approved on 20 June and on 20 July, and their postings."""
    given("villages", village_code=VILLAGE, village_name="村", town_code=VILLAGE[:9])
    for case, approved in (("S1", "2021-06-20"), ("S2", "2021-07-20")):
        given("cases", case_no=case, village_code=VILLAGE, town_code=VILLAGE[:9], approve_date=approved)

    def put(number, case, kind, place, start, end, **cells):
        given("postings", **{"posting_id": number, "case_no": case, "posting_type": kind, "village_code": VILLAGE, "place_type": place,
                             "start_date": start, "end_date": end, "show_type": True, "show_period": True, "show_hotline": True,
                             "seal_ok": True, "privacy_issue": "无"} | cells)
    first, second = "申请公示(一榜)", "审核公示"
    # S1: everything as 交城 asks; S2: the approval hangs at the board only, and six days at the wrong place before it
    put("G1", "S1", first, "村(居)务公开栏", "2021-05-20", "2021-06-20", apply_fields=["姓名", "家庭人口", "致贫原因"], privacy_issue="病情")
    put("G2", "S1", second, "社会救助公示栏", "2021-06-01", "2021-06-08")
    put("G3", "S1", "审批公示", "政务公开栏", "2021-06-21", "2021-06-30", seal_ok=False)
    put("G4", "S1", "审批公示", "政府网站", "2021-06-21", "2021-06-30")
    put("G5", "S2", first, "村(居)务公开栏", "2021-05-20", "2021-06-20", apply_fields=["姓名"], village_code="640202001002")
    put("G6", "S2", second, "村(居)务公开栏", "2021-06-01", "2021-06-07", privacy_issue="电话")
    put("G7", "S2", "审批公示", "政务公开栏", "2021-06-21", "2021-06-30")
    put("G8", "S2", "长期公示", "村(居)务公开栏", "2021-06-01", "2021-06-30")


# type: ended, full_days, right_places, four_elements, no_privacy_issue, compliant
EXPECTED = {
    # places judge nobody: the two documents name different boards
    "composite": {"审核公示": (2, 1, None, 2, 1, 1), "审批公示": (3, 3, None, 2, 3, 2)},
    # two postings; the second at the board and on the website; no elements prescribed
    "jiaocheng-2021": {"审核公示": (2, 1, 1, None, 1, 1), "审批公示": (3, 3, 2, None, 3, 2)},
    # nothing on postings: listed and not judged
    "dawukou-2019": {"申请公示(一榜)": (2, None, None, None, None, None), "审核公示": (2, None, None, None, None, None),
                     "审批公示": (3, None, None, None, None, None)},
    # a local place and the website, and privacy; no days
    "qinyuan-2022": {"申请公示(一榜)": (2, None, 0, None, 1, 0), "审核公示": (2, None, 0, None, 1, 0), "审批公示": (3, None, None, None, 3, 3)},
    # one posting until the approval, where the applicant lives, with the cause of poverty; no second one
    "jian-2020": {"申请公示(一榜)": (2, 1, 1, 1, 2, 1)},
    # one posting; what hangs after the approval is not asked for
    "tianjin-2022": {"审核公示": (2, 1, 1, 2, 1, 0)},
}


@pytest.mark.parametrize("profile", EXPECTED)
def test_postings_are_judged_by_the_days_and_places_of_the_profile(posted, given, under, leader, profile):
    under(profile)
    rows = ask("posting_compliance", leader, period="2021", by="posting_type", as_of="2021-12-31").dicts()
    names = ("ended", "full_days", "right_places", "four_elements", "no_privacy_issue", "compliant")
    assert {one["group_key"]: tuple(one[name] for name in names) for one in rows} == EXPECTED[profile]


def test_a_confirmed_place_is_judged_in_the_composite_too(posted, leader, store):
    (store.folder / "policy_local.toml").write_text('[confirmed]\nposting_audit_place = ["社会救助公示栏"]', encoding="utf-8")
    found = {one["group_key"]: one["right_places"] for one in ask("posting_compliance", leader, period="2021", by="posting_type").dicts()}
    assert found == {"审核公示": 1, "审批公示": None}


def test_the_second_place_counts_only_once_it_is_posted(posted, given, under, leader):
    given("postings", posting_id="G9", case_no="S2", posting_type="审批公示", village_code=VILLAGE, place_type="政府网站", start_date="2021-07-05")
    under("jiaocheng-2021")
    asked = {day: {one["group_key"]: one["right_places"] for one in
                   ask("posting_compliance", leader, period="2021", by="posting_type", as_of=day).dicts()}["审批公示"]
             for day in ("2021-07-04", "2021-07-05")}
    assert asked == {"2021-07-04": 2, "2021-07-05": 3}


def test_the_village_viewer_is_judged_by_the_same_profile(posted, under):
    under("tianjin-2022")
    rows = ask("posting_compliance", Viewer("甲", "town", region=VILLAGE[:9]), period="2021", by="town").dicts()
    assert rows[0]["ended"] == 2

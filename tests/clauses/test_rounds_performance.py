"""Performance rounds (绩效评价, 中期, 末期): computed items, recipients on paper, the panel's verdict, the tranche; and an entered round exported."""

import datetime
import shutil

import pytest
from stores import use_store

from data import database, rounds, rounds_raters
from data.intake import ingest
from data.refusal import Refused
from data.settings import settings
from data.sheets_rating import save_draft, sheet, sheets_of, submit
from data.sheets_signing import sign_round
from data.viewer import Viewer
from queries import ask
from queries.dataset_form import workbook

A = "52640202MJ00000001"
BUREAU, TOWN, STREET = "640202M01", "640202100", "640202001"
LEAD = Viewer("组长", "panel")


@pytest.fixture
def store(new_store):
    """A store of its own: one test closes it and copies it."""
    return new_store


@pytest.fixture
def people(given, served_contract, store, monkeypatch):
    monkeypatch.setattr(database, "now", lambda: datetime.datetime(2021, 7, 20, 9))
    given("contracts", contract_no="HT5", contractor_code=A, total_amount="900000", effective_date="2021-01-10",
          cycle_start="2021-01-01", purchaser_code=BUREAU)
    for unit in (BUREAU, TOWN, STREET):
        given("org_posts", contract_no="HT5", unit_code=unit, post_required=1)
    given("payment_tranches", contract_no="HT5", tranche_no=2, trigger_type="中期评估合格", planned_amount="270000.00", hold_reason="评估未合格")
    given("villages", village_code="640202001001", village_name="村", town_code=STREET)
    given("cases", case_no="S1", village_code="640202001001", town_code=STREET, case_type="新申请", assistance_type="城市低保")
    given("org_units", unit_code=A, unit_name="安和", unit_type="其他")
    with store.writing("test", "people") as cursor:
        for name, unit in (("组长", None), ("局员", BUREAU), ("镇员", TOWN), ("街员", STREET)):
            cursor.execute("""insert into people (name, role, region, password, must_change, session_stamp, created_at, added_by, unit)
                              values (?, 'panel', '', '', false, '', now(), 'test', ?)""", [name, unit])
    return {name: Viewer(name, "panel") for name in ("局员", "镇员", "街员")}


@pytest.fixture
def figures(given):
    """Nine of ten forms satisfied, one of two problems put right in time, no re-check."""
    for number in range(10):
        given("investigations", inv_id=f"I{number}", case_no="S1", visit_result="已入户", visit_date="2021-03-01", contractor_code=A)
        given("service_feedback", feedback_id=f"F{number}", inv_id=f"I{number}", level="满意" if number else "一般", respondent_relation="本人")
    for number, done in enumerate(("2021-04-30", "2021-05-02")):
        given("rectifications", rect_id=f"R{number}", source_type="抽查", issue="材料", issue_date="2021-04-01",
              deadline="2021-05-01", complete_date=done, resp_unit=A)


MARKS = {"J2": "13", "J4": "13", "J6": "12"}


def rate(eval_id, people, marks=MARKS):
    for viewer in people.values():
        submit(viewer, eval_id, sheets_of(viewer)[0]["seat"], marks, {code: "见记录" for code in marks})


def values(eval_id, viewer):
    return {item["item_code"]: (item["value"], item["n"], item["computed_mark"]) for item in sheet(viewer, eval_id, sheets_of(viewer)[0]["seat"])["items"]}


def test_computed_items_come_from_the_data_as_the_questions_say_and_nobody_types_them(people, figures):
    eval_id = rounds.open_round(LEAD, "HT5", "绩效评价")
    found = values(eval_id, people["局员"])
    feedback = ask("service_feedback", LEAD, period="2021H1", by="contractor", as_of="2021-07-20").dicts()[0]
    assert found["J5"][:2] == (feedback["satisfied_pct"], feedback["forms_valid"]) == (90, 10)
    assert found["J5"][2] == 12          # 15 x (90 - 70) / (95 - 70)
    assert found["J3"] == (50, 2, 0)     # at the floor and below there is no mark
    assert found["J1"] == (None, 0, None)  # no re-check: judged by hand
    assert found["J2"] == (None, None, None)
    rate(eval_id, {"局员": people["局员"]}, MARKS | {"J5": "15", "J1": "25"})
    with database.store().reading() as cursor:
        assert dict(cursor.execute("select indicator_code, score::double from score_sheets").fetchall()) == {
            "J1": 25, "J2": 13, "J3": 0, "J4": 13, "J5": 12, "J6": 12}


def test_figures_are_taken_again_until_a_sheet_is_in(people, figures, given):
    eval_id = rounds.open_round(LEAD, "HT5", "绩效评价")
    given("rectifications", rect_id="R9", source_type="抽查", issue="材料", issue_date="2021-04-01",
          deadline="2021-05-01", complete_date="2021-04-02", resp_unit=A)
    assert values(eval_id, people["局员"])["J3"][1] == 2
    rounds.refresh_values(LEAD, eval_id)
    assert values(eval_id, people["局员"])["J3"][1] == 3
    given("spot_checks", check_id="C1", inv_id="I1", check_date="2021-03-05", confirmed=True, sample_method="随机", outcome="一致", checker_unit=BUREAU)
    given("spot_check_items", check_id="C1", item_code="1", item_name="家庭收入", item_result="一致", critical=True)
    rounds.refresh_values(LEAD, eval_id)
    accuracy = ask("accuracy", LEAD, period="2021H1", by="contractor", as_of="2021-07-20").dicts()[0]
    assert values(eval_id, people["局员"])["J1"] == (accuracy["accuracy_pct"], accuracy["rechecked"], 25)
    rate(eval_id, {"局员": people["局员"]})
    with pytest.raises(Refused, match=r"取数不能再变.*依据"):
        rounds.refresh_values(LEAD, eval_id)


def test_a_computed_item_without_data_is_judged_by_hand(people):
    eval_id = rounds.open_round(LEAD, "HT5", "绩效评价")
    viewer = people["局员"]
    blocks = save_draft(viewer, eval_id, sheets_of(viewer)[0]["seat"], MARKS, {code: "见记录" for code in MARKS})
    assert [(block.item, block.code) for block in blocks] == [("J1", "mark_missing"), ("J3", "mark_missing"), ("J5", "mark_missing")]


def full(given):
    """Accuracy too, so that all items have their figures."""
    given("spot_checks", check_id="C1", inv_id="I1", check_date="2021-03-05", confirmed=True, sample_method="随机", outcome="一致", checker_unit=BUREAU)
    given("spot_check_items", check_id="C1", item_code="1", item_name="家庭收入", item_result="一致", critical=True)


def test_the_panel_signs_a_verdict_with_reasons_and_the_mid_term_opens_its_tranche(people, figures, given):
    full(given)
    eval_id = rounds.open_round(LEAD, "HT5", "中期评估")
    recipient = rounds_raters.add_rater(LEAD, eval_id)
    submit(LEAD, eval_id, recipient, {"J2": "15", "J4": "15", "J6": "15"}, {})
    rate(eval_id, people)
    rounds.close_round(LEAD, eval_id)
    with pytest.raises(Refused, match=r"合格.*不合格.*依据"):
        sign_round(LEAD, eval_id)
    with pytest.raises(Refused, match=r"写明理由.*依据"):
        sign_round(LEAD, eval_id, "合格")
    sign_round(Viewer("局长", "leader"), eval_id, "合格", "三个维度均达到要求")
    [row] = ask("performance", LEAD, as_of="2021-07-20").dicts()
    # 25 + 0 + 12 computed, 38 judged by the units and 45 by the person served
    assert (row["bureau_mean"], row["street_mean"], row["town_mean"], row["recipient_mean"], row["score"]) == (75, 75, 75, 82, 76.75)
    assert (row["passed"], row["tranche_no"], row["eval_type"]) == ("合格", 2, "中期评估")
    [tranche] = [one for one in ask("payment_tranches", LEAD, contract="HT5", as_of="2021-07-20").plain() if one["tranche_no"] == 2]
    assert tranche["trigger_date"] == "2021-07-20"
    with database.store().reading() as cursor:
        assert cursor.execute("select trigger_eval_id, planned_amount::varchar, hold_reason from payment_tranches").fetchall() == [
            (eval_id, "270000.00", "评估未合格")]
    [opened] = [one for one in ask("rounds", LEAD, as_of="2021-07-20").dicts() if one["eval_id"] == eval_id]
    assert (opened["reasons"], opened["tranche_no"], opened["passed"]) == ("三个维度均达到要求", 2, "合格")


def test_a_failed_mid_term_opens_nothing(people, figures, given):
    full(given)
    eval_id = rounds.open_round(LEAD, "HT5", "中期评估")
    rate(eval_id, people)
    rounds.close_round(LEAD, eval_id)
    sign_round(LEAD, eval_id, "不合格", "整改不到位")
    [tranche] = [one for one in ask("payment_tranches", LEAD, contract="HT5", as_of="2021-07-20").plain() if one["tranche_no"] == 2]
    assert tranche["trigger_date"] is None and ask("performance", LEAD, as_of="2021-07-20").dicts()[0]["passed"] == "不合格"


def test_a_later_import_of_another_verdict_opens_no_money(people, figures, given, store):
    full(given)
    eval_id = rounds.open_round(LEAD, "HT5", "中期评估")
    rate(eval_id, people)
    rounds.close_round(LEAD, eval_id)
    sign_round(LEAD, eval_id, "不合格", "整改不到位")
    with store.writing("旧系统", "import") as cursor:
        cursor.execute("update evaluations set passed = '合格', score = 99")
    assert ask("performance", LEAD, as_of="2021-07-20").dicts()[0]["passed"] == "不合格"
    [tranche] = [one for one in ask("payment_tranches", LEAD, contract="HT5", as_of="2021-07-20").plain() if one["tranche_no"] == 2]
    assert tranche["trigger_date"] is None


def test_without_bureau_or_streets_a_performance_cannot_be_signed(people, figures, given, monkeypatch):
    full(given)
    eval_id = rounds.open_round(LEAD, "HT5", "绩效评价")
    rate(eval_id, {name: people[name] for name in ("局员", "镇员")})
    monkeypatch.setattr(database, "now", lambda: datetime.datetime(2021, 8, 2, 9))
    rounds.close_round(LEAD, eval_id)
    with pytest.raises(Refused, match=r"民政局和街道.*依据.*八\(二\)"):
        sign_round(LEAD, eval_id, "合格", "好")


QUESTIONS = (("performance", {}), ("satisfaction", {}), ("rater_agreement", {}))


def said():
    return {name: [{k: v for k, v in row.items() if k not in ("item_name",)} for row in ask(name, LEAD, as_of="2021-12-31", **more).dicts()]
            for name, more in QUESTIONS}


def test_an_entered_round_exported_and_imported_elsewhere_answers_the_same(people, figures, given, tmp_path, monkeypatch):
    full(given)
    database.close_store()
    shutil.copytree(tmp_path / "store", tmp_path / "other")   # the same county before the round
    shutil.copy(tmp_path / "store.key", tmp_path / "other.key")
    files = []
    for kind, marks in (("满意度评估", {"M1": "20", "M2": "12", "M3": "16.5", "M4": "16", "M5": "17"}), ("绩效评价", MARKS)):
        eval_id = rounds.open_round(LEAD, "HT5", kind)
        rate(eval_id, people, marks)
        rounds.close_round(LEAD, eval_id)
        sign_round(LEAD, eval_id, "合格" if kind == "绩效评价" else None, "好")
        files.append(tmp_path / f"{kind}.xlsx")
        files[-1].write_bytes(workbook(LEAD, eval_id))
    entered = said()
    assert len(entered["satisfaction"]) == len(entered["performance"]) == 1 and entered["satisfaction"][0]["score"] == 81.5
    database.close_store()
    settings.cache_clear()
    use_store(tmp_path / "other", monkeypatch)
    for path in files:
        outcome = ingest(path, "测试")
        assert outcome.status == "imported", outcome.sentence
    assert said() == entered


def test_an_export_is_for_those_who_may_ask(people, figures):
    eval_id = rounds.open_round(LEAD, "HT5", "绩效评价")
    for viewer in (Viewer("检", "inspector"), Viewer("丙", "panel", contractor="other"), Viewer("丁", "panel", region=STREET)):
        with pytest.raises(Refused):
            workbook(viewer, eval_id)

"""Rounds in the app: opened from policy, rated, closed, signed, frozen (choices.md D, rules.md E.2)."""

import datetime
import re
import threading
import tomllib
from pathlib import Path

import pytest

from data import database, entry, rounds, rounds_raters
from data.refusal import Refused
from data.sheets_rating import give_back, recuse, save_draft, sheet, sheet_id, sheets_of, submit
from data.sheets_signing import sign_round
from data.viewer import Viewer
from queries import ask

A = "52640202MJ00000001"
BUREAU, TOWN, STREETS = "640202M01", "640202100", ("640202001", "640202002", "640202003")
TODAY = datetime.date(2021, 7, 20)   # the first half-year of HT1 ended on 30 June, sheets are due on 30 July
LEAD = Viewer("组长", "panel")
GOOD = {"M1": "22", "M2": "13", "M3": "17", "M4": "17", "M5": "18"}


@pytest.fixture
def day(monkeypatch):
    """``day("2021-08-05")`` sets the bureau's clock."""
    def put(text):
        at = datetime.datetime.fromisoformat(text).replace(hour=9)
        monkeypatch.setattr(database, "now", lambda: at)
    put(str(TODAY))
    return put


@pytest.fixture
def people(store, served_contract, day):
    """``people(unit=...)``: an account of each unit, of the lead and of the contractor's member."""
    def put(name, role="panel", unit=None, contractor=None, region=""):
        with store.writing("test", "person") as cursor:
            cursor.execute("""insert into people (name, role, region, contractor, password, must_change, session_stamp, created_at, added_by, unit)
                              values (?, ?, ?, ?, '', false, '', now(), 'test', ?)""", [name, role, region, contractor, unit])
        return Viewer(name, role, region, contractor)
    put("组长")
    found = {unit: put("评" + unit[-3:], unit=unit) for unit in (BUREAU, *STREETS)}
    found[TOWN] = put("镇员", "town", TOWN, region=TOWN)
    found["third"] = put("机构甲", contractor=A)
    put("别家", contractor="other")
    put("财政员", "finance", None)
    found["put"] = put
    return found


@pytest.fixture
def opened(people):
    """A satisfaction round of HT1; (number, {unit: (viewer, seat)})."""
    eval_id = rounds.open_round(LEAD, "HT1", "满意度评估")
    seats = {}
    for place, viewer in people.items():
        if place != "put":
            [one] = sheets_of(viewer)
            seats[place] = (viewer, one["seat"])
    return eval_id, seats


def hand_in(eval_id, seats, *places, marks=GOOD, **how):
    for place in places or seats:
        viewer, seat = seats[place]
        submit(viewer, eval_id, seat, marks, {code: "见记录" for code in marks}, **how)


def one_round(eval_id, as_of="2021-12-31"):
    [row] = [row for row in ask("rounds", LEAD, as_of=as_of).dicts() if row["eval_id"] == eval_id]
    return row


def stored(sql, *values):
    with database.store().reading() as cursor:
        return cursor.execute(sql, list(values)).fetchall()


# --- opening


def test_half_years_are_anchored_on_the_purchase_cycle(served_contract, leader):
    served_contract("HT9", cycle_start="2021-02-15")
    rows = [row for row in ask("rounds", leader, as_of="2022-03-01").dicts() if row["contract_no"] == "HT9" and row["eval_type"] == "满意度评估"]
    assert [(row["round_no"], str(row["period_start"]), str(row["period_end"]), str(row["due_day"]), row["state"]) for row in rows] == [
        (1, "2021-02-15", "2021-08-14", "2021-09-13", "逾期未评"), (2, "2021-08-15", "2022-02-14", "2022-03-16", "待开启"),
        (3, "2022-02-15", "2022-08-14", "2022-09-13", "未到期")]


def test_a_cycle_has_whole_half_years_only_and_ends_with_the_contract(given, served_contract, leader):
    given("contracts", contract_no="HT8", contractor_code=A, total_amount=1, cycle_start="2021-01-01", cycle_end="2021-12-30")
    given("contracts", contract_no="HT7", contractor_code=A, total_amount=1, cycle_start="2021-01-01", terminate_date="2021-06-29")
    found = [(row["contract_no"], row["round_no"]) for row in ask("rounds", leader, as_of="2029-12-31").dicts() if row["eval_type"] == "满意度评估"]
    assert found == [("HT1", n) for n in range(1, 7)] + [("HT8", 1)]


def test_calendar_half_years_begin_with_the_first_whole_one(served_contract, confirm, leader):
    confirm(halfyear_anchor='"calendar"')
    served_contract("HT9", cycle_start="2021-02-15")
    rows = [row for row in ask("rounds", leader, as_of="2021-07-01").dicts() if row["contract_no"] == "HT9"]
    assert {str(row["period_start"]) for row in rows} == {"2021-07-01"}


def test_opening_enters_the_evaluation_and_gives_a_sheet_to_each_due_unit_and_the_contractors_member(opened):
    eval_id, _ = opened
    assert stored("select eval_type, contract_no, contractor_code, round_no, period_start::varchar, period_end::varchar, result_date from evaluations") == [
        ("满意度评估", "HT1", A, 1, "2021-01-01", "2021-06-30", None)]
    assert stored("select unit_code, rater_type from round_raters order by seat") == [
        (STREETS[0], "街道"), (STREETS[1], "街道"), (STREETS[2], "街道"), (TOWN, "乡镇"), (BUREAU, "民政局"), (None, "第三方")]
    row = one_round(eval_id, "2021-07-21")
    assert (row["state"], row["raters"], row["units_due"], row["units_returned"], row["quorum"], row["days_left"]) == ("进行中", 6, 5, 0, False, 9)
    assert ask("satisfaction", LEAD, as_of="2021-12-31").rows == []  # no result, no row
    [before] = [one for one in ask("rounds", LEAD, as_of="2021-07-19").dicts() if (one["eval_type"], one["round_no"]) == ("满意度评估", 1)]
    assert (before["state"], before["eval_id"]) == ("待开启", None)   # on the day before it was due and not yet opened


@pytest.mark.parametrize("who, code", [(Viewer("评M01", "panel"), None), (Viewer("admin", "admin"), None), (Viewer("评001", "panel"), "not_lead"),
                                       (Viewer("机构甲", "panel", contractor=A), "not_lead"), (Viewer("局长", "leader"), "not_lead")])
def test_only_the_bureaus_panel_and_the_administrator_open(people, who, code):
    if code is None:
        assert rounds.open_round(who, "HT1", "满意度评估")
        return
    with pytest.raises(Refused) as refused:
        rounds.open_round(who, "HT1", "满意度评估")
    assert refused.value.code == code and "石大政办规发〔2019〕1号" in str(refused.value) and "八(二)" in str(refused.value)
    assert stored("select count(*) from rounds") == stored("select count(*) from evaluations") == [(0,)]


@pytest.mark.parametrize("contract, kind, number, code", [
    ("HT1", "满意度评估", 2, "round_not_over"), ("HT1", "满意度评估", 9, "round_not_over"), ("HTX", "满意度评估", None, "no_contract"),
    ("HT1", "专项考评", None, "no_template"), ("HT1", "中期评估", None, "no_tranche")])
def test_what_cannot_be_opened_is_refused_by_its_clause(people, contract, kind, number, code):
    with pytest.raises(Refused) as refused:
        rounds.open_round(LEAD, contract, kind, number)
    assert refused.value.code == code and "依据：" in str(refused.value)


def test_every_refusal_of_a_round_names_its_clause():
    code = "".join(path.read_text(encoding="utf-8") for name in ("rounds*.py", "sheets_*.py") for path in Path(rounds.__file__).parent.glob(name))
    codes = set(re.findall(r'(?:refuse\(cursor, |Block\([^,]+, |code = |else )"(\w+_\w+)"', code))
    codes -= {"sheet_blocked", "evaluation_period"}  # a list of refusals; a clause
    known = tomllib.loads(Path(rounds.__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    assert {"mark_reason", "no_quorum", "no_template", "round_closed", "round_open", "round_signed", "sheet_locked"} <= codes
    assert [name for name in codes if any("{clause}" not in known[name][language] for language in ("zh", "en"))] == []


def test_a_half_year_that_was_imported_is_not_opened_again(people, given):
    given("evaluations", eval_id="E1", eval_type="满意度评估", contract_no="HT1", round_no=1, result_date="2021-07-10")
    with pytest.raises(Refused, match="第 1 轮"):
        rounds.open_round(LEAD, "HT1", "满意度评估", 1)


# --- rating


def test_a_draft_is_kept_right_or_wrong_sealed_and_says_what_blocks(opened):
    eval_id, seats = opened
    viewer, seat = seats[STREETS[0]]
    blocks = save_draft(viewer, eval_id, seat, {"M1": "26", "M2": "11.9", "M3": "16", "M4": "一"}, {"M5": "  "}, "王某反映")
    assert [(block.item, block.code) for block in blocks] == [
        ("M1", "mark_wrong"), ("M2", "mark_reason"), ("M4", "mark_wrong"), ("M5", "mark_missing")]
    assert all("依据：" in block.sentence() and "Basis:" in block.sentence("en") for block in blocks)
    found = sheet(viewer, eval_id, seat)
    assert found["rater"]["state"] == "草稿" and found["draft"]["marks"]["M1"] == "26" and found["draft"]["remark"] == "王某反映"
    assert "王某反映".encode() not in stored("select sealed from round_raters where seat = ?", seat)[0][0]
    with pytest.raises(Refused) as refused:
        submit(viewer, eval_id, seat)
    assert refused.value.code == "sheet_blocked" and "低于 80%" in str(refused.value) and "依据" in str(refused.value)


def test_a_save_that_arrives_late_takes_no_other_field_away(opened):
    eval_id, seats = opened
    viewer, seat = seats[BUREAU]
    save_draft(viewer, eval_id, seat, {"M1": "22", "M2": "13"}, {}, "一")
    save_draft(viewer, eval_id, seat, {"M3": "17"}, {"M3": "甲"})
    save_draft(viewer, eval_id, seat, {"M2": ""}, {})
    save_draft(viewer, eval_id, seat, {"M4": "17"}, {}, order=("page", 2))
    save_draft(viewer, eval_id, seat, {"M4": "1"}, {}, order=("page", 1))          # sent first
    save_draft(viewer, eval_id, seat, {"M5": "18"}, {}, order=("another page", 1))
    draft = sheet(viewer, eval_id, seat)["draft"]
    assert draft["marks"] == {"M1": "22", "M3": "17", "M4": "17", "M5": "18"} and draft["reasons"] == {"M3": "甲"} and draft["remark"] == "一"


def test_a_draft_that_did_not_change_is_not_written_again(opened, store):
    eval_id, seats = opened
    viewer, seat = seats[BUREAU]
    save_draft(viewer, eval_id, seat, GOOD, {})
    version = store.version
    assert save_draft(viewer, eval_id, seat, GOOD, {}) == [] and store.version == version


def test_a_handed_in_sheet_is_locked_and_lies_in_the_dataset(opened):
    eval_id, seats = opened
    hand_in(eval_id, seats, STREETS[0])
    viewer, seat = seats[STREETS[0]]
    assert stored("select indicator_code, score::varchar, indicator_name, recused, valid, submit_date::varchar from score_sheets order by 1")[0] == (
        "M1", "22.00", "服务成效", False, True, "2021-07-20")
    for deed in (lambda: submit(viewer, eval_id, seat, GOOD), lambda: save_draft(viewer, eval_id, seat, {"M1": "1"}, {}),
                 lambda: recuse(viewer, eval_id, seat, "亲属")):
        with pytest.raises(Refused, match=r"锁定.*依据：.*四"):
            deed()


def test_nobody_touches_anothers_sheet(opened):
    eval_id, seats = opened
    with pytest.raises(Refused, match=r"不是.*评分人.*依据"):
        submit(seats[TOWN][0], eval_id, seats[BUREAU][1], GOOD)


def test_two_browsers_at_the_same_moment_never_double_a_sheet(opened):
    eval_id, seats = opened
    viewer, seat = seats[BUREAU]
    ready, ends = threading.Barrier(2), []

    def one():
        ready.wait()
        try:
            ends.append(submit(viewer, eval_id, seat, GOOD))
        except Refused as refused:
            ends.append(refused.code)
    threads = [threading.Thread(target=one) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(ends) == sorted([sheet_id(eval_id, seat), "sheet_locked"])
    assert stored("select count(*), count(distinct sheet_id) from score_sheets") == [(5, 1)]
    assert stored("select count(*) from history.score_sheets") == [(0,)]


def test_two_leads_at_the_same_moment_open_one_round(people):
    ready, ends = threading.Barrier(2), []

    def one():
        ready.wait()
        try:
            ends.append(rounds.open_round(LEAD, "HT1", "满意度评估"))
        except Refused as refused:
            ends.append(refused.code)
    threads = [threading.Thread(target=one) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(ends) == ["PG-HT1-M1", "round_not_over"] and stored("select count(*) from rounds") == [(1,)]


def test_a_sheet_given_back_does_not_count_until_it_comes_again(opened):
    eval_id, seats = opened
    hand_in(eval_id, seats, BUREAU)
    with pytest.raises(Refused, match=r"写明理由.*依据"):
        give_back(LEAD, eval_id, seats[BUREAU][1], " ")
    with pytest.raises(Refused, match="民政局牵头"):
        give_back(seats[TOWN][0], eval_id, seats[BUREAU][1], "笔误")
    give_back(LEAD, eval_id, seats[BUREAU][1], "笔误，电话13912345678")
    assert one_round(eval_id)["units_returned"] == 0
    assert stored("select state, reopened from round_raters where seat = ?", seats[BUREAU][1]) == [("已退回", "笔误，电话***")]
    hand_in(eval_id, seats, BUREAU, marks=GOOD | {"M1": "24"})
    assert one_round(eval_id)["units_returned"] == 1
    assert stored("select score::varchar, valid from score_sheets where indicator_code = 'M1'") == [("24.00", True)]
    assert stored("select valid from history.score_sheets where indicator_code = 'M1' order by _import") == [(True,), (False,)]


def test_who_steps_back_is_recorded_and_not_summed(opened):
    eval_id, seats = opened
    viewer, seat = seats[STREETS[0]]
    with pytest.raises(Refused, match=r"回避.*写明理由"):
        recuse(viewer, eval_id, seat, "")
    recuse(viewer, eval_id, seat, "配偶在承接主体工作")
    assert stored("select distinct recused, score from score_sheets") == [(True, None)]
    row = one_round(eval_id)
    assert (row["recused"], row["units_returned"], row["handed_in"]) == (1, 0, 0)
    with pytest.raises(Refused, match="回避"):
        submit(viewer, eval_id, seat, GOOD)


def test_the_contractors_member_is_recorded_and_never_summed(opened):
    eval_id, seats = opened
    hand_in(eval_id, seats, marks=GOOD)
    hand_in_rows = stored("select distinct rater_type, recused from score_sheets order by 1")
    assert ("第三方", True) in hand_in_rows and ("街道", False) in hand_in_rows
    counts = {row["rater_type"]: row["counts"] for row in ask("score_sheets", LEAD, evaluation=eval_id, as_of="2021-07-20").dicts()}
    assert counts == {"第三方": False, "街道": True, "民政局": True, "乡镇": True}


def test_a_late_sheet_counts_and_is_marked_late(opened, day):
    eval_id, seats = opened
    hand_in(eval_id, seats, BUREAU)
    day("2021-07-31")
    hand_in(eval_id, seats, TOWN)
    row = one_round(eval_id)
    assert (row["late"], row["units_returned"]) == (1, 2)
    assert {row["rater_type"]: row["late"] for row in ask("score_sheets", LEAD, evaluation=eval_id).dicts() if row["item_code"]} == {
        "民政局": False, "乡镇": True}


def test_paper_sheets_and_late_comers(opened, people):
    eval_id, _ = opened
    with pytest.raises(Refused, match=r"不含救助对象.*依据"):
        rounds_raters.add_rater(LEAD, eval_id)
    with pytest.raises(Refused, match="不是这份合同"):
        rounds_raters.add_rater(LEAD, eval_id, unit_code="640202F01")
    with pytest.raises(Refused, match="每人每轮"):
        rounds_raters.add_rater(LEAD, eval_id, "评001")
    with pytest.raises(Refused, match="不能评"):
        rounds_raters.add_rater(LEAD, eval_id, "别家")
    seat = rounds_raters.add_rater(LEAD, eval_id, unit_code=TOWN)
    submit(LEAD, eval_id, seat, GOOD, {code: "纸质" for code in GOOD})
    assert stored("select distinct rater_unit, rater_name from score_sheets") == [(TOWN, None)]


# --- closing, signing


def test_before_the_last_day_a_round_closes_only_when_nobody_is_missing(opened, day):
    eval_id, seats = opened
    hand_in(eval_id, seats, BUREAU, TOWN)
    with pytest.raises(Refused, match=r"2021-07-30.*评001.*依据"):
        rounds.close_round(LEAD, eval_id)
    assert rounds_raters.remind(LEAD, eval_id) == 4
    day("2021-07-31")
    rounds.close_round(LEAD, eval_id)
    with pytest.raises(Refused, match=r"已经截止.*依据"):
        hand_in(eval_id, seats, STREETS[0])
    with pytest.raises(Refused, match="写明理由"):
        rounds.reopen_round(LEAD, eval_id, "")
    rounds.reopen_round(LEAD, eval_id, "街道补交")
    hand_in(eval_id, seats, STREETS[0])


def close(eval_id, seats, day, *places, **how):
    hand_in(eval_id, seats, *places, **how)
    day("2021-07-31")
    rounds.close_round(LEAD, eval_id)


def test_signing_answers_the_question_and_needs_a_closed_round(opened, day):
    eval_id, seats = opened
    with pytest.raises(Refused, match="还没有截止"):
        sign_round(LEAD, eval_id)
    close(eval_id, seats, day)
    with pytest.raises(Refused, match="民政局牵头"):
        sign_round(seats[TOWN][0], eval_id)
    number = sign_round(LEAD, eval_id)
    [row] = ask("satisfaction", LEAD, as_of="2021-12-31").dicts()
    assert (row["score"], row["units_returned"], row["valid"], row["result_date"]) == (87, 5, True, datetime.date(2021, 7, 31))
    assert stored("select snapshot_hash, score::varchar, eval_date::varchar from evaluations") == [(number, "87.00", "2021-07-31")]
    assert (one_round(eval_id)["state"], one_round(eval_id)["signed_by"], one_round(eval_id)["changes"]) == ("已签署", "组长", 0)
    for deed in (lambda: sign_round(LEAD, eval_id), lambda: rounds.reopen_round(LEAD, eval_id, "改"),
                 lambda: give_back(LEAD, eval_id, seats[TOWN][1], "改")):
        with pytest.raises(Refused, match=r"已经签署.*依据"):
            deed()


def test_without_quorum_a_round_is_signed_only_as_incomplete_with_a_reason(opened, day):
    eval_id, seats = opened
    close(eval_id, seats, day, BUREAU, TOWN, STREETS[0])
    with pytest.raises(Refused, match=r"5 个单位只收回 3 个.*依据"):
        sign_round(LEAD, eval_id)
    with pytest.raises(Refused, match="写明理由"):
        sign_round(LEAD, eval_id, incomplete=True)
    sign_round(LEAD, eval_id, incomplete=True, reasons="两个街道逾期不交")
    [row] = ask("satisfaction", LEAD, as_of="2021-12-31").dicts()
    assert (row["valid"], row["score"], row["units_returned"]) == (False, None, 3)


def overwrite(store, eval_id, seat, at):
    """What a newer export of the old system brings: other marks, another result."""
    with store.writing("旧系统", "import") as cursor:
        entry.enter(cursor, "旧系统", "score_sheets", [{
            "sheet_id": sheet_id(eval_id, seat), "eval_id": eval_id, "rater_type": "民政局", "rater_unit": BUREAU, "rater_name": "评M01",
            "indicator_code": "M1", "indicator_name": "服务成效", "full_score": 25, "score": 0, "recused": False, "submit_date": "2021-07-20",
            "valid": True}], new=False)
        entry.enter(cursor, "旧系统", "evaluations", [{
            "eval_id": eval_id, "eval_type": "满意度评估", "contract_no": "HT1", "round_no": 1, "result_date": "2021-07-25"}], new=False)


def answers(eval_id):
    return [ask("satisfaction", LEAD, as_of="2021-12-31").rows, ask("satisfaction_units", LEAD, evaluation=eval_id, as_of="2021-12-31").rows,
            ask("rater_agreement", LEAD, evaluation=eval_id, as_of="2021-12-31").rows]


def test_a_later_import_raises_an_alert_and_never_moves_a_signed_round(opened, day, store):
    from data.audits import findings

    eval_id, seats = opened
    close(eval_id, seats, day)
    sign_round(LEAD, eval_id)
    before = answers(eval_id)
    assert findings() == []
    overwrite(store, eval_id, seats[BUREAU][1], "2021-08-01")
    with store.writing("test", "a unit fewer") as cursor:
        cursor.execute("delete from org_posts where unit_code = ?", [STREETS[0]])
    assert stored("select score::varchar from score_sheets where indicator_code = 'M1' and rater_unit = ?", BUREAU) == [("0.00",)]
    assert answers(eval_id) == before
    assert one_round(eval_id)["changes"] == 2
    assert any("签署" in finding for finding in findings())


def test_undoing_what_a_signed_round_was_made_of_never_moves_it(opened, day, store):
    from data.intake.undo import undo

    eval_id, seats = opened
    close(eval_id, seats, day)
    sign_round(LEAD, eval_id)
    before = answers(eval_id)
    digests = stored("select digest from imports where dataset in ('evaluations', 'score_sheets') order by import_id desc")
    with pytest.raises(Refused, match="系统里录入"):
        undo(digests[0][0], "管理员")
    with store.writing("test", "renamed") as cursor:  # as if the sheets had come in files, which may be taken back
        cursor.execute("update imports set file = '评分表.xlsx'")
    for (digest,) in digests:
        undo(digest, "管理员")
    assert stored("select (select count(*) from evaluations) + (select count(*) from score_sheets)") == [(0,)]
    assert answers(eval_id) == before and one_round(eval_id)["changes"] > 0


def test_an_unsigned_round_follows_its_sheets(opened, day, store):
    """The counterpart: what is not signed is not frozen."""
    eval_id, seats = opened
    close(eval_id, seats, day)
    score = one_round(eval_id, "2021-07-31")["score"]
    overwrite(store, eval_id, seats[BUREAU][1], "2021-08-01")
    assert score == 87 and one_round(eval_id, "2021-07-31")["score"] < 87


def test_the_bound_of_the_day_of_signing_stays(opened, day, confirm):
    eval_id, seats = opened
    confirm(satisfaction_low=90)
    close(eval_id, seats, day)
    sign_round(LEAD, eval_id)
    confirm(satisfaction_low=70)
    assert ask("satisfaction", LEAD, as_of="2021-12-31").dicts()[0]["low"] is True


def test_a_round_signed_before_any_bound_is_judged_once_one_is_confirmed(opened, day, confirm):
    eval_id, seats = opened
    close(eval_id, seats, day)
    sign_round(LEAD, eval_id)
    assert [row[name] for row in ask("satisfaction", LEAD, as_of="2021-12-31").dicts() for name in ("low", "streak", "proposal")] == [None] * 3
    confirm(satisfaction_low=90)
    assert ask("satisfaction", LEAD, as_of="2021-12-31").dicts()[0]["low"] is True

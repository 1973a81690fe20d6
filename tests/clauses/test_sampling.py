"""抽样方案: size, allocation, drawing and record (rules.md spot-check-volume, spot-check-irregular)."""

import datetime
import hashlib
import io
import json

import openpyxl
import pytest
from visit_ledger import CONTRACTOR, OTHER_CONTRACTOR, OTHER_TOWN, TOWN

from data import sampling
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, task_sheet
from queries.parameters import days_of

PANEL = Viewer("小组", "panel")
AS_OF = datetime.date(2021, 7, 1)


def propose(viewer=PANEL, period="2021H1", **given):
    return sampling.propose(viewer, period, days_of(period), **{"as_of": AS_OF, "seed": "种子"} | given)


def refused(code, call, *given, **named):
    with pytest.raises(Refused) as error:
        call(*given, **named)
    assert error.value.code == code


@pytest.fixture
def county(ledger):
    """60 visits without a re-check in three strata of 40, 15 and 5; one counted and one targeted re-check more."""
    for town, contractor, count in ((TOWN, CONTRACTOR, 40), (TOWN, OTHER_CONTRACTOR, 15), (OTHER_TOWN, CONTRACTOR, 5)):
        for _ in range(count):
            ledger.visit(town=town, contractor=contractor, people=("01001", "01002"))
    ledger.recheck(ledger.visit())
    ledger.recheck(ledger.visit(), sample="重点")
    return ledger


def members(store, plan, part="随机"):
    with store.reading() as cursor:
        found = cursor.execute("select inv_id from sampling_plan_cases where plan_id = ? and part = ? order by place", [plan, part])
        return [row[0] for row in found.fetchall()]


def test_a_share_is_of_all_visits_less_what_counts_already(county):
    found = propose(share=25)
    assert (found["visited"], found["population"], found["already"]) == (62, 60, 1)
    assert (found["n_required"], found["n"]) == (16, 15)  # 15.5 rounded up, one is done
    assert [one["planned"] for one in found["allocation"]] == [10, 4, 1]
    assert "五·2(4)" in propose()["clause"] and propose()["n_required"] == 7  # the policy's 10 %


def test_a_precision_takes_the_finite_population_correction(county):
    found = propose(precision=5, expected=95)
    assert found["n0"] == pytest.approx(72.9877, abs=1e-4)
    assert (found["n_required"], found["n"]) == (34, 33)  # 72.99 / (1 + 71.99 / 62) = 33.77


@pytest.mark.parametrize(("populations", "n", "planned"), [
    ([40, 15, 5], 15, [10, 4, 1]), ([50, 30, 20], 10, [5, 3, 2]), ([1, 1, 98], 10, [1, 1, 8]), ([90, 9, 1], 5, [3, 1, 1]), ([5, 5, 5], 7, [3, 2, 2]),
    ([10, 10, 0], 4, [2, 2, 0]), ([3, 3, 3], 1, [1, 1, 1]), ([2, 2], 100, [2, 2]), ([7], 0, [0]), ([], 3, []), ([100, 1, 1, 1], 5, [2, 1, 1, 1])])
def test_allocation_is_by_largest_remainder_with_at_least_one_each(populations, n, planned):
    assert sampling.allocate(populations, n) == planned


def test_the_draw_is_the_order_of_the_hash_whatever_the_rows_order(county, store):
    plan = sampling.record(PANEL, propose(share=25))
    with store.reading() as cursor:
        free = cursor.execute("""select inv_id from visits_done where town_code = ? and contractor_code = ?
            and inv_id not in (select inv_id from spot_checks)""", [TOWN, CONTRACTOR]).fetchall()
    ordered = sorted((row[0] for row in free), key=lambda inv_id: hashlib.sha256(f"种子\n{inv_id}".encode()).hexdigest())
    assert members(store, plan)[:10] == ordered[:10]
    with store.writing("test", "turn") as cursor:
        cursor.execute("create temp table turned as select * from investigations order by random(); delete from investigations; "
                       "insert into investigations select * from turned")
    assert members(store, sampling.record(PANEL, propose(share=25))) == members(store, plan)
    assert members(store, sampling.record(PANEL, propose(share=25, seed="别的"))) != members(store, plan)


def test_a_risk_sample_is_apart_with_its_reasons_first_the_most(county, store):
    with store.writing("test", "evidence") as cursor:
        cursor.execute("update investigations set photo_count = 0, subject_signed = false where inv_id in ('RH0001', 'RH0041')")
        cursor.execute("update investigations set photo_count = 0 where inv_id in ('RH0002', 'RH0003', 'RH0061')")
    found = propose(share=25, risk=3)
    plan = sampling.record(PANEL, json.loads(json.dumps(found, default=str)))
    random, risk = members(store, plan), members(store, plan, "风险")
    wanted = [inv_id for inv_id in ("RH0001", "RH0041", "RH0002", "RH0003") if inv_id not in random][:3]  # RH0061 has been re-checked
    assert not set(random) & set(risk) and len(random) == 15 and set(risk) <= {"RH0001", "RH0041", "RH0002", "RH0003"} and len(risk) == len(wanted)
    rows = {row["inv_id"]: row for row in ask("sampling_plan_cases", PANEL, plan=plan).dicts()}
    for inv_id in risk:
        assert rows[inv_id]["reasons"].split("、") == (["无入户照片", "调查对象未签字"] if inv_id in ("RH0001", "RH0041") else ["无入户照片"])
    flagged = sampling.record(PANEL, propose(share=25, risk=2, flagged=["01002"]))
    assert len(members(store, flagged, "风险")) == 2
    whole = sampling.record(PANEL, propose(share=25, risk=60, flagged=["01001"]))  # everybody has a reason: all that the draw left
    assert len(set(members(store, whole)) | set(members(store, whole, "风险"))) == 60


def test_planned_is_held_against_done(county, store):
    plan = sampling.record(PANEL, propose(share=25))
    [row] = ask("sampling_plans", PANEL, as_of="2021-08-01").dicts()
    assert (row["plan_id"], row["planned"], row["done"], row["valid"], row["seed"], row["basis"], row["share_pct"]) == (plan, 15, 0, 0, "种子", "比例", 25)
    first, second = members(store, plan)[:2]
    county.recheck(first, day="2021-07-10")
    county.recheck(second, day="2021-07-12", confirmed=False)
    [row] = ask("sampling_plans", PANEL, as_of="2021-07-12").dicts()
    assert (row["done"], row["valid"], row["done_pct"], str(row["last_check_date"])) == (2, 1, pytest.approx(200 / 15), "2021-07-12")
    assert ask("sampling_plans", PANEL, as_of="2021-07-11").dicts()[0]["done"] == 1
    assert [row["done"] for row in ask("sampling_plan_cases", PANEL, plan=plan, as_of="2021-07-11").dicts()][:2] == [True, False]


def test_a_plan_is_recorded_with_an_audit_line_and_only_as_it_was_proposed(county, store):
    found = propose(share=25)
    county.visit()
    refused("sampling_changed", sampling.record, PANEL, found)
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from sampling_plans").fetchone() == cursor.execute("select count(*) from sampling_plan_cases").fetchone() == (0,)
    plan = sampling.record(PANEL, propose(share=25))
    with store.reading() as cursor:
        who, what, detail = cursor.execute("select who, what, detail from audit order by audit_id desc limit 1").fetchone()
    assert (who, what, json.loads(detail)["plan"], json.loads(detail)["seed"]) == ("小组", "sampling_plan", plan, "种子")


def test_who_may_and_what_makes_no_sense(county):
    for viewer in (Viewer("局长", "leader"), Viewer("镇", "town", region=TOWN), Viewer("审", "auditor"), Viewer("甲", "panel", contractor=CONTRACTOR)):
        refused("not_allowed", propose, viewer)
        refused("not_allowed", sampling.record, viewer, propose())
    refused("sampling_both", propose, precision=5, share=10)
    for wrong in ({"precision": 0}, {"precision": 50}, {"precision": 5, "expected": 100}):
        refused("sampling_precision", propose, **wrong)
    for wrong in (0, 101):
        refused("sampling_share", propose, share=wrong)
    refused("sampling_risk", propose, risk=61)
    refused("sampling_nothing", sampling.record, PANEL, propose(period="2019"))


def test_plans_keep_to_the_scope_and_from_contractors(county):
    plan = sampling.record(PANEL, propose(share=25))
    assert {row["town_name"] for row in ask("sampling_plan_cases", PANEL, plan=plan).dicts()} == {None}
    outer = Viewer("二", "inspector", region=OTHER_TOWN)
    assert len(ask("sampling_plan_cases", outer, plan=plan).rows) == ask("sampling_plans", outer).dicts()[0]["planned"] == 1
    for viewer in (Viewer("甲", "inspector", contractor=CONTRACTOR), Viewer("外", "inspector", region="640205")):
        assert not ask("sampling_plan_cases", viewer, plan=plan).rows and not ask("sampling_plans", viewer).rows
        refused("unknown_plan", task_sheet.workbook, viewer, plan)
    narrow = sampling.propose(Viewer("二", "panel", region=OTHER_TOWN), "2021H1", days_of("2021H1"), share=100, as_of=AS_OF)
    assert narrow["population"] == 5


def test_the_task_sheet_is_blind_and_comes_back_as_an_export(county, store, tmp_path):
    plan = sampling.record(PANEL, propose(share=25))
    content = task_sheet.workbook(PANEL, plan)
    book = openpyxl.load_workbook(io.BytesIO(content))
    tasks, items = ([list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book)
    assert tasks[0][:4] == ["抽查编号", "调查编号", "受理编号", "抽样方式"] and len(tasks) == 16 and len(items) == 1 + 15 * 8
    assert tasks[1][:2] == [f"{plan}-R001", members(store, plan)[0]]
    said = {cell for line in tasks + items for cell in line}
    assert not said & {"符合", "300.00", "300", "一致"} and "原调查值" not in said
    place = {header: number for number, header in enumerate(tasks[0], 1)}
    for line in range(2, 17):
        for header, value in (("抽查日期", "2021-07-20"), ("抽查结果", "一致"), ("是否确认", "是")):
            book.worksheets[0].cell(line, place[header], value)
    for line in range(2, len(items) + 1):
        book.worksheets[1].cell(line, items[0].index("分项结果") + 1, "一致")
    filled = tmp_path / "任务表.xlsx"
    book.save(filled)
    from data.intake import ingest
    ingest(filled, "测试")
    [row] = ask("sampling_plans", PANEL, as_of="2021-08-01").dicts()
    assert (row["done"], row["valid"]) == (15, 15)

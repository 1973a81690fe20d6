"""Rows that several clauses share: contracts with tranches and payments, score sheets, villages, units."""

import pytest
from visit_ledger import VisitLedger

from data.alerts import find, rules
from queries import ask

A = "52640202MJ00000001"
EFFECTIVE = "2021-01-12"    # tranche 1 is due on 2021-02-02


@pytest.fixture
def contract(given):
    """``contract(total=640000)``: a contract of A with its three tranches in the ledger."""
    def put(total="640000.00", number="HT-1", contractor=A, effective=EFFECTIVE, adjusted=None,
            deductions=(0, 0, 0), links=(None, None, None)):
        given("contractors", contractor_code=contractor, contractor_name="样例" + contractor[-1])
        given("contracts", contract_no=number, contractor_code=contractor, effective_date=effective,
              total_amount=total, adjusted_total=adjusted)
        for no, trigger in enumerate(("合同生效", "中期评估合格", "末期评估合格"), 1):
            given("payment_tranches", contract_no=number, tranche_no=no, trigger_type=trigger, planned_amount=1,
                  deduction=deductions[no - 1], trigger_eval_id=links[no - 1])
    return put


@pytest.fixture
def pay(given):
    """``pay(1, "2021-02-02", 192000)``"""
    def put(tranche, day, amount, state="成功", number="HT-1"):
        put.count += 1
        given("payment_transactions", txn_id=f"ZF{put.count}", contract_no=number, tranche_no=tranche, pay_date=day,
              amount=amount, txn_status=state)
    put.count = 0
    return put


@pytest.fixture
def evaluate(given):
    """``evaluate("中期评估", "2021-06-25")``"""
    def put(kind, day, passed="合格", number="HT-1", eval_id=None):
        put.count += 1
        given("evaluations", eval_id=eval_id or f"PG{put.count}", eval_type=kind, contract_no=number,
              result_date=day, passed=passed)
    put.count = 0
    return put


@pytest.fixture
def tranche(store, leader):
    """``tranche(2, "2021-08-01")``: the row of that tranche on that day."""
    def find(no, as_of, number="HT-1", viewer=leader):
        rows = ask("payment_tranches", viewer, contract=number, as_of=as_of).plain()
        return next(row for row in rows if row["tranche_no"] == no)
    return find


# --- satisfaction: a contract that serves five units, and the sheets they return

SATISFACTION_UNITS = {"640202M01": "民政局", "640202100": "乡镇", "640202001": "街道", "640202002": "街道", "640202003": "街道"}


@pytest.fixture
def served_contract(given):
    """One contract that serves the bureau, a town and three streets."""
    for code, kind in SATISFACTION_UNITS.items():
        given("org_units", unit_code=code, unit_name=kind + code[-3:], unit_type=kind)
    given("contractors", contractor_code=A, contractor_name="安和社会工作服务中心")

    def put(contract_no="HT1", cycle_start="2021-01-01", contractor_code=A):
        given("contracts", contract_no=contract_no, contractor_code=contractor_code, total_amount=1, cycle_start=cycle_start)
        for code in SATISFACTION_UNITS:
            given("org_posts", contract_no=contract_no, unit_code=code, post_required=1)
    put()
    return put


@pytest.fixture
def sheet(given):
    """``sheet("E1", unit, 70)``: one sheet of one indicator of 100 marks; other cells as given."""
    def put(eval_id, unit, score, *, full=100, **cells):
        number = put.number = put.number + 1
        cells = {"sheet_id": f"P{number:04}", "indicator_code": "Z1", "rater_name_hash": unit, "rater_type": SATISFACTION_UNITS.get(unit),
                 "valid": True, "recused": False, "submit_date": "2021-07-01", "_line": number} | cells
        given("score_sheets", eval_id=eval_id, rater_unit=unit, score=score, full_score=full, **cells)
    put.number = 0
    return put


@pytest.fixture
def round_(given, sheet):
    """``round_(1, 65)``: a round in which each unit gives 65; ``but`` replaces a unit's score, None leaves it out."""
    def put(number, score, *, contract_no="HT1", but=None, result_date=None):
        eval_id = f"{contract_no}-{number}"
        given("evaluations", eval_id=eval_id, eval_type="满意度评估", contract_no=contract_no, contractor_code=A,
              round_no=number, result_date=result_date or f"202{number}-07-31")
        for unit in SATISFACTION_UNITS:
            if (one := (but or {}).get(unit, score)) is not None:
                sheet(eval_id, unit, one, submit_date="2020-07-01")
        return eval_id
    return put


@pytest.fixture
def rounds(leader):
    """The answer's rows in order."""
    return lambda viewer=leader, **given: ask("satisfaction", viewer, **{"as_of": "2029-12-31"} | given).dicts()


# --- publicity: villages, inspections, photos

VILLAGE = "640202001001"
CLOSED = "2021-07-15"   # a day on which the second quarter of 2021 is over


@pytest.fixture
def village(given):
    """``village(VILLAGE)``: a village of its town; keywords change it."""
    def put(code=VILLAGE, **cells):
        given("villages", village_code=code, village_name="村" + code[-3:], town_code=code[:9], town_name="镇" + code[6:9], **cells)
    return put


@pytest.fixture
def inspection(given):
    """``inspection("2021-05-10", has_roster="破损")``: one on the spot by the street, all four items there but as given."""
    def put(day, code=VILLAGE, **cells):
        number = put.number = put.number + 1
        given("publicity_inspections", **{
            "insp_id": f"J{number:03}", "village_code": code, "insp_date": day, "inspector_unit_type": "街道", "mode": "实地",
            "has_notice": "有", "has_roster": "有", "has_policy": "有", "has_hotline": "有"} | cells)
    put.number = 0
    return put


@pytest.fixture
def photo(given):
    """``photo("近景", "2021-05-10")``: legible, of a picture of its own, filed the same day, but as given."""
    def put(view, day, code=VILLAGE, **cells):
        number = put.number = put.number + 1
        given("publicity_photos", **{"photo_id": f"Z{number:03}", "village_code": code, "view": view, "shot_date": day,
                                     "file_hash": f"h{number}", "filed_date": day, "legible": True} | cells)
    put.number = 0
    return put


@pytest.fixture
def villages(leader):
    """village_code -> row."""
    def asked(as_of=CLOSED, period="2021Q2", viewer=leader):
        return {row["village_code"]: row for row in ask("publicity_villages", viewer, period=period, as_of=as_of).dicts()}
    return asked


@pytest.fixture
def coverage(leader):
    """The county's one row, or None."""
    def asked(as_of=CLOSED, period="2021Q2", viewer=leader):
        rows = ask("publicity_coverage", viewer, period=period, as_of=as_of, by="county").dicts()
        return rows[0] if rows else None
    return asked


# --- complaints, rectifications, violations


@pytest.fixture
def units(given):
    """A county with a bureau, two towns and a contractor."""
    given("villages", village_code="640202001001", village_name="村", town_code="640202001")
    for code, name, kind in (("640202M01", "大武口区民政局", "民政局"), ("640202001", "人民路街道", "街道"), ("640202100", "星海镇", "乡镇")):
        given("org_units", unit_code=code, unit_name=name, unit_type=kind)
    given("contractors", contractor_code="C1", contractor_name="安和")


@pytest.fixture
def ledger(given, store):
    """Visits and re-checks, put in and asked about."""
    return VisitLedger(given, store)


# --- alerts


@pytest.fixture
def only(monkeypatch):
    """``only("tranche-1-30")``: the other rules are left out, which takes a twentieth of the time."""

    def put(*names):
        monkeypatch.setattr(find, "rules", lambda: {name: rules()[name] for name in names})

    return put

"""Audits of facts: each with a row that it finds and one beside it that is right; the store's own integrity stays clean."""

from data import audits

BUREAU, TOWN, C = "640202M01", "640202001", "91640202MA00000001"
VILLAGES = {"640202001001": TOWN, "640202002001": "640202002"}


def test_every_audit_finds_its_row(store, given):
    given("org_units", unit_code=BUREAU, unit_name="民政局", unit_type="民政局")
    given("org_units", unit_code=TOWN, unit_name="甲街道", unit_type="街道")
    given("contractors", contractor_code=C, contractor_name="样例社工中心")
    for village, town in VILLAGES.items():
        given("villages", village_code=village, village_name="村", town_code=town)
        given("cases", case_no=f"S-{town}", village_code=village, town_code=town, audit_meeting_date="2021-03-05", approve_date="2021-03-20")
    given("staff", staff_id="P9", staff_name="钱*", contractor_code=C, leave_date="2021-01-31")
    for inv, town, day, people in (
        ("one", TOWN, "2021-03-01 09:00", ["P1"]),
        ("two", TOWN, "2021-03-01 10:00", ["P1", "P2"]),
        ("left", TOWN, "2021-03-02 10:00", ["P2", "P9"]),
        ("still", TOWN, "2021-01-31 10:00", ["P2", "P9"]),
        ("here", TOWN, "2021-03-04 09:00", ["P1", "P3"]),
        ("there", "640202002", "2021-03-04 09:00", ["P1", "P4"]),
        ("no-hour-a", TOWN, "2021-03-05", ["P1", "P3"]),
        ("no-hour-b", "640202002", "2021-03-05", ["P1", "P3"]),
    ):
        given("investigations", inv_id=inv, case_no=f"S-{town}", contractor_code=C, visit_date=day, visit_result="已入户", investigator_ids=people)
    given("contracts", contract_no="HT", contractor_code=C, effective_date="2021-01-04", sign_date="2021-01-04", total_amount="1000.00")
    for txn, tranche, day, amount, state, of, payee in (
        ("a", 1, "2021-01-10", "200.00", "成功", None, "样例社工中心"),
        ("b", 1, "2021-01-10", "200.00", "成功", None, "样例社工中心"),
        ("c", 2, "2021-02-01", "1.00", "成功", None, "别家"),
        ("d", 3, "2021-02-01", "5.00", "成功", None, None),
        ("e", 3, "2021-02-01", "5.00", "成功", None, None),
        ("f", 3, "2021-02-02", "-5.00", "冲销", "e", None),
    ):
        given(
            "payment_transactions",
            txn_id=txn,
            contract_no="HT",
            tranche_no=tranche,
            pay_date=day,
            amount=amount,
            txn_status=state,
            reverse_of=of,
            payee=payee,
        )
    for photo, village, day in (("F1", "640202001001", "2021-01-05"), ("F2", "640202002001", "2021-05-05")):
        given("publicity_photos", photo_id=photo, village_code=village, view="近景", shot_date=day, file_hash="x", legible=True)
    given(
        "postings",
        posting_id="early",
        posting_type="审核公示",
        case_no=f"S-{TOWN}",
        village_code="640202001001",
        start_date="2021-03-04",
        end_date="2021-03-12",
    )
    given(
        "postings",
        posting_id="late",
        posting_type="审核公示",
        case_no=f"S-{TOWN}",
        village_code="640202001001",
        start_date="2021-03-05",
        end_date="2021-03-20",
    )
    given("spot_checks", check_id="before", inv_id="two", check_date="2021-02-28", checker_ids=["P7"], outcome="一致", confirmed=True)
    given("spot_checks", check_id="own", inv_id="two", check_date="2021-03-01", checker_ids=["P2"], outcome="一致", confirmed=True)
    given("evaluations", eval_id="E", eval_type="满意度评估", contractor_code=C)
    for sheet, recused, valid in (("s1", True, True), ("s2", True, False), ("s3", False, True)):
        given("score_sheets", sheet_id=sheet, eval_id="E", indicator_code="1", full_score=10, score=9, recused=recused, valid=valid)
    given("complaints", complaint_id="K1", receive_date="2021-03-01", target_type="乡镇街道", town_code=TOWN, handler_unit=TOWN)
    given("complaints", complaint_id="K2", receive_date="2021-03-01", target_type="乡镇街道", town_code=TOWN, handler_unit=BUREAU)
    for violation, dept in (("W1", None), ("W2", "公安局")):
        given(
            "violations",
            violation_id=violation,
            found_date="2021-03-01",
            type_code="3伪造变造",
            decision_date="2021-03-02",
            outcomes=["移交部门"],
            transfer_dept=dept,
            transfer_date="2021-03-03",
        )
    for rect, person in (("Z1", None), ("Z2", "王*")):
        given(
            "rectifications",
            rect_id=rect,
            source_type="抽查",
            issue="缺",
            deadline="2021-04-01",
            resp_unit=TOWN,
            resp_person=person,
            complete_date="2021-03-20",
        )
    with store.reading() as cursor:
        found = {}
        for name, key in cursor.execute("select audit, key from audit_rows order by audit, key").fetchall():
            found.setdefault(name, []).append(key)
    assert found == {
        "visit_by_one": ["one"],
        "visitor_had_left": ["left"],
        "two_places": ["P1 2021-03-04 09:00"],
        "paid_twice": ["HT.1"],
        "paid_over_plan": ["HT.1"],
        "paid_before_gate": ["HT.2", "HT.3"],
        "payee_other": ["c"],
        "photo_reused": ["F2"],
        "posted_before_review": ["early"],
        "decided_before_posting_ended": ["late"],
        "checked_before_visit": ["before"],
        "checker_in_team": ["own"],
        "recused_rater": ["s1"],
        "complaint_by_its_subject": ["K1"],
        "transfer_without_place": ["W1"],
        "completed_without_list": ["Z1"],
    }
    assert set(found) == set(audits.facts())
    first = audits.run()
    assert first == {name: len(keys) for name, keys in found.items()}
    with store.reading() as cursor:
        since = dict(cursor.execute("select audit, since from audit_findings").fetchall())
    with store.writing("test", "mended") as cursor:
        cursor.execute("update rectifications set resp_person = '王*'")
    audits.run()
    with store.reading() as cursor:
        after = dict(cursor.execute("select audit, since from audit_findings").fetchall())
    assert after == since | {"completed_without_list": None}
    assert [one for one in audits.said_facts() if "入户人员在入户前已离岗：1 行" in one]

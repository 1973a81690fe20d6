"""One made-up county in which every alert rule is broken somewhere, and what each rule must say of it as of Friday 2022-04-15."""

import datetime

from data.contract import contracts

AS_OF = datetime.date(2022, 4, 15)
DAY = AS_OF.isoformat()
COUNTY, BUREAU, TOWN, VILLAGE = "640202", "640202M01", "640202001", "640202001001"
C = "91640202MA00000001"
GOOD_VISIT = {
    "case_no": "S0",
    "visit_date": "2022-03-10 09:00",
    "visit_result": "已入户",
    "investigator_ids": ["P1", "P2"],
    "badge_shown": True,
    "form_blank_items": 0,
    "photo_count": 2,
    "av_needed": False,
    "subject_signed": True,
    "investigator_sign_count": 2,
    "neighbour_planned": True,
    "neighbour_count": 1,
    "neighbour_record": True,
    "report_no": "B1",
    "report_submit_date": "2022-03-11",
    "due_date": "2022-03-15",
    "notice_no": "N1",
    "notice_date": "2022-03-01",
    "assign_date": "2022-03-01 08:00",
    "location": "**",
    "task_subject": "**",
    "task_materials": "表",
}
GOOD_CASE = {
    "village_code": VILLAGE,
    "case_type": "新申请",
    "assistance_type": "城市低保",
    "supplement_notice_count": 1,
    "approve_date": "2022-03-20",
    "approve_mode": "集体审批",
    "approver": ["P8"],
    "decision": "准予",
    "decision_notice_no": "T1",
    "decision_notice_date": "2022-03-21",
    "report_duty_told": True,
    "auth_sign_date": "2022-03-01",
    "auth_proxy_signed": False,
    "check_request_date": "2022-03-02",
    "handlers": ["P1", "P2", "P8"],
}
GOOD_POSTING = {
    "posting_type": "审核公示",
    "place_type": "村(居)务公开栏",
    "start_date": "2022-03-01",
    "end_date": "2022-03-10",
    "show_type": True,
    "show_period": True,
    "show_hotline": True,
    "seal_ok": True,
    "privacy_issue": "无",
    "tracked_by": ["P1"],
}
ROWS: dict[str, list[dict]] = {}
EXPECTED: list[tuple[str, str, str | None]] = []  # (rule, subject, severity or None)


def put(dataset: str, **row) -> None:
    ROWS.setdefault(dataset, []).append(row)


def expect(rule: str, *pairs: tuple[str, str | None]) -> None:
    EXPECTED.extend((rule, subject, severity) for subject, severity in pairs)


def visits(rule: str, many: str = "red", **fault) -> None:
    """Three contractors: 3 of 30 visits wrong is red (``many``), 1 of 1 amber (a small sample), none of 30 nothing."""
    for kind, count, wrong in (("many", 30, 3), ("few", 1, 1), ("right", 30, 0)):
        for number in range(count):
            put(
                "investigations", inv_id=f"{rule}-{kind}-{number}", contractor_code=f"{rule}-{kind}", **GOOD_VISIT | (fault if number < wrong else {})
            )
    expect(rule, (f"{rule}-many", many), (f"{rule}-few", "amber"), (f"{rule}-right", None))


def town_cases(rule: str, number: int, **fault) -> None:
    """The same with the cases of three towns."""
    for kind, many, wrong in (("1", 30, 3), ("2", 1, 1), ("3", 30, 0)):
        town = f"64020{number}{kind}0"
        for one in range(many):
            put("cases", case_no=f"{rule}-{kind}-{one}", town_code=town, **GOOD_CASE | (fault if one < wrong else {}))
        expect(rule, (town, {"1": "red", "2": "amber", "3": None}[kind]))


def any_case(rule: str, number: int, **fault) -> None:
    """Where one is enough."""
    put("cases", case_no=f"{rule}-x", town_code=f"64020{number}40", **GOOD_CASE | fault)
    expect(rule, (f"64020{number}40", "red"))


put("org_units", unit_code=BUREAU, unit_name="样例区民政局", unit_type="民政局", hotline="0952-0000000")
put("org_units", unit_code=TOWN, unit_name="甲街道", unit_type="街道", hotline="0952-0000001")
put("org_units", unit_code="640202002", unit_name="乙镇", unit_type="乡镇")
put("villages", village_code=VILLAGE, village_name="甲社区", town_code=TOWN)
put("villages", village_code="640202002001", village_name="乙村", town_code="640202002")
put("contractors", contractor_code=C, contractor_name="样例社工中心")
put("cases", case_no="S0", town_code=TOWN, **GOOD_CASE | {"check_report_date": "2022-02-28"})
put("staff", staff_id="P8", staff_name="赵*", approver_filed_date="2020-01-01", post_type="民政专干")
put("staff", staff_id="P2", staff_name="李*", post_type="入户核查员", contractor_code="x")
put("staff", staff_id="P9", staff_name="钱*", post_type="入户核查员", contractor_code="x", dispatch_date="2020-01-01", leave_date="2022-03-01")
expect("complaint-box-and-hotline", (COUNTY, "red"))  # 乙镇 has none: 1 of 3

visits("visit-badge", badge_shown=False)
visits("visit-form-complete", form_blank_items=2)
visits("visit-photos", photo_count=0)
visits("visit-two-persons", investigator_ids=["P1", "P9"])  # P9 had left: one person
visits("visit-signatures", subject_signed=False)
visits("neighbour-visit-j", "amber", neighbour_count=0, neighbour_skip_reason="雨")
visits("neighbour-record-j", neighbour_record=False)
visits("visit-report", report_no=None)
visits("task-table-complete", task_materials=None)
visits("task-on-time", "amber", report_submit_date="2022-03-16")
for one, fault in (("a", {"neighbour_count": 0}), ("b", {"neighbour_count": 0, "neighbour_skip_reason": "雨"})):
    put("investigations", inv_id=f"skip-{one}", contractor_code=f"skip-{one}", **GOOD_VISIT | fault)
expect("neighbour-skip", ("skip-a", "red"), ("skip-b", None))
put(
    "investigations", inv_id="lag", contractor_code="lag", **GOOD_VISIT | {"report_submit_date": "2022-03-18"}
)  # 6 working days; 5 wait for confirmation
expect("visit-report-lag", ("lag", "grey"), ("visit-badge-right", None))
for one, fault in (("a", {"notice_no": None}), ("b", {"notice_date": "2022-03-11"}), ("c", {})):
    put("investigations", inv_id=f"notice-{one}", contractor_code=f"notice-{one}", **GOOD_VISIT | fault)
expect("match-before-visit-notice", ("notice-a", "red"), ("notice-b", "red"), ("notice-c", None))

town_cases("accept-one-time-notice", 3, supplement_notice_count=2)
town_cases("collective-approval-q", 4, approve_mode="单人审批")
town_cases("decision-notices", 5, decision_notice_no=None)
town_cases("approval-delegated-a", 6, approver=["P1"])
town_cases("responsibility-chain-owners", 7, handlers=["P1"])
any_case("authorise-before-match", 8, auth_sign_date="2022-03-03")
any_case("no-proxy-signature-t", 9, auth_proxy_signed=True)
expect("authorise-before-match", ("640202940", None))
for town, due in (("640202801", "2022-04-14"), ("640202802", "2022-04-22"), ("640202803", "2022-04-25")):
    put("cases", case_no=f"late-{town}", town_code=town, village_code=VILLAGE, accept_date="2022-03-01", decision_due_date=due, review_due_date=due)
expect("decision-in-time", ("640202801", "red"), ("640202802", "amber"), ("640202803", None))  # 22 April is the fifth working day, 25 the sixth
expect("recheck-on-time-j", ("640202801", "red"), ("640202802", "amber"), ("640202803", None))

# postings of the quarter that is over: one town each
for number, (rule, fault, severity) in enumerate(
    [
        ("post-audit-7-days", {"end_date": "2022-03-06"}, "red"),
        ("post-audit-7-days", {"end_date": "2022-03-07"}, "amber"),
        ("post-notice-contents", {"seal_ok": None}, "amber"),
        ("post-privacy", {"privacy_issue": "病情"}, "red"),
        ("post-third-party-tracking", {"tracked_by": None}, None),
        ("post-approval-7-working-days-j", {"posting_type": "审批公示", "place_type": "政府网站", "end_date": "2022-03-08"}, "red"),
        ("post-approval-7-working-days-j", {"posting_type": "审批公示", "place_type": "政府网站", "end_date": "2022-03-09"}, "amber"),
        ("post-audit-7-days", {}, None),
    ]
):
    town = f"6402027{number:02}"
    put("villages", village_code=town + "001", village_name="村", town_code=town)
    put("postings", posting_id=f"G{number}", village_code=town + "001", **GOOD_POSTING | fault)
    expect(rule, (town, severity))
expect("post-third-party-tracking", (COUNTY, "amber"))  # one of eight, too few to be red
put(
    "cases",
    case_no="SEQ",
    town_code="640202720",
    **GOOD_CASE | {"audit_opinion": "同意", "audit_meeting_date": "2022-03-02", "submit_bureau_date": "2022-03-10"},
)
put("villages", village_code="640202720001", village_name="村", town_code="640202720")
put("postings", posting_id="SEQ", case_no="SEQ", village_code="640202720001", **GOOD_POSTING)
put("cases", case_no="NONE", town_code="640202721", **GOOD_CASE | {"audit_opinion": "同意"})
expect("post-sequence-j", ("640202720", "red"), ("640202700", None))
expect("post-sequence-t", ("640202720", "red"), ("640202700", None))
expect("post-audit-none", ("640202721", "red"), ("640202720", None))
put(
    "postings",
    posting_id="LOST",
    village_code=VILLAGE,
    **GOOD_POSTING | {"posting_type": "长期公示", "end_date": None, "damage_found_date": "2022-04-01"},
)
expect("board-damage-restore", (TOWN, "grey"))  # 及时 has no number in the document
# rosters: 甲 renewed in March with a field missing; 乙 did not
put(
    "postings",
    posting_id="R1",
    village_code=VILLAGE,
    posting_type="长期公示",
    start_date="2022-01-01",
    roster_update_date="2022-03-05",
    roster_fields=["户主姓名"],
)
put("postings", posting_id="R2", village_code="640202002001", posting_type="长期公示", start_date="2022-01-01", roster_update_date="2022-02-05")
expect("roster-monthly-update", ("640202002", "red"), (TOWN, None))
expect("roster-fields", (TOWN, "red"), ("640202002", None))
# boards: 甲 was inspected by its own street in the first quarter with an item missing; 乙 by nobody
put(
    "publicity_inspections",
    insp_id="J1",
    village_code=VILLAGE,
    insp_date="2022-02-01",
    inspector_unit=TOWN,
    inspector_unit_type="街道",
    mode="实地",
    has_notice="不适用",
    has_roster="有",
    has_policy="无",
    has_hotline="有",
    content_accurate=False,
    privacy_ok=True,
)
expect("publicity-inspection-by-body", (TOWN, None), ("640202002", "red"), (COUNTY, "amber"))
expect("publicity-inspection-coverage", (TOWN, "amber"))  # 15 of 91 days gone, none inspected: 16 points behind
expect("board-four-items", (TOWN, "red"), ("640202002", None))
expect("board-content-accurate", (TOWN, "amber"))
for photo, village, view, filed, digest in (
    ("F1", VILLAGE, "近景", None, "a"),
    ("F2", VILLAGE, "远景", None, "b"),
    ("F3", "640202002001", "近景", "2022-03-01", "a"),
):
    put(
        "publicity_photos",
        photo_id=photo,
        village_code=village,
        view=view,
        shot_date=f"2022-02-0{photo[1]}",
        legible=True,
        filed_date=filed,
        file_hash=digest,
    )
expect("photos-quarterly-near-far", (TOWN, None), ("640202002", "red"))
expect("photos-reused", ("640202002", "red"), (TOWN, None))
expect("photos-filed-with-bureau", (TOWN, "red"))

# contract, tranches, rounds
put(
    "contracts",
    contract_no="HT1",
    contractor_code=C,
    purchaser_code=BUREAU,
    sign_date="2022-03-01",
    effective_date="2022-03-01",
    end_date="2022-10-10",
    cycle_start="2021-01-01",
    cycle_end="2022-10-10",
    total_amount="1000000.00",
    staff_required=2,
    clauses_present="范围/数量/质量/期限/支付方式",
    renewal_of=None,
)
put(
    "contracts",
    contract_no="HT2",
    contractor_code=C + "2",
    sign_date="2022-04-01",
    effective_date="2022-04-01",
    end_date="2025-03-31",
    cycle_start="2022-04-01",
    cycle_end="2025-03-31",
    total_amount="1000000.00",
    clauses_present="范围/数量/质量/期限/支付方式/违约责任/退出机制",
    renewal_of="HT0",
)
for tranche, amount, eval_id in ((1, "300000.00", None), (2, "300000.00", None), (3, "300000.00", None)):
    put(
        "payment_tranches",
        contract_no="HT1",
        tranche_no=tranche,
        planned_amount=amount,
        trigger_type=["合同生效", "中期评估合格", "末期评估合格"][tranche - 1],
        trigger_eval_id=eval_id,
    )
put("payment_tranches", contract_no="HT2", tranche_no=1, planned_amount="300000.00", trigger_type="合同生效")
put("payment_transactions", txn_id="V1", contract_no="HT1", tranche_no=2, pay_date="2022-03-15", amount="1.00", txn_status="成功")
put("evaluations", eval_id="E1", eval_type="末期评估", contract_no="HT1", contractor_code=C, result_date="2022-03-20", passed="不合格", score="50.00")
put(
    "evaluations",
    eval_id="E0",
    eval_type="绩效评价",
    contract_no="HT0",
    contractor_code=C + "2",
    result_date="2021-03-20",
    passed="不合格",
    score="50.00",
)
expect("tranche-1-30", ("HT1", "red"), ("HT2", None))  # due 2022-03-22; HT2's is 2022-04-25, six working days away
expect("tranche-gate-link", ("HT1", "red"))
expect("tranche-3-remainder", ("HT1", "grey"))
expect("tranche-sum-check", ("HT1", "red"))
expect("tranche-in-principle", ("HT2", "amber"), ("HT1", None))
expect("performance-score", ("HT1", "red"))
expect("contract-contents", ("HT1", "red"), ("HT2", None))
expect("purchase-cycle-3y", ("HT1", "amber"), ("HT2", None))
expect("evaluation-is-basis", ("HT2", "red"))
expect("satisfaction-semiannual", ("HT1", "red"))  # January to June 2021 .. the round to the end of 2021 was due on 2022-01-30
expect("performance-semiannual", ("HT1", "red"))
put("org_posts", contract_no="HT1", unit_code=TOWN, post_required=3)
put(
    "staff",
    staff_id="P1",
    staff_name="王*",
    post_type="入户核查员",
    contractor_code=C,
    unit_code=TOWN,
    dispatch_date="2022-03-02",
    pre_training_date="2022-03-05",
    education="高中及以下",
)
expect("staff-per-unit", (TOWN, "red"))
expect("staff-qualification", (C, "red"))
expect("training-pre-post", (C, "red"))
expect("staff-dispatch-15wd", ("HT1", "red"), ("HT2", None))
put("staff", staff_id="Z1", staff_name="孙*", post_type="专职救助人员", unit_code=TOWN, full_time=True, hire_date="2020-01-01")
put("staff", staff_id="Z2", staff_name="周*", post_type="协理员", village_code=VILLAGE, hire_date="2020-01-01")
put("staff", staff_id="Z3", staff_name="吴*", post_type="核对人员", unit_code=BUREAU, hire_date="2022-04-11")
expect("town-full-time-staff", (TOWN, None), ("640202002", "red"))
expect("village-aide", (TOWN, None), ("640202002", "red"))
expect("confidentiality-agreement", (COUNTY, "amber"))  # four working days on the post
put("fund_budget", year=2022, unit_code=BUREAU, special_fund_total="1000000.00", purchase_from_fund="19000.00")
expect("fund-cap-2pct", (BUREAU, "amber"))
put(
    "evaluations",
    eval_id="E2",
    eval_type="绩效评价",
    contract_no="HT1",
    contractor_code=C,
    result_date="2022-02-20",
    panel_sources=["民政"],
    lead_unit=BUREAU,
)
put("evaluations", eval_id="E3", eval_type="满意度评估", contract_no="HT1", contractor_code=C, round_no=9, result_date="2022-02-20", issues_found=2)
put(
    "evaluations",
    eval_id="E4",
    eval_type="专项考评",
    contract_no="HT1",
    contractor_code=C,
    result_date="2022-02-20",
    panel_sources=["民政", "财政", "审计"],
)
put(
    "score_sheets",
    sheet_id="B1",
    eval_id="E2",
    rater_type="民政局",
    indicator_code="1",
    indicator_name="服务成效",
    full_score=10,
    score=9,
    submit_date="2022-02-01",
)
put(
    "score_sheets",
    sheet_id="B2",
    eval_id="E3",
    rater_type="街道",
    rater_unit=TOWN,
    indicator_code="1",
    indicator_name="x",
    full_score=10,
    score=9,
    submit_date="2022-02-01",
)
expect("performance-group-composition", ("HT1", "red"))
expect("performance-three-dimensions", ("HT1", "red"))
expect("satisfaction-issue-listed", ("E3", "red"))
expect("panel-composition-j", ("HT1", "amber"))
put("org_posts", contract_no="HT1", unit_code=BUREAU, post_required=1)
expect("satisfaction-raters-complete", ("HT1", "red"))  # the bureau's sheet is missing

# complaints, violations, rectifications
put("complaints", complaint_id="K1", receive_date="2022-03-01", due_date="2022-04-14", town_code=TOWN, target_type="乡镇街道", handler_unit=TOWN)
put("complaints", complaint_id="K2", receive_date="2022-03-01", due_date="2022-04-22", town_code=TOWN, handler_unit=BUREAU)
put("complaints", complaint_id="K3", receive_date="2022-03-01", town_code=TOWN, handler_unit=BUREAU)
put(
    "complaints",
    complaint_id="K4",
    receive_date="2022-03-01",
    due_date="2022-05-09",
    transfer_date="2022-03-02",
    town_code="640202002",
    handler_unit=BUREAU,
)
put(
    "complaints",
    complaint_id="K5",
    receive_date="2022-03-01",
    register_date="2022-03-01",
    bureau_feedback_date="2022-03-08",
    receive_unit=C,
    contractor_code=C,
    target_type="核查员",
    closed_date="2022-03-20",
    reply_date="2022-03-20",
    due_date="2022-03-30",
)
expect("complaint-due", ("K1", "red"), ("K2", "amber"), ("K3", None), ("K4", None))
expect("complaint-no-limit", (TOWN, "grey"))
expect("complaint-self-handled", ("K1", "red"), ("K2", None))
expect("complaint-transfer-supervise", ("K4", "amber"), ("K2", None))
expect("complaint-register-j", (C, "grey"))  # the days wait for confirmation
expect("complaint-outcome-class", (COUNTY, "amber"))
expect("complaint-replies", (COUNTY, "amber"))
put("violations", violation_id="W1", found_date="2022-02-01", type_code="2违规收费", contractor_code=C)
put("violations", violation_id="W2", found_date="2022-04-11", type_code="5其他", contractor_code=C)
put(
    "violations",
    violation_id="W3",
    found_date="2022-01-10",
    type_code="1未实地或未如实记录",
    contractor_code=C,
    severity="严重",
    proposal_date="2022-01-11",
    decision_date="2022-01-12",
    outcomes=["移交部门"],
    recover_due="10.00",
    recovered="0.00",
    staff_id=["P1"],
)
put("violations", violation_id="W4", found_date="2022-04-01", type_code="3伪造变造", contractor_code=C, severity="涉嫌犯罪")
expect("violations-found", (C, "red"))
expect("violation-three-steps", ("W1", "red"), ("W2", None), ("W3", None))
expect("violation-outcome-correct-recover", ("W3", "red"))
expect("violation-outcome-terminate", ("W3", "red"))
expect("violation-outcome-transfer", ("W3", "red"))
expect("leads-to-discipline-t", ("W4", "grey"))
RECT = {"source_type": "公示检查", "issue": "缺", "resp_unit": TOWN, "resp_person": "王*", "measures": "补", "issue_date": "2022-03-01"}
put("rectifications", rect_id="Z1", level="整改提醒函", letter_no="1", deadline="2022-03-20", reminder_count=3, **RECT)
put("rectifications", rect_id="Z2", level="立行立改", deadline="2022-04-18", **RECT)
put("rectifications", rect_id="Z3", level="立行立改", **RECT)
put("rectifications", rect_id="Z4", level="整改提醒函", letter_no="2", **RECT)
put("rectifications", rect_id="Z5", level="立行立改", deadline="2021-12-20", complete_date="2021-12-10", **RECT | {"issue_date": "2021-12-01"})
put(
    "rectifications",
    rect_id="Z6",
    level="立行立改",
    deadline="2021-12-20",
    complete_date="2021-12-10",
    lookback_date="2022-02-01",
    lookback_public="否",
    **RECT | {"issue_date": "2021-12-01"},
)
expect("rectify-deadline", ("Z1", "red"), ("Z2", "amber"), ("Z3", None))
expect("rectify-joint-meeting-t", ("Z1", "red"))
expect("rectify-discipline-report-t", ("Z1", "amber"))
expect("rectify-immediate-t", ("Z3", "red"), ("Z2", None))
expect("rectify-letter-t", ("Z4", "red"), ("Z1", None))
expect("rectify-list-q", (TOWN, "red"))
expect("rectify-look-back-q", (TOWN, "red"))
expect("rectify-look-back-failed", ("Z6", "red"), ("Z5", None))

# visits of the half-year that is over and their re-checks: 60 random ones, wrong in six, by the bureau's P7
for number in range(60):
    put("investigations", inv_id=f"q{number}", contractor_code=C + "9", **GOOD_VISIT | {"visit_date": "2021-10-10 09:00", "due_date": None})
    put(
        "spot_checks",
        check_id=f"q{number}",
        inv_id=f"q{number}",
        check_date="2021-11-01",
        checker_ids=["P7"],
        checker_unit=BUREAU,
        outcome="一致",
        sample_method="随机",
        confirmed=True,
        targeting_error="错保" if number < 6 else "无",
        cause_nature="主观" if number < 6 else None,
    )
    for item in ("户籍", "共同生活成员", "家庭收入", "赡养抚养扶养费", "家庭财产")[: 5 if number > 5 else 4]:
        put(
            "spot_check_items",
            check_id=f"q{number}",
            item_code=item,
            item_name=item,
            item_result="不一致" if item == "家庭收入" and number < 9 else "一致",
        )
put(
    "spot_checks",
    check_id="own",
    inv_id="visit-badge-right-0",
    check_date="2022-03-20",
    checker_ids=["P1"],
    outcome="一致",
    sample_method="随机",
    confirmed=True,
)
expect("accuracy-rate", (C + "9", "red"))
expect("survey-focus-by-case-type", ("新申请", "red"))
expect("accuracy-item-rate", ("家庭收入", "red"), ("户籍", None))
expect("targeting-error-rate", ("错保", "red"), ("漏保", None))
expect("targeting-error-bulletin", (TOWN, "red"))
expect("survey-scope-complete", (COUNTY, "red"))
expect("responsibility-chain-t", ("visit-badge-right", "red"), (C + "9", None))
for number in range(1000):
    put("investigations", inv_id=f"v{number}", contractor_code=C + "8", **GOOD_VISIT | {"visit_date": "2021-09-10 09:00", "due_date": None})
expect("spot-check-volume", (COUNTY, "amber"))  # 60 of 1060
for number in range(40):
    put("service_feedback", feedback_id=f"f{number}", inv_id=f"q{number}", level="满意" if number > 6 else "不满意", respondent_relation="本人")
expect("service-feedback-return", (C + "9", "red"))
expect("service-feedback-satisfied", (C + "9", "red"))


def fill(store) -> None:
    """Puts the whole county into a store, a dataset at a time."""

    def said(value) -> str:
        if isinstance(value, list):
            return f"[{', '.join(map(said, value))}]"
        return "null" if value is None else str(value) if isinstance(value, bool | int | float) else "'" + value.replace("'", "''") + "'"

    with store.writing("test", "given") as cursor:
        for dataset, rows in ROWS.items():
            kinds = contracts()[dataset].stored_columns()
            names = sorted({name for row in rows for name in row})
            lines = ", ".join("(" + ", ".join(said(row.get(name)) for name in names) + ")" for row in rows)
            cast = ", ".join(f"cast({name} as {kinds[name]})" for name in names)
            cursor.execute(
                f"insert into {dataset} (_import, _line, _exported, {', '.join(names)}) "
                f"select 0, 1, timestamp '2020-01-01', {cast} from (values {lines}) given ({', '.join(names)})"
            )

-- Violations as they were known on a day (rules.md C.21): which of the three steps is next, how long each took, and what the
-- outcome still lacks (violation-outcome-*). Days are working days; the text sets no limit for a step.
create or replace macro violation_states(as_of) as table
with known as (
    select violation.* replace (if(proposal_date <= as_of, proposal_date, null) as proposal_date,
                                if(decision_date <= as_of, decision_date, null) as decision_date,
                                if(transfer_date <= as_of, transfer_date, null) as transfer_date,
                                if(decision_date > as_of, null, outcomes) as outcomes),
        county_of(request.village_code) as county_code, request.village_code, request.town_code,
        coalesce(violation.recover_due, 0) as due, coalesce(violation.recovered, 0) as got
    from violations violation
    left join investigations visit using (inv_id)
    left join cases request using (case_no)
    where found_date <= as_of
)
select violation_id, found_date, found_source, type_code, severity, staff_id as staff_ids, contractor_code, inv_id, town_code, village_code,
    county_code, proposal_by, proposal_date, decision_body, decision_date, coalesce(outcomes, []) as outcomes, due as recover_due,
    got as recovered, transfer_dept, transfer_date, rect_id,
    case when decision_date is not null then '结果' when proposal_date is not null then '审定' else '处理意见' end as step,
    working_days_between(found_date, proposal_date) as proposal_days, working_days_between(proposal_date, decision_date) as decision_days,
    case when decision_date is null then working_days_between(coalesce(proposal_date, found_date), as_of) end as waiting_days,
    nullif(concat_ws('、',
        if(decision_date is not null and not list_contains(coalesce(outcomes, []), '责令改正'), '未责令改正', null),
        if(decision_date is not null and severity = '严重' and not list_contains(coalesce(outcomes, []), '终止劳动合同'), '情节严重未终止劳动合同', null),
        if(got < due, '未足额追回', null),
        if((list_contains(coalesce(outcomes, []), '移交部门') or list_contains(coalesce(outcomes, []), '追究刑责'))
           and (transfer_dept is null or transfer_date is null), '移交部门或日期未写明', null)), '') as gaps
from known;

-- violation_cases 违规逐件：走到处理意见、审定、结果哪一步，几个工作日，怎样处理，追回多少
-- clause: violation-three-steps violation-outcome-correct-recover violation-outcome-terminate violation-outcome-transfer
-- roles: leader panel finance auditor admin
-- parameters: period region? contractor? as_of? violation?
-- columns: violation_id, step, found_date, found_source, type_code, severity, staff, contractor_code, contractor_name, town_code, town_name, inv_id, proposer, proposal_date, decision_body, decision_date, outcomes, recover_due, recovered, transfer_dept, transfer_date, rect_id, proposal_days, decision_days, waiting_days, gaps
-- Days of the steps are working days. --violation: one of them, whatever its period.
select violation_id, step, found_date, found_source, type_code, severity, named_staff(staff_ids) as staff, states.contractor_code, contractor_name,
    town_code, unit_name as town_name, inv_id, named_staff(proposal_by) as proposer, proposal_date, decision_body, decision_date,
    array_to_string(outcomes, '、') as outcomes, cast(recover_due as decimal(14, 2)) as recover_due, cast(recovered as decimal(14, 2)) as recovered,
    transfer_dept, transfer_date,
    coalesce(rect_id, (select min(rect.rect_id) from rectifications rect where rect.source_type = '违规' and rect.source_id = violation_id)) as rect_id,
    proposal_days, decision_days, waiting_days, gaps
from violation_states($as_of) states
left join org_units on unit_code = town_code
left join contractors on contractors.contractor_code = states.contractor_code
where (found_date between $first_day and $last_day and $violation is null or violation_id = $violation)
    -- a violation belongs to the village of its visit, without one to the county
    and starts_with(coalesce(village_code, county_code), $viewer_region) and starts_with(coalesce(village_code, county_code), $region)
    and ($viewer_contractor is null or states.contractor_code = $viewer_contractor)
    and ($contractor is null or states.contractor_code = $contractor)
order by decision_date is not null, proposal_date is not null, waiting_days desc nulls last, found_date desc, violation_id

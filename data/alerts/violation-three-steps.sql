-- rule: violation-three-steps
-- title: 违规处理拖延 | a violation waits too long
-- red: 全程超过最长工作日仍未审定 | undecided after the longest number of working days
-- amber: 处理意见或审定超过建议工作日 | proposal or decision later than suggested
-- matter: “{kind}”待{step}，已 {waiting} 个工作日 | {kind}: waits for {step}, {waiting} working days
-- verb: 去处理 | Open the violation
-- page: /violations?case={key}
-- clause: violation_decision_body
-- needs: violations
-- roles: county
with waiting as (
    select *, working_days_between(found_date, $as_of) as age, working_day_after(coalesce(proposal_date, found_date),
        cast(policy_list('violation_step_wd')[if(step = '审定', 2, 1)] as integer)) as due_date
    from violation_states($as_of) where step <> '结果'
)
select case when age > cast(policy_list('violation_step_wd')[3] as integer) then 'red' when due_date < $as_of then 'amber' end as severity,
    violation_id as key, violation_id as subject, if(step = '审定', policy_text('violation_decision_body'), '监督小组') as owner, county_code as region,
    contractor_code as contractor, due_date, type_code[2:] as kind, step, waiting_days as waiting
from waiting

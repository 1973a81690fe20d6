-- rule: decision-in-time
-- title: 审批未按时限办结 | decisions are late
-- red: 过了办结时限 | past its day
-- amber: 临近办结时限 | its day is near
-- matter: {n} 件申请未办结，最早时限 {due_date} | {n} cases undecided, the earliest due {due_date}
-- verb: 看名单 | See the list
-- page: /alerts?case={alert_key}
-- silent: keep
-- clause: decision_wd
-- needs: cases
with waiting as (
    -- the case's own day stands before the profile's number
    select town_code, min(coalesce(decision_due_date, working_day_after(accept_date, cast(policy_number('decision_wd') as integer)))) as due_date, count(*) as n from cases
    where coalesce(decision_due_date, accept_date) between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of + 31
        and accept_date <= $as_of and coalesce(approve_date > $as_of, true) and refuse_reason is null
        and coalesce(decision_due_date < $as_of or working_days_between($as_of, decision_due_date) <= policy_number('near_deadline_wd'), policy_number('decision_wd') is not null)
    group by town_code
)
select deadline_severity(due_date, $as_of) as severity, town_code as key, town_code as subject, town_code as owner, town_code as region, null as contractor,
    due_date, n
from waiting

-- rule: recheck-on-time-j dynamic-check-d dynamic-adjust-q
-- title: 复核未按时提交核对 | re-checks of registered households are late
-- red: 过了复核时限仍未提交 | not submitted after its day
-- amber: 临近复核时限 | its day is near
-- matter: {n} 户复核未提交核对，最早时限 {due_date} | {n} households to be submitted, the earliest by {due_date}
-- verb: 看名单 | See the list
-- page: /alerts?case={alert_key}
-- clause: review_in_time
-- needs: cases
with waiting as (
    select town_code, min(review_due_date) as due_date, count(*) as n from cases
    where review_due_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of + 31
        and coalesce(check_request_date > $as_of, true) and coalesce(approve_date > $as_of, true)
        and (review_due_date < $as_of or working_days_between($as_of, review_due_date) <= policy_number('near_deadline_wd'))
    group by town_code
)
select deadline_severity(due_date, $as_of) as severity, town_code as key, town_code as subject, town_code as owner, town_code as region, null as contractor,
    due_date, n
from waiting

-- alerts 预警与待办：哪些事该由谁在何时之前办，依据哪一条
-- clause: accuracy-rate two-low-removal publicity-inspection-coverage tranche-2-30 complaint-register-t rectify-letter-t violation-three-steps visit-two-persons-j
-- roles: leader panel finance town inspector auditor admin
-- parameters: severity=red|amber|grey? region? as_of?
-- columns: severity, rule_id, subject, matter, owner, due_date, working_days_left, clause, page, alert_key, title, verb, state, taken_by, snoozed_until, snooze_reason, opened_at, quotation, clause_state, rule, subject_key, owner_key, matter_en, title_en, verb_en
-- The alert itself is found from the facts as of the day; state is what people have made of it until now.
select found.severity, rule_id, found.subject, found.matter, owner, found.due_date, working_days_left, clause, page, alert_key, title, verb,
    case when life.state in ('已认领', '已推迟') then life.state else '待办' end as state,
    case when life.state = '已认领' then taken_by end as taken_by, case when life.state = '已推迟' then snoozed_until end as snoozed_until,
    case when life.state = '已推迟' then snooze_reason end as snooze_reason, opened_at, quotation, clause_state, found.rule, subject_key, owner_key,
    found.matter_en, title_en, verb_en
from alerts_on($as_of) found left join alert_states life using (alert_key)
where ($severity is null or found.severity = $severity) and starts_with(coalesce(found.region, ''), $region)
    and alert_in_scope(found.roles, found.region, found.contractor, $viewer_role, $viewer_region, $viewer_contractor)
order by severity_order(found.severity), found.due_date nulls last, rule_id, found.subject, alert_key

-- alert_history 预警的经过：何时出现，谁认领、推迟，何时消除、再现
-- clause: accuracy-rate two-low-removal publicity-inspection-coverage tranche-2-30 complaint-register-t rectify-letter-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: rule? subject? alert? as_of?
-- columns: happened_at, who, what, severity, detail, rule_id, subject, matter, state, alert_key, as_of, matter_en
select event.happened_at, event.who, event.what, event.severity, event.detail, coalesce(ids[1], life.rule) as rule_id,
    coalesce(about.name, life.subject) as subject, life.matter, life.state, event.alert_key, event.as_of, life.matter_en
from alert_events event
join alert_states life using (alert_key)
left join alert_rules using (rule)
left join alert_names about on about.code = life.subject
where event.as_of <= $as_of and ($rule is null or life.rule = $rule or list_contains(ids, $rule))
    and ($subject is null or life.subject = $subject or about.name = $subject) and ($alert is null or event.alert_key = $alert)
    and alert_in_scope(life.roles, life.region, life.contractor, $viewer_role, $viewer_region, $viewer_contractor)
order by event.event_id desc

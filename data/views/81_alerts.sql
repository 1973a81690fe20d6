-- What the rules of data/alerts found (kept.alerts, put there by data/alerts/find.py), with clause, names and who must act.

-- Whatever an alert may be about or owned by, and its name.
create or replace view alert_names as
select unit_code as code, unit_name as name from org_units
union select village_code, village_name from villages where village_code not in (select unit_code from org_units)
union select contractor_code, contractor_name from contractors
union select contract_no, contract_no || coalesce(' ' || contractor_name, '') from contracts left join contractors using (contractor_code)
union select group_key, group_name from group_names where by_what = 'county';

-- One row an alert. Where the profile says nothing there is none, or a grey one; what waits for the office's confirmation is grey.
create or replace macro alerts_on(as_of) as table
select case when silent = 'keep' or usable and value <> 'null' then kept.severity else 'grey' end as severity,
    coalesce(own_rule, case when list_contains(ids, rule_id) then rule_id end, ids[1]) as rule_id, alert_key, kept.rule,
    kept.subject as subject_key, coalesce(about.name, kept.subject) as subject, kept.owner as owner_key, coalesce(actor.name, kept.owner) as owner,
    kept.region, kept.contractor, kept.due_date, working_days_between(as_of, kept.due_date) as working_days_left, matter, matter_en,
    alert_rules.title, alert_rules.title_en, verb, verb_en, kept.page, roles, concat_ws(' ', document, policy.clause) as clause, quotation,
    policy.state as clause_state
from kept.alerts kept
join alert_rules using (rule)
left join policy on policy.param = alert_rules.param
left join alert_names about on about.code = kept.subject
left join alert_names actor on actor.code = kept.owner
where kept.day = as_of and (silent in ('grey', 'keep') or coalesce(value, 'null') <> 'null');

-- Who may see an alert: his role, his division, his contractor.
create or replace macro alert_in_scope(roles, region, contractor, viewer_role, viewer_region, viewer_contractor) as
    list_contains(roles, viewer_role) and starts_with(coalesce(region, ''), viewer_region)
    and (viewer_contractor is null or coalesce(contractor = viewer_contractor, false));

create or replace macro severity_order(severity) as case severity when 'red' then 1 when 'amber' then 2 else 3 end;

-- The rows behind a grouped alert: their numbers and what was found, no person's name.
create or replace macro alert_rows_on(as_of) as table
select distinct rows.alert_key, rows.row, rows.found, rows.region, rows.contractor, alert_rules.roles
from kept.alert_rows rows join kept.alerts found on found.day = rows.day and found.alert_key = rows.alert_key
join alert_rules using (rule) where rows.day = as_of;

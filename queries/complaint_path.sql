-- complaint_path 投诉办理过程：每件从接收到回复走到哪一步，各步几天，超期几个工作日，有没有自己查自己
-- clause: complaint-ledger-q complaint-register-t complaint-assist-investigation complaint-transfer-supervise
-- roles: leader panel finance town auditor admin
-- parameters: period region? contractor? as_of? complaint?
-- columns: complaint_id, receive_date, transfer_date, verify_date, reply_date, closed_date, transfer_days, verify_days, reply_days, close_days, due_date, working_days_late, state, content, register_date, channel, complaint_type, target_type, town_code, town_name, contractor_code, contractor_name, staff, receive_name, handler_unit, handler_name, supervise_date, verify_result, outcome_class, key_lead, complainant, rect_id, days_to_reply, age_days, due_by_policy, working_days_left, replied_on_time, self_handled, self_registered
-- Calendar days of each step, counted from the last step before it that has a date; working_days_late runs to the day of closing.
-- --complaint: one of them, whatever its period.
select complaint_id, receive_date, transfer_date, verify_date, reply_date, closed_date, transfer_days, verify_days, reply_days, close_days,
    due_date, working_days_late, state,
    -- masked in the store; who is complained of does not read even that
    case when $viewer_contractor is null then content end as content,
    register_date, channel, complaint_type, target_type, town_code, unit_name as town_name, steps.contractor_code, contractor_name,
    named_staff(staff_ids) as staff, receive_name, handler_unit, handler_name, supervise_date, verify_result, outcome_class, key_lead,
    case when $viewer_contractor is null then complainant end as complainant,
    coalesce(rect_id, (select min(rect.rect_id) from rectifications rect where rect.source_type = '投诉举报' and rect.source_id = complaint_id)) as rect_id,
    days_to_reply, age_days, due_by_policy, working_days_left, replied_on_time, self_handled, self_registered
from complaint_steps($as_of) steps
left join org_units on unit_code = town_code
left join contractors on contractors.contractor_code = steps.contractor_code
where (receive_date between $first_day and $last_day and $complaint is null or complaint_id = $complaint)
    -- a complaint without a town is the county's matter
    and starts_with(coalesce(town_code, county_code), $viewer_region) and starts_with(coalesce(town_code, county_code), $region)
    and ($viewer_contractor is null or steps.contractor_code = $viewer_contractor)
    and ($contractor is null or steps.contractor_code = $contractor)
order by closed_date is not null, working_days_late desc nulls last, due_date nulls last, receive_date desc, complaint_id

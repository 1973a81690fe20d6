-- rule: complaint-register-t complaint-ledger-q complaint-channels-a
-- title: 投诉未按时办结 | a complaint is late
-- red: 超过办理时限 | past its day
-- amber: 临近办理时限 | its day is near
-- matter: {receive_date}收到的“{type}”投诉{state} | complaint of {receive_date} ({type}): {state}
-- verb: 去办理 | Open the complaint
-- page: /complaints?case={key}
-- silent: keep
-- clause: complaint_reply_wd
-- needs: complaints
-- roles: complaints
select case state when '超期未结' then 'red' when '临期' then 'amber' end as severity, complaint_id as key, complaint_id as subject,
    coalesce(handler_unit, receive_unit, town_code, '民政局') as owner, coalesce(town_code, county_code) as region, contractor_code as contractor, due_date,
    receive_date, coalesce(complaint_type, '其他') as type, state
from complaint_steps($as_of)

-- left_out_complaints 未计入的投诉：各数没有算进去的各有多少件，为什么
-- clause: complaint-register-j complaint-ledger-q complaint-transfer-supervise
-- roles: leader panel finance town auditor admin
-- parameters: period region? contractor? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with known as (
    select * from complaint_steps($as_of)
    where receive_date between $first_day and $last_day
        -- a complaint without a town is the county's matter
        and starts_with(coalesce(town_code, county_code), $viewer_region) and starts_with(coalesce(town_code, county_code), $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
), later as (
    select complaint_id from complaints
    where receive_date between $first_day and $last_day and receive_date > $as_of
        and starts_with(coalesce(town_code, county_of(town_code)), $viewer_region) and starts_with(coalesce(town_code, county_of(town_code)), $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
), found as (
    select unnest(['complaints_received', 'complaints_open', 'complaints_substantiated', 'complaints_reply', 'complaint_steps', 'complaint_self']) as figure,
        9 as place, '截止日之后接收' as reason, count(*) as n from later
    union all select 'complaints_open', 1, '没有办理时限，不判超期', count(*) filter (due_date is null) from known
    union all select 'complaints_substantiated', 1, '无法核实', count(*) filter (verify_result = '无法核实') from known
    union all select 'complaints_substantiated', 2, '尚未核实', count(*) filter (verify_result is null) from known
    union all select 'complaints_reply', 1, '没有办理时限', count(*) filter (due_date is null) from known
    union all select 'complaints_reply', 2, '时限未到、还没有回复', count(*) filter (due_date is not null and replied_on_time is null) from known
    union all select 'complaint_steps', 1, '没有转办日期', count(*) filter (transfer_days is null) from known
    union all select 'complaint_steps', 2, '没有核实日期', count(*) filter (verify_days is null) from known
    union all select 'complaint_steps', 3, '没有回复日期', count(*) filter (reply_days is null) from known
    union all select 'complaint_steps', 4, '没有办结日期', count(*) filter (close_days is null) from known
    union all select 'complaint_self', 1, '没有写明办理单位', count(*) filter (handler_unit is null) from known
    union all select 'complaint_self', 2, '被反映的承接主体只登记、不办理', count(*) filter (self_registered and not self_handled) from known
)
select figure, reason as left_out, n as count, '件' as unit from found order by figure, place

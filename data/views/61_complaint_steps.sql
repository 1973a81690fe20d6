-- The way of a complaint as it was known on a day (rules.md C.20, complaint-ledger-q complaint-register-t): its dates, the calendar
-- days of each step counted from the last step before it that has a date, its state by its due date, and who handles whom.
create or replace macro complaint_steps(as_of) as table
with known as (
    select * replace (if(register_date <= as_of, register_date, null) as register_date,
                      if(bureau_feedback_date <= as_of, bureau_feedback_date, null) as bureau_feedback_date,
                      if(transfer_date <= as_of, transfer_date, null) as transfer_date,
                      if(supervise_date <= as_of, supervise_date, null) as supervise_date,
                      if(verify_date <= as_of, verify_date, null) as verify_date,
                      -- a result without a date is known, one of a later day is not (I7)
                      if(verify_date > as_of, null, verify_result) as verify_result,
                      if(reply_date <= as_of, reply_date, null) as reply_date,
                      if(closed_date <= as_of, closed_date, null) as closed_date,
                      if(closed_date > as_of, null, outcome_class) as outcome_class)
    from complaints
    where receive_date <= as_of
), limited as (
    select known.*, county_of(known.town_code) as county_code, complaint_due(due_date, register_date, receive_date) as due_on,
        handler.unit_type as handler_type, handler.unit_name as handler_name,
        coalesce(receiver.unit_name, receiving.contractor_name) as receive_name
    from known
    left join org_units handler on handler.unit_code = known.handler_unit
    left join org_units receiver on receiver.unit_code = known.receive_unit
    left join contractors receiving on receiving.contractor_code = known.receive_unit
), counted as (
    select *, working_days_between(as_of, due_on) as days_left,
        -- the clock runs until it is closed, else until the day that is asked about (choices.md G)
        working_days_between(due_on, coalesce(closed_date, as_of)) as days_late
    from limited
)
select complaint_id, receive_date, register_date, channel, complaint_type, target_type, county_code, town_code, contractor_code,
    staff_id as staff_ids, receive_unit, receive_name, handler_unit, handler_name, transfer_date, supervise_date, verify_date,
    verify_result, reply_date, closed_date, outcome_class, coalesce(key_lead, false) as key_lead, complainant, content, rect_id,
    transfer_date - receive_date as transfer_days,
    verify_date - coalesce(transfer_date, receive_date) as verify_days,
    reply_date - coalesce(verify_date, transfer_date, receive_date) as reply_days,
    closed_date - coalesce(reply_date, verify_date, transfer_date, receive_date) as close_days,
    reply_date - receive_date as days_to_reply,
    coalesce(closed_date, as_of) - receive_date as age_days,
    due_on as due_date, due_date is null and due_on is not null as due_by_policy,
    case when due_on is not null then case when due_on < coalesce(closed_date, as_of) then greatest(days_late, 0) else 0 end end
        as working_days_late,
    case when closed_date is null then days_left end as working_days_left,
    case when closed_date > due_on then '逾期办结' when closed_date <= due_on then '按期办结' when closed_date is not null then '已办结'
         when due_on is null then '未写明期限' when due_on < as_of then '超期未结'
         when days_left <= policy_number('near_deadline_wd') then '临期' else '办理中' end as state,
    -- 按期回复: of those replied to, and of those whose day has passed
    case when reply_date is not null then reply_date <= due_on when due_on < as_of then false end as replied_on_time,
    -- who is complained of must not handle it; a contractor registers complaints about itself by clause, which is shown beside
    coalesce(case when target_type in ('承接主体', '核查员') then handler_unit = contractor_code
                  when target_type = '乡镇街道' then handler_unit = town_code
                  when target_type = '局机关' then handler_type = '民政局' end, false) as self_handled,
    coalesce(target_type in ('承接主体', '核查员') and receive_unit = contractor_code, false) as self_registered
from counted;

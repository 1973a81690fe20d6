-- Complaints, rectifications and violations as they were known on a day (choices.md B5, G, I1, I7): a row whose own
-- date lies later does not exist, another date that lies later is blank.

-- The county of a row: its division's, else the store's.
create or replace macro county_of(division) as coalesce(division[1:6], (select min(village_code[1:6]) from villages));

-- The day a reply is due: as the ledger has it, else by the profile's limit from registration, else unknown (rules.md C.20).
-- Two look-ups instead of nth_working_day, which for many rows at once joins the calendar with itself.
create or replace macro working_ordinal(a_day) as (select ordinal from calendar_days where day = a_day);
create or replace macro working_day_of(place) as (select min(day) from calendar_days where is_workday and ordinal = place);
create or replace macro complaint_due(due_date, register_date, receive_date) as
    coalesce(due_date, working_day_of(working_ordinal(coalesce(register_date, receive_date)) + cast(policy_number('complaint_reply_wd') as integer)));

create or replace macro known_complaints(as_of) as table
with known as (
    select * replace (if(closed_date <= as_of, closed_date, null) as closed_date,
                      if(reply_date <= as_of, reply_date, null) as reply_date,
                      -- a result without a date is known, one of a later day is not
                      if(verify_date > as_of, null, verify_result) as verify_result,
                      complaint_due(due_date, register_date, receive_date) as due_date)
    from complaints
    where receive_date <= as_of
)
select complaint_id, receive_date, county_of(town_code) as county_code, town_code, contractor_code, complaint_type, channel,
    due_date, closed_date, closed_date is not null as closed,
    -- on the due day it is not yet overdue; closed late stays late
    coalesce(due_date < coalesce(closed_date, as_of), false) as overdue,
    coalesce(verify_result in ('属实', '部分属实', '不属实'), false) as verified,
    coalesce(verify_result in ('属实', '部分属实'), false) as substantiated,
    reply_date - receive_date as days_to_reply
from known;

create or replace macro known_rectifications(as_of) as table
with known as (
    select * replace (if(complete_date <= as_of, complete_date, null) as complete_date,
                      if(lookback_date <= as_of, lookback_date, null) as lookback_date)
    from rectifications
    where issue_date is null or issue_date <= as_of
)
select rect_id, source_type, issue_date, deadline, complete_date, lookback_date, resp_unit,
    county_of(unit.unit_code) as county_code,
    -- the bureau and other offices of the county are no town (I7)
    case when unit.unit_type in ('乡镇', '街道', '其他') then unit.unit_code end as town_code, contractor.contractor_code,
    complete_date is not null as completed, coalesce(complete_date <= deadline, false) as on_time,
    coalesce(complete_date is null and deadline < as_of, false) as overdue,
    case when lookback_date is not null then lookback_public end as lookback_public
from known
left join org_units unit on unit.unit_code = known.resp_unit
left join contractors contractor on contractor.contractor_code = known.resp_unit;

create or replace macro known_violations(as_of) as table
select violation_id, found_date, type_code, violation.staff_id as staff_ids, violation.contractor_code,
    county_of(request.village_code) as county_code, request.village_code,
    coalesce(proposal_date <= as_of, false) as proposed, coalesce(decision_date <= as_of, false) as decided,
    coalesce(recover_due, 0) as recover_due, coalesce(recovered, 0) as recovered
from violations violation
left join investigations visit using (inv_id)
left join cases request using (case_no)
where found_date <= as_of;

-- Case postings (choices.md E5): did each hang its full days, with its four elements and without private data?

-- days d with first_day < d <= last_day
create or replace macro days_between(first_day, last_day) as greatest(cast(last_day as date) - cast(first_day as date), 0);

-- A damaged posting hangs again from the day it is restored; without one it is lost until its end.
create or replace view case_postings as
with lost as (
    select *,
        -- the posting day itself is not counted (K2), so a loss counts from the day after it at the earliest
        greatest(start_date, damage_found_date - 1) as last_good_day,
        case when damage_found_date <= end_date then least(end_date, coalesce(restored_date - 1, end_date)) end as last_lost_day
    from postings
    where posting_type in ('审核公示', '审批公示')
), counted as (
    select *,
        days_between(start_date, end_date) - coalesce(days_between(last_good_day, last_lost_day), 0) as days,
        working_days_between(start_date, end_date)
            - coalesce(greatest(working_days_between(last_good_day, last_lost_day), 0), 0) as working_days
    from lost
)
select posting_id, posting_type, village_code, village.town_code, start_date, end_date, days, working_days,
    coalesce(case posting_type when '审核公示' then days >= policy_number('posting_audit_days')
                               else working_days >= policy_number('posting_approval_days') end, false) as full_days,
    -- a blank element counts as missing
    coalesce(show_type and show_period and show_hotline and seal_ok, false) as four_elements,
    coalesce(privacy_issue = '无', false) as no_privacy_issue
from counted left join villages village using (village_code);

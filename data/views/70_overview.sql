-- 总览 (spec.md 4 overview): every headline measure once, for any window of days, so that the window before and the one of last
-- year are the same figure again. Nothing is defined here: each row adds up what the views of its own page derive.

-- A day moved back by the length of the window: by whole months when the window is whole months, else by as many days.
create or replace macro moved_back(any_day, first_day, last_day) as
    case when day(first_day) = 1 and last_day(cast(last_day as date)) = cast(last_day as date)
         then cast(any_day - to_months(cast(date_diff('month', first_day, last_day) + 1 as integer)) as date)
         else any_day - cast(date_diff('day', first_day, last_day) + 1 as integer) end;
-- A day a year earlier; the last day of a month stays the last one.
create or replace macro year_before(any_day) as
    case when last_day(cast(any_day as date)) = cast(any_day as date) then last_day(cast(any_day - interval 1 year as date))
         else cast(any_day - interval 1 year as date) end;
create or replace macro quarter_first(any_day) as cast(date_trunc('quarter', any_day) as date);
create or replace macro quarter_last(any_day) as cast(date_trunc('quarter', any_day) + interval 3 month - interval 1 day as date);

-- Shares and points are DOUBLE, money stays DECIMAL to the cent, in one column.
create or replace macro as_figure(x) as cast(union_value(figure := cast(x as double)) as union(figure double, yuan decimal(14, 2)));
create or replace macro as_yuan(x) as cast(union_value(yuan := cast(x as decimal(14, 2))) as union(figure double, yuan decimal(14, 2)));

-- Of visits, re-checks, forms and complaints of the window, as of one day.
create or replace macro window_measures(first_day, last_day, as_of, region, viewer_region, viewer_contractor) as table
with sample as (
    select count(*) filter (counted) as rechecked, count(*) filter (counted and accurate) as accurate,
           sum(items) filter (counted) as items, sum(items_consistent) filter (counted) as items_consistent
    from rechecked_visits('all', first_day, last_day, as_of, region, null, null, viewer_region, viewer_contractor)
), visits as (
    select count(*) as visited
    from grouped_visits('all', first_day, last_day, as_of, region, null, null, viewer_region, viewer_contractor)
), forms as (
    select sum(forms) as forms, sum(satisfied) as satisfied from feedback_visits(first_day, last_day)
    where starts_with(village_code, viewer_region) and starts_with(village_code, region) and visit_day <= as_of
      and (viewer_contractor is null or contractor_code = viewer_contractor)
), complained as (
    select count(*) filter (verified) as verified, count(*) filter (substantiated) as substantiated
    from known_complaints(as_of)
    where receive_date between first_day and last_day and starts_with(coalesce(town_code, county_code), viewer_region)
      and starts_with(coalesce(town_code, county_code), region)
      and (viewer_contractor is null or contractor_code = viewer_contractor)
), judged as (
    select *, policy_number('wilson_z') as z, policy_number('accuracy_target') as accuracy_target from sample, visits where visited > 0
)
select 'accuracy' as measure, share_pct(accurate, rechecked) as value, rechecked as n, accurate as part,
       wilson_low(accurate, rechecked, z) as ci_low, wilson_high(accurate, rechecked, z) as ci_high, accuracy_target as target,
       accuracy_verdict(rechecked, wilson_low(accurate, rechecked, z), wilson_high(accurate, rechecked, z), accuracy_target) as verdict,
       'accuracy_target' as param
from judged
union all
select 'item_accuracy', share_pct(items_consistent, items), coalesce(items, 0), coalesce(items_consistent, 0), null, null, null, null,
       'survey_items' from judged
union all
select 'recheck_share', share_pct(rechecked, visited), visited, rechecked, null, null, policy_number('min_spot_check_rate'), null,
       'min_spot_check_rate' from judged
union all
select 'service_satisfaction', share_pct(satisfied, forms), forms, satisfied, null, null, null, null, 'recipient_feedback_required'
from forms where forms > 0
union all
select 'substantiated', share_pct(substantiated, verified), verified, substantiated, null, null, null, null, 'complaint_register_body'
from complained where verified > 0;

-- Of the villages of a quarter.
create or replace macro quarter_measures(first_day, last_day, as_of, region, viewer_region, viewer_contractor) as table
with village as (
    select count(*) as villages, count_met(inspections > 0) as inspected, count_met(photo_set) as photo_sets
    from publicity_by_village(first_day, last_day, as_of)
    where starts_with(village_code, region) and starts_with(village_code, viewer_region) and viewer_contractor is null
)
select 'coverage' as measure, share_pct(inspected, villages) as value, villages as n, inspected as part,
       policy_number('coverage_target') as target, coverage_verdict(inspected, villages, last_day, as_of) as verdict,
       'inspections_per_period' as param
from village where villages > 0
union all
select 'photo_sets', share_pct(photo_sets, villages), villages, photo_sets, null, null, 'photo_set' from village where villages > 0;

-- Of the contracts as they stand on a day.
create or replace macro standing_measures(stand_on, region, viewer_region, viewer_contractor) as table
with tranche as (
    select count(*) filter (is_due) as due, count(*) filter (is_due and is_on_time) as on_time,
           count(*) filter (overdue_amount > 0) as overdue, sum(overdue_amount) as overdue_amount
    from tranche_dues(stand_on)
    where len(viewer_region) <= 6 and len(region) <= 6 and (viewer_contractor is null or contractor_code = viewer_contractor)
)
select 'on_time' as measure, as_figure(share_pct(on_time, due)) as value, '%' as unit, due as n, on_time as part, null as verdict,
       'tranche_1_limit_wd' as param
from tranche where due > 0
union all
select 'overdue_amount', as_yuan(overdue_amount), '元', due, overdue, case when overdue > 0 then '逾期未拨' else '达标' end,
       'tranche_1_limit_wd'
from tranche where due > 0;

-- Each contractor's last valid round by a day; before and a year before are its own earlier valid rounds: the round before, and
-- the one whose evaluated period holds the middle of this one's a year earlier.
create or replace macro last_valid_rounds(as_of, region, viewer_region, viewer_contractor) as table
with valid_round as (
    select *, lag(score) over rounds as score_before, period_start + cast((period_end - period_start) / 2 as integer) as middle
    from satisfaction_rounds(as_of)
    where valid and len(viewer_region) <= 6 and len(region) <= 6
      and (viewer_contractor is null or contractor_code = viewer_contractor)
    window rounds as (partition by contractor_code order by result_date, contract_no, round_no)
), earlier as (
    select round.eval_id, any_value(other.score) as score_a_year_before
    from valid_round round
    join valid_round other on other.contractor_code = round.contractor_code
        and year_before(round.middle) between other.period_start and other.period_end
    group by round.eval_id
)
select valid_round.*, score_a_year_before
from valid_round left join earlier using (eval_id)
qualify row_number() over (partition by contractor_code order by result_date desc, contract_no desc, round_no desc) = 1;

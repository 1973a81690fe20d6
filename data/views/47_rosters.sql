-- The long-term roster of a village, month by month (roster-monthly-update, roster-fields; rules.md E.3).

-- Villages due a roster in each month between two days, and what hangs. The register of households is not among the datasets
-- yet: a village counts as one without recipients only while its last roster itself says 0 households.
create or replace macro rosters_by_month(first_day, last_day, as_of) as table
with month as (
    select cast(unnest(range(cast(date_trunc('month', cast(first_day as date)) as timestamp),
                             cast(least(cast(last_day as date), cast(as_of as date)) as timestamp) + interval 1 day, interval 1 month)) as date) as starts
), span as (
    select starts, cast(starts + interval 1 month - interval 1 day as date) as ends, counted_until(ends, as_of) as until from month
), roster as (
    -- an update without change still counts; a roster's day is its update's, else the day it was put up
    select village_code, cast(coalesce(roster_update_date, start_date) as date) as day, roster_update_date is not null as dated,
        case when roster_fields is not null then list_filter(required, lambda one: not list_contains(roster_fields, one)) end as lacking,
        privacy_issue, roster_households, posting_id
    from postings cross join (select policy_list('roster_fields_required') as required)
    where posting_type = '长期公示' and start_date <= as_of
), last_update as (
    select starts, village_code, max(day) as updated_on, last(lacking order by day, posting_id) as lacking,
        last(if(privacy_issue = '无', null, privacy_issue) order by day, posting_id) as extra
    from span join roster on day between starts and until and dated
    group by all
), households as (
    select starts, village_code, last(roster_households order by day, posting_id) filter (roster_households is not null) as households
    from span join roster on day <= until
    group by all
)
select span.starts, span.ends, village.village_code, village.village_name, village.town_code, coalesce(unit.unit_name, village.town_name) as town_name,
    households.households, last_update.updated_on, last_update.updated_on is not null as updated,
    -- lacking: fields that the roster does not show, null when nobody noted them; extra: personal data shown beyond them
    last_update.lacking, last_update.extra, case when updated_on is not null and lacking is not null then len(lacking) = 0 and extra is null end as fields_right,
    case when updated_on is not null then '已更新' when as_of > span.ends then '逾期未更新'
         when day(cast(as_of as date)) >= policy_number('roster_remind_day') then '待提醒' else '待更新' end as state
from span
join villages village on (village.active_from is null or village.active_from <= span.until)
    and (village.active_to is null or village.active_to > span.until)
left join org_units unit on unit.unit_code = village.town_code
left join last_update on last_update.starts = span.starts and last_update.village_code = village.village_code
left join households on households.starts = span.starts and households.village_code = village.village_code
where coalesce(households.households, 1) > 0;

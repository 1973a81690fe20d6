-- village_history 一村的公示历史：每个季度查没查、要件和照片齐不齐、缺什么
-- clause: publicity-inspection-coverage board-four-items photos-quarterly-near-far photos-filed-with-bureau
-- roles: leader panel finance town inspector auditor admin
-- parameters: village as_of?
-- columns: quarter, first_day, last_day, due, inspections, not_counted, last_inspected, by_bureau, by_town, board_complete, board_gaps, photo_set, photo_filed, missing, closed
with seen as (
    select village_code, cast(insp_date as date) as day, cast(not counts as integer) as not_counted from judged_inspections
    where insp_date <= $as_of
    union all
    select village_code, cast(shot_date as date), 0 from publicity_photos where shot_date <= $as_of
), mine as (
    -- a village that was merged is no longer due; what was found there stays (E.3)
    select cast(date_trunc('quarter', day) as date) as starts, sum(not_counted) as not_counted
    from seen
    where village_code = $village and starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by all
), bounds as (
    select coalesce(min(starts), $as_of) as first_day from mine
), due as (
    select * from publicity_windows((select first_day from bounds), $as_of, $as_of, true)
    where village_code = $village and starts_with(village_code, $viewer_region) and $viewer_contractor is null
)
select year(starts) || 'Q' || quarter(starts) as quarter, starts as first_day,
    cast(starts + interval 3 month - interval 1 day as date) as last_day, due.village_code is not null as due,
    coalesce(inspections, 0) as inspections, coalesce(not_counted, 0) as not_counted, last_inspected, coalesce(by_bureau, false) as by_bureau,
    coalesce(by_town, false) as by_town, board_complete, nullif(array_to_string(board_gaps, '、'), '') as board_gaps,
    coalesce(photo_set, false) as photo_set, coalesce(photo_filed, false) as photo_filed,
    case when due.village_code is not null then publicity_missing(inspections, near, far, board_complete) end as missing,
    $as_of >= starts + interval 3 month as closed
from due full join mine using (starts)
order by first_day desc

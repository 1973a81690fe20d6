-- rosters 长期公示名册：每月更新了没有，五项要素齐不齐，有没有多公示
-- clause: roster-monthly-update roster-fields roster-longterm-board
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=month|town|village? as_of?
-- columns: group_key, group_name, due, updated, updated_pct, fields_right, fields_right_pct, with_extra, overdue, waiting, last_update, lacking, extra, months_missing, households, town_code, town_name, fields_known
with figure as (
    select case $by when 'town' then town_code when 'village' then village_code else strftime(starts, '%Y-%m') end as group_key,
        case $by when 'town' then any_value(town_name) when 'village' then any_value(village_name) else any_value(strftime(starts, '%Y-%m')) end as group_name,
        count(*) as due, count(*) filter (state = '已更新') as updated, count(*) filter (fields_right) as fields_right,
        count(fields_right) as fields_known,
        count(*) filter (extra is not null) as with_extra, count(*) filter (state = '逾期未更新') as overdue,
        count(*) filter (state in ('待更新', '待提醒')) as waiting, max(updated_on) as last_update,
        nullif(array_to_string(list_sort(list_distinct(flatten(coalesce(list(lacking) filter (lacking is not null), [])))), '、'), '') as lacking,
        string_agg(distinct extra, '、' order by extra) as extra,
        string_agg(strftime(starts, '%Y-%m'), '、' order by starts) filter (state = '逾期未更新') as months_missing,
        last(households order by starts) as households, any_value(town_code) as town_code, any_value(town_name) as town_name
    from rosters_by_month($first_day, $last_day, $as_of)
    -- rosters concern no contractor: an account of one sees none
    where starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by 1
)
select group_key, group_name, due, updated, share_pct(updated, due) as updated_pct, fields_right,
    share_pct(fields_right, fields_known) as fields_right_pct, with_extra, overdue, waiting, last_update, lacking, extra,
    case when $by = 'village' then months_missing end as months_missing, case when $by = 'village' then households end as households,
    case when $by in ('town', 'village') then town_code end as town_code, case when $by in ('town', 'village') then town_name end as town_name, fields_known
from figure
order by group_key

-- village_inspections 一村的检查：何时由谁检查，各要件在不在，计不计入覆盖
-- clause: publicity-inspection-coverage board-four-items
-- roles: leader panel finance town inspector auditor admin
-- parameters: village as_of?
-- columns: insp_date, inspector_unit_type, mode, has_notice, has_roster, has_policy, has_hotline, result, counts, insp_id, why_not, board_gaps, roster_month_seen, content_accurate, privacy_ok, rect_id, photos_missing, entered_on, entry_lag
with found as (
    select judged.*, cast(imported_at as date) as entered_on,
        -- the grey flag 缺照片: the set of the inspection's quarter, as it stands now
        not coalesce((select bool_or("view" = '近景') and bool_or("view" = '远景') from judged_photos($as_of) photo
                      where photo.village_code = judged.village_code and why_not is null
                          and date_trunc('quarter', shot_date) = date_trunc('quarter', judged.insp_date)), false) as photos_missing
    from judged_inspections judged left join imports on import_id = judged._import
    where judged.village_code = $village and insp_date <= $as_of
        and starts_with(judged.village_code, $viewer_region) and $viewer_contractor is null
)
select insp_date, inspector_unit_type, mode, has_notice, has_roster, has_policy, has_hotline, result, counts, insp_id,
    case when not on_the_spot then '非实地' when inspector_unit_type = '第三方' then '第三方跟踪' when not counts then '检查主体不明' end as why_not,
    nullif(array_to_string(board_gaps, '、'), '') as board_gaps, roster_month_seen, content_accurate, privacy_ok,
    coalesce(rect_id, (select min(rect.rect_id) from rectifications rect where rect.source_id = insp_id)) as rect_id, photos_missing,
    -- it counts by its own day, however late it was entered; the lag is shown
    entered_on, cast(entered_on - insp_date as integer) as entry_lag
from found
order by insp_date desc, insp_id

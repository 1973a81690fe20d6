-- publicity_coverage 公示检查覆盖：本季度多少村（社区）受到实地检查，要件和照片是否齐全？
-- clause: publicity-inspection-coverage publicity-inspection-by-body board-four-items photos-quarterly-near-far photos-filed-with-bureau
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=county|town as_of?
-- columns: group_key, group_name, villages, inspected, coverage_pct, bureau_inspected, bureau_pct, town_inspected, town_pct, board_complete, board_complete_pct, photo_sets, photo_set_pct, photo_filed, verdict
with figure as (
    select case $by when 'town' then town_code else village_code[1:6] end as group_key, count(*) as villages,
        count(*) filter (inspections > 0) as inspected, count(*) filter (by_bureau) as bureau_inspected,
        count(*) filter (by_town) as town_inspected, count(*) filter (board_complete) as board_complete,
        count(*) filter (photo_set) as photo_sets, count(*) filter (photo_filed) as photo_filed
    from publicity_by_village($first_day, $last_day, $as_of)
    -- inspections concern no contractor: an account of one sees none
    where starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by all
)
select figure.group_key, group_name, villages, inspected, share_pct(inspected, villages) as coverage_pct,
    bureau_inspected, share_pct(bureau_inspected, villages) as bureau_pct,
    town_inspected, share_pct(town_inspected, villages) as town_pct,
    board_complete, share_pct(board_complete, inspected) as board_complete_pct,
    photo_sets, share_pct(photo_sets, villages) as photo_set_pct, photo_filed,
    coverage_verdict(inspected, villages, $last_day, $as_of) as verdict
from figure left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key;

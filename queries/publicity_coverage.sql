-- publicity_coverage 公示检查覆盖：本季度多少村（社区）受到实地检查，要件和照片是否齐全？
-- clause: publicity-inspection-coverage publicity-inspection-by-body board-four-items photos-quarterly-near-far photos-filed-with-bureau
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=county|town as_of?
-- columns: group_key, group_name, villages, inspected, coverage_pct, bureau_inspected, bureau_pct, town_inspected, town_pct, board_complete, board_complete_pct, photo_sets, photo_set_pct, photo_filed, verdict, bodies_verdict, inspections_per_village, working_days, working_days_gone, elapsed_pct, pace, pace_needed
with figure as (
    select case $by when 'town' then town_code else village_code[1:6] end as group_key, count(*) as villages,
        count_met(inspections > 0) as inspected, count_met(by_bureau) as bureau_inspected, count_met(by_town) as town_inspected,
        prescribed('board_items', count(*) filter (board_complete)) as board_complete,
        count_met(photo_set) as photo_sets, count_met(photo_filed) as photo_filed, sum(inspections) as inspections
    from publicity_by_village($first_day, $last_day, $as_of)
    -- inspections concern no contractor: an account of one sees none
    where starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by all
), calendar as (
    -- the first day counts too; a day that is today is gone
    select working_days_between($first_day - 1, $last_day) as working_days,
        greatest(working_days_between($first_day - 1, least($as_of, $last_day)), 0) as gone
)
select figure.group_key, group_name, villages, inspected, share_pct(inspected, villages) as coverage_pct,
    bureau_inspected, share_pct(bureau_inspected, villages) as bureau_pct,
    town_inspected, share_pct(town_inspected, villages) as town_pct,
    board_complete, share_pct(board_complete, inspected) as board_complete_pct,
    photo_sets, share_pct(photo_sets, villages) as photo_set_pct, photo_filed,
    coverage_verdict(inspected, villages, $last_day, $as_of) as verdict,
    -- one town is not answerable for what the bureau left out
    case when $by = 'county' then bodies_verdict(villages, inspected, bureau_inspected, town_inspected, $last_day, $as_of)
         else bodies_verdict(villages, inspected, villages, town_inspected, $last_day, $as_of) end as bodies_verdict,
    inspections / villages as inspections_per_village, working_days, gone as working_days_gone, share_pct(gone, working_days) as elapsed_pct,
    -- of a running quarter: villages a working day until now, and needed for the rest; null when no working day is left
    case when $as_of <= $last_day then inspected / nullif(gone, 0) end as pace,
    case when $as_of <= $last_day then (villages - inspected) / nullif(working_days - gone, 0) end as pace_needed
from figure cross join calendar left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key;

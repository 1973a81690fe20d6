-- violation_outcomes 违规处理结果：每人、每家承接主体、每个镇街各有哪些处理，应追回和已追回多少
-- clause: violation-outcome-correct-recover violation-outcome-terminate violation-outcome-transfer
-- roles: leader panel finance auditor admin
-- parameters: period by=staff|contractor|town region? contractor? as_of?
-- columns: group_key, group_name, found, decided, corrected, recovering, terminated, transferred, prosecuted, recover_due, recovered, recovered_pct
with violation as (
    select *, unnest(case $by when 'contractor' then [contractor_code] when 'town' then [town_code]
                              else case when len(staff_ids) > 0 then list_distinct(staff_ids) else [null] end end) as group_key
    from violation_states($as_of)
    where found_date between $first_day and $last_day
        -- a violation belongs to the village of its visit, without one to the county
        and starts_with(coalesce(village_code, county_code), $viewer_region) and starts_with(coalesce(village_code, county_code), $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
), figure as (
    select group_key, count(*) as found, count(decision_date) as decided,
        count(*) filter (list_contains(outcomes, '责令改正')) as corrected, count(*) filter (list_contains(outcomes, '追回费用')) as recovering,
        count(*) filter (list_contains(outcomes, '终止劳动合同')) as terminated, count(*) filter (list_contains(outcomes, '移交部门')) as transferred,
        count(*) filter (list_contains(outcomes, '追究刑责')) as prosecuted,
        cast(sum(recover_due) as decimal(14, 2)) as recover_due, cast(sum(recovered) as decimal(14, 2)) as recovered
    from violation group by group_key
)
select figure.group_key, group_name, found, decided, corrected, recovering, terminated, transferred, prosecuted, recover_due, recovered,
    share_pct(cast(recovered as double), cast(recover_due as double)) as recovered_pct
from figure
left join group_names on by_what = case $by when 'staff' then 'investigator' else $by end and group_names.group_key = figure.group_key
order by found desc, figure.group_key nulls last

-- violations 违规行为：发现多少，提出和审定处理意见多少，应追回和已追回多少？
-- clause: violation-three-steps violation-outcome-correct-recover violation-outcome-terminate violation-outcome-transfer
-- roles: leader panel finance auditor admin
-- parameters: period by=type|contractor|staff region? contractor? as_of?
-- columns: group_key, group_name, found, proposed, decided, waiting_decision, recover_due, recovered
with violation as (
    select *, unnest(case $by when 'type' then [type_code] when 'contractor' then [contractor_code]
                              else case when len(staff_ids) > 0 then list_distinct(staff_ids) else [null] end end) as group_key
    from known_violations($as_of)
    where found_date between $first_day and $last_day
        -- a violation belongs to the village of its visit, without one to the county
        and starts_with(coalesce(village_code, county_code), $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
        and starts_with(coalesce(village_code, county_code), $region) and ($contractor is null or contractor_code = $contractor)
), figure as (
    select group_key, count(*) as found, count(*) filter (proposed) as proposed, count(*) filter (decided) as decided,
        count(*) filter (proposed and not decided) as waiting_decision,
        sum(recover_due) as recover_due, sum(recovered) as recovered
    from violation
    group by group_key
)
select figure.group_key, case $by when 'type' then figure.group_key else group_name end as group_name, found, proposed, decided,
    waiting_decision, recover_due, recovered
from figure
left join group_names on by_what = case $by when 'staff' then 'investigator' else $by end
    and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

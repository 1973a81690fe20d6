-- rule: publicity-inspection-coverage
-- title: 公示检查进度落后 | inspections fall behind
-- red: 落后于应有进度超过第二条线 | behind the pace by more than the second bound
-- amber: 落后超过第一条线 | behind by more than the first
-- matter: {words}已检查 {inspected} / {villages} 个村（社区），时间已过 {elapsed}% | {inspected} of {villages} villages inspected in {part}, {elapsed}% of its days gone
-- verb: 排计划 | Plan visits
-- page: /publicity?period={part}&region={subject}
-- clause: inspections_per_period
-- needs: villages publicity_inspections
with quarter as (select * from alert_parts($as_of, 'quarter') where not over), seen as (
    select town_code, count(*) as villages, count_met(inspections > 0) as inspected
    from alert_villages($as_of) where not over
    group by town_code
), pace as (
    select *, 100 * ($as_of - first_day + 1) / (last_day - first_day + 1) as gone, share_pct(inspected, villages) as share from seen cross join quarter
)
select case when gone - share > cast(policy_list('bounds_pace')[2] as double) then 'red' when gone - share > cast(policy_list('bounds_pace')[1] as double) then 'amber' end as severity,
    town_code || '.' || part as key, town_code as subject, town_code as owner, town_code as region, null as contractor, last_day as due_date, part,
    part_words(part) as words, inspected, villages, cast(gone as integer) as elapsed
from pace

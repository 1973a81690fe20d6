-- 镇街绩效加减分 (rules.md spot-check-to-town-points, C.41): re-checks with a result, what each would give its town, what a person decided.
-- One row per visit with a result, its latest valid re-check (C1), or the one that still waits for its result; and every re-check that
-- was decided on, also where it has gone since (present false). finding: what it says now, cause: what it said when it was decided.
-- No document gives a scale: proposed is null until the office confirms one.
create or replace macro town_point_rows(as_of) as table
with told as (
    select *, row_number() over (partition by inv_id order by why_not is null desc, check_date desc, check_id desc) = 1 as latest
    from rechecks where check_date <= as_of
), wrong as (
    select check_id, string_agg(item_name, '、' order by not critical, item_code) as items
    from recheck_items where compared and not consistent group by check_id
), found as (
    select check_id, inv_id, village_code, town_code, contractor_code, check_date, sample_method, latest,
           case when why_not is null and accurate then '准确' when why_not is null then '有差错' when pending then '待定' else '不计入' end as outcome,
           wrong.items, nullif(targeting_error, '无') as targeting_error
    from told left join wrong using (check_id)
)
select coalesce(found.check_id, decided.check_id) as check_id, coalesce(decided.unit_code, town_code) as unit_code,
       coalesce(village_code, decided.unit_code) as place, contractor_code, coalesce(decided.score_date, check_date) as score_date, sample_method,
       outcome, concat_ws('：', outcome, nullif(concat_ws('、', items, targeting_error), '')) as finding, decided.cause,
       coalesce(decided.proposed, cast(case outcome when '准确' then policy_exact('town_points_right')
                                                    when '有差错' then policy_exact('town_points_wrong') end as decimal(5, 2))) as proposed,
       decided.points, decided.reason, coalesce(decided.state, if(outcome = '待定', '待定', '待确认')) as state, decided_by, decided_at,
       found.check_id is not null as present
from found full join town_points decided using (check_id)
where decided.check_id is not null or (latest and outcome <> '不计入');

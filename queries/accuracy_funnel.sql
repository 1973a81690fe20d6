-- accuracy_funnel 调查员漏斗图：谁的准确率超出抽查户数所能解释的波动
-- clause: accuracy-rate responsibility-chain-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: staff_id, rechecked, accurate, accuracy_pct, center_pct, lower95_pct, upper95_pct, lower998_pct, upper998_pct, outlier, staff_name, contractor_code, contractor_name
with sample as (  -- one sample for everything asked; the centre counts each visit once (choices.md C6)
    select investigator_ids, accurate
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted
), pooled as (
    select count(*) filter (accurate) / count(*) as center from sample
), people as (
    select staff_id, count(*) as rechecked, count(*) filter (accurate) as accurate
    from (select unnest(list_distinct(investigator_ids)) as staff_id, accurate from sample) group by staff_id
), levels as (
    select policy_number('funnel_inner_pct') / 100 as inner_level, policy_number('funnel_outer_pct') / 100 as outer_level
), limits as (  -- in households, so that they compare with counts as whole numbers
    select *, binomial_quantile((1 - inner_level) / 2, rechecked, center) as lower95,
           binomial_quantile(1 - (1 - inner_level) / 2, rechecked, center) as upper95,
           binomial_quantile((1 - outer_level) / 2, rechecked, center) as lower998,
           binomial_quantile(1 - (1 - outer_level) / 2, rechecked, center) as upper998
    from people cross join pooled cross join levels
)
select limits.staff_id, rechecked, accurate, share_pct(accurate, rechecked) as accuracy_pct, 100 * center as center_pct,
       share_pct(lower95, rechecked) as lower95_pct, share_pct(upper95, rechecked) as upper95_pct,
       share_pct(lower998, rechecked) as lower998_pct, share_pct(upper998, rechecked) as upper998_pct,
       case when accurate < lower998 then 'low998' when accurate < lower95 then 'low95'
            when accurate > upper998 then 'high998' when accurate > upper95 then 'high95' end as outlier,
       staff_name, staff.contractor_code, contractor_name
from limits left join staff using (staff_id) left join contractors using (contractor_code)
order by limits.staff_id

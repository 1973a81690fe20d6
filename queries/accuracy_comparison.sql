-- accuracy_comparison 两期比较：准确率的变化超出偶然了吗
-- clause: accuracy-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: period before by=county|contractor|town|investigator|assistance|case_type? region? contractor? assistance? as_of?
-- columns: group_key, group_name, rechecked, accurate, accuracy_pct, before_rechecked, before_accurate, before_pct, difference_pct, ci_low_pct, ci_high_pct, verdict
with now as (
    select group_key, count(*) as rechecked, count(*) filter (accurate) as accurate
    from rechecked_visits(coalesce($by, 'county'), $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted group by group_key
), before as (
    select group_key, count(*) as rechecked, count(*) filter (accurate) as accurate
    from rechecked_visits(coalesce($by, 'county'), $before_first_day, $before_last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted group by group_key
), paired as (
    select coalesce(now.group_key, before.group_key) as group_key, coalesce(now.rechecked, 0) as rechecked, coalesce(now.accurate, 0) as accurate,
           coalesce(before.rechecked, 0) as before_rechecked, coalesce(before.accurate, 0) as before_accurate
    from now full join before on now.group_key is not distinct from before.group_key
), limited as (
    select *, newcombe_low(accurate, rechecked, before_accurate, before_rechecked, policy_number('wilson_z')) as ci_low_pct,
           newcombe_high(accurate, rechecked, before_accurate, before_rechecked, policy_number('wilson_z')) as ci_high_pct
    from paired
)
select limited.group_key, coalesce(group_name, limited.group_key) as group_name, rechecked, accurate,
       share_pct(accurate, rechecked) as accuracy_pct, before_rechecked, before_accurate,
       share_pct(before_accurate, before_rechecked) as before_pct,
       share_pct(accurate, rechecked) - share_pct(before_accurate, before_rechecked) as difference_pct, ci_low_pct, ci_high_pct,
       change_verdict(rechecked, before_rechecked, ci_low_pct, ci_high_pct) as verdict
from limited left join group_names on by_what = coalesce($by, 'county') and group_names.group_key = limited.group_key
order by limited.group_key nulls last

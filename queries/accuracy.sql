-- accuracy 入户调查准确率：有效抽查中关键项全部一致的户占多少
-- clause: accuracy-rate spot-check-volume targeting-error-bulletin survey-focus-by-case-type
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=county|contractor|town|investigator|assistance|case_type|month region? contractor? assistance? as_of?
-- columns: group_key, group_name, visited, rechecked, accurate, accuracy_pct, ci_low_pct, ci_high_pct, items, items_consistent, item_accuracy_pct, conclusion_agree_pct, wrong_included, wrong_excluded, amount_errors, pending, recheck_pct, weighted_pct, sample_label, verdict, target_pct
with visited as (
    select group_key, town_code, count(*) as visited
    from grouped_visits($by, $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                        $viewer_region, $viewer_contractor)
    group by group_key, town_code
), rechecked as (
    select group_key, town_code, count(*) filter (counted) as rechecked, count(*) filter (counted and accurate) as accurate,
           sum(items) filter (counted) as items, sum(items_consistent) filter (counted) as items_consistent,
           count(*) filter (counted and conclusion_agrees) as conclusion_agree,
           count(*) filter (counted and targeting_error = '错保') as wrong_included,
           count(*) filter (counted and targeting_error = '漏保') as wrong_excluded,
           count(*) filter (counted and targeting_error = '资金发放错误') as amount_errors,
           count(*) filter (waiting) as pending, bool_or(random_sample) filter (counted) as random_sample
    from rechecked_visits($by, $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    group by group_key, town_code
), strata as (  -- the towns of a group
    select visited.*, coalesce(rechecked, 0) as rechecked, rechecked.* exclude (group_key, town_code, rechecked)
    from visited left join rechecked
      on rechecked.group_key is not distinct from visited.group_key and rechecked.town_code is not distinct from visited.town_code
), grouped as (
    select group_key, cast(sum(visited) as bigint) as visited, cast(sum(rechecked) as bigint) as rechecked,
           cast(coalesce(sum(accurate), 0) as bigint) as accurate,
           cast(coalesce(sum(items), 0) as bigint) as items,
           cast(coalesce(sum(items_consistent), 0) as bigint) as items_consistent,
           cast(coalesce(sum(conclusion_agree), 0) as bigint) as conclusion_agree,
           cast(coalesce(sum(wrong_included), 0) as bigint) as wrong_included,
           cast(coalesce(sum(wrong_excluded), 0) as bigint) as wrong_excluded,
           cast(coalesce(sum(amount_errors), 0) as bigint) as amount_errors, cast(coalesce(sum(pending), 0) as bigint) as pending,
           bool_or(random_sample) as random_sample,
           -- withheld when towns without a re-check hold more than the allowed share, decided without rounding (C7)
           case when 100 * coalesce(sum(visited) filter (rechecked = 0), 0) <= policy_exact('uncovered_strata_max') * sum(visited)
                then clamp_pct(100 * sum(visited * accurate / nullif(rechecked, 0)) / sum(visited) filter (rechecked > 0))
           end as weighted_pct
    from strata group by group_key
), limited as (
    select *, wilson_low(accurate, rechecked, policy_number('wilson_z')) as ci_low_pct,
           wilson_high(accurate, rechecked, policy_number('wilson_z')) as ci_high_pct,
           policy_number('accuracy_target') as target_pct
    from grouped
)
select limited.group_key, coalesce(group_name, limited.group_key) as group_name,
       visited, rechecked, accurate, share_pct(accurate, rechecked) as accuracy_pct, ci_low_pct, ci_high_pct,
       items, items_consistent, share_pct(items_consistent, items) as item_accuracy_pct,
       share_pct(conclusion_agree, rechecked) as conclusion_agree_pct, wrong_included, wrong_excluded, amount_errors, pending,
       share_pct(rechecked, visited) as recheck_pct, weighted_pct,
       case when random_sample then '随机抽样' when rechecked > 0 then '重点抽查口径' end as sample_label,
       accuracy_verdict(rechecked, ci_low_pct, ci_high_pct, target_pct) as verdict,
       target_pct
from limited left join group_names on by_what = $by and group_names.group_key = limited.group_key
order by limited.group_key nulls last

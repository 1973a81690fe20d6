-- accuracy_errors 错漏及金额：错保、漏保、发放错误有多少，每月多发少发多少，推算到全部入户是多少
-- clause: targeting-error-bulletin accuracy-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: error, n, rechecked, rate_pct, ci_low_pct, ci_high_pct, over_yuan, under_yuan, amount_unknown, visited, weighted_pct, weighted_low_pct, weighted_high_pct, estimated, estimated_low, estimated_high, over_estimated, over_low, over_high, under_estimated, under_low, under_high, strata, strata_uncovered, uncovered_pct, sample_label, label, clause
-- Over and under are never set off, as in USDA SNAP quality control (7 CFR 275.23) and US DOL BAM. Estimates: stratified by town
-- with finite population correction (Cochran 1977, 5.3, 5A.9); the rate's interval is Wilson's at the effective sample size
-- (Korn and Graubard 1998; Dean and Pagano 2015), the sums' the normal one. A town with one re-check takes the pooled variance.
with sample as (
    select seen.town_code, seen.targeting_error, seen.amount_suggested as amount, amount_recheck, random_sample
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor) seen
    join spot_checks using (check_id)
    where counted
), kinds as (
    select unnest(list_append(policy_list('targeting_errors'), '合计')) as error
), cases_of as (  -- yuan a month: what a wrong case gets is all over, what a missed one should get all under
    select error, town_code, hit, hit and (over is null or under is null) as unknown,
           if(hit, coalesce(over, 0), 0) as over, if(hit, coalesce(under, 0), 0) as under, random_sample
    from (select error, town_code, random_sample,
                 coalesce(targeting_error = error or (error = '合计' and list_contains(policy_list('targeting_errors'), targeting_error)), false) as hit,
                 case targeting_error when '错保' then amount when '漏保' then 0
                      when '资金发放错误' then if(amount > amount_recheck, amount - amount_recheck, 0 * (amount + amount_recheck)) end as over,
                 case targeting_error when '漏保' then amount_recheck when '错保' then 0
                      when '资金发放错误' then if(amount_recheck > amount, amount_recheck - amount, 0 * (amount + amount_recheck)) end as under
          from sample cross join kinds)
), towns as (
    select town_code, count(*) as visits
    from grouped_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
    group by town_code
), strata as (
    select error, town_code, count(*) as n, count(*) filter (hit) as hits, avg(hit::int) as hit_mean, var_samp(hit::int) as hit_var,
           avg(over::double) as over_mean, var_samp(over::double) as over_var, avg(under::double) as under_mean,
           var_samp(under::double) as under_var
    from cases_of group by all
), pooled as (  -- within strata, for those of one
    select error, sum((n - 1) * hit_var) / nullif(sum(n - 1), 0) as hit_var, sum((n - 1) * over_var) / nullif(sum(n - 1), 0) as over_var,
           sum((n - 1) * under_var) / nullif(sum(n - 1), 0) as under_var
    from strata group by error
), spread as (
    select strata.*, visits, cast(visits as double) * (visits - n) / n as factor,
           coalesce(strata.hit_var, pooled.hit_var) as h, coalesce(strata.over_var, pooled.over_var) as o,
           coalesce(strata.under_var, pooled.under_var) as u
    from strata join pooled using (error) join towns on towns.town_code is not distinct from strata.town_code
), summed as (  -- means and variances of the means over the towns that have a re-check
    select error, sum(visits) as covered, count(*) as towns_covered, sum(visits * hit_mean) / sum(visits) as hit_mean,
           sum(factor * h) / power(sum(visits), 2) as hit_var, sum(visits * over_mean) / sum(visits) as over_mean,
           sqrt(sum(factor * o)) / sum(visits) as over_se, sum(visits * under_mean) / sum(visits) as under_mean,
           sqrt(sum(factor * u)) / sum(visits) as under_se
    from spread group by error
), whole as (
    select sum(visits) as visited, count(*) as strata from towns
), found as (
    select error, count(*) as rechecked, count(*) filter (hit) as n, sum(over) as over_yuan, sum(under) as under_yuan,
           count(*) filter (unknown) as amount_unknown, bool_or(random_sample) as random_sample
    from cases_of group by error
), estimable as (  -- only from a random sample, and only where towns without one hold no more than the allowed share (choices.md C7)
    select *, random_sample and 100 * (visited - covered) <= policy_exact('uncovered_strata_max') * visited as holds,
           case when hit_var > 0 then hit_mean * (1 - hit_mean) / hit_var
                when rechecked < covered then rechecked / (1 - rechecked / covered) end as effective,
           policy_number('wilson_z') as z
    from found join summed using (error) cross join whole
), limited as (
    select *, case when holds then 100 * hit_mean end as weighted_pct,
           case when holds and rechecked = covered then 100 * hit_mean
                when holds then wilson_low(hit_mean * effective, effective, z) end as weighted_low_pct,
           case when holds and rechecked = covered then 100 * hit_mean
                when holds then wilson_high(hit_mean * effective, effective, z) end as weighted_high_pct
    from estimable
)
select error, n, rechecked, share_pct(n, rechecked) as rate_pct, wilson_low(n, rechecked, z) as ci_low_pct,
       wilson_high(n, rechecked, z) as ci_high_pct, cast(over_yuan as decimal(18, 2)) as over_yuan,
       cast(under_yuan as decimal(18, 2)) as under_yuan, amount_unknown, cast(visited as bigint) as visited,
       weighted_pct, weighted_low_pct, weighted_high_pct, weighted_pct * visited / 100 as estimated,
       greatest(weighted_low_pct * visited / 100, if(holds, n, null)) as estimated_low, weighted_high_pct * visited / 100 as estimated_high,
       cast(if(holds, visited * over_mean, null) as decimal(18, 2)) as over_estimated,
       cast(if(holds and over_yuan > 0, greatest(visited * (over_mean - z * over_se), over_yuan), null) as decimal(18, 2)) as over_low,
       cast(if(holds and over_yuan > 0, visited * (over_mean + z * over_se), null) as decimal(18, 2)) as over_high,
       cast(if(holds, visited * under_mean, null) as decimal(18, 2)) as under_estimated,
       cast(if(holds and under_yuan > 0, greatest(visited * (under_mean - z * under_se), under_yuan), null) as decimal(18, 2)) as under_low,
       cast(if(holds and under_yuan > 0, visited * (under_mean + z * under_se), null) as decimal(18, 2)) as under_high,
       strata, strata - towns_covered as strata_uncovered, share_pct(visited - covered, visited) as uncovered_pct,
       if(random_sample, '随机抽样', '重点抽查口径') as sample_label,
       case when rechecked < policy_number('min_sample') then '样本不足' when not holds then '不作推算' end as label,
       (select concat_ws(' ', document, clause) from policy where param = 'targeting_errors') as clause
from limited
order by list_position(list_append(policy_list('targeting_errors'), '合计'), error)

-- recheckers 抽查人员：谁查出的差错多得或少得不能归于偶然，复核拖了多久
-- clause: accuracy-rate responsibility-chain-t spot-check-volume
-- roles: leader panel auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: checker_id, checker_name, rechecks, compared, inconsistent, inconsistent_pct, ci_low_pct, ci_high_pct, mean_days, median_days, random_share_pct, confirmed_share_pct, center_pct, lower95_pct, upper95_pct, lower998_pct, upper998_pct, outlier, verdict, sample_label
-- A re-check counts for each of its checkers, and once in the centre. The rate is over random samples that found something
-- out (targeted ones find more by design), confirmed or not: a checker's findings count before anybody settles them.
with scoped as (
    select recheck.check_id, visit_day, recheck.check_date, recheck.random_sample, coalesce(checks.confirmed, false) as confirmed,
           checks.outcome, checks.checker_ids
    from rechecks recheck join spot_checks checks using (check_id)
    where visit_in_scope(visit_day, village_code, contractor_code, assistance_type, $first_day, $last_day, $as_of,
                         $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
      and recheck.check_date <= $as_of
), findings as (
    select check_id, count(*) filter (critical and compared) as critical_items,
           count(*) filter (critical and compared and not consistent) as critical_wrong
    from recheck_items semi join scoped using (check_id) group by check_id
), judged as (
    select scoped.*, coalesce(critical_wrong, 0) > 0 as wrong,
           outcome is not null and outcome in ('一致', '不一致') and coalesce(critical_items, 0) > 0 as found
    from scoped left join findings using (check_id)
), sampled as (
    select *, found and (random_sample or not bool_or(found and random_sample) over ()) as compared,
           bool_or(found and random_sample) over () as any_random
    from judged
), pooled as (
    select count(*) filter (compared and wrong) / nullif(count(*) filter (compared), 0) as center from sampled
), people as (
    select checker_id, count(*) as rechecks, count(*) filter (compared) as compared,
           count(*) filter (compared and wrong) as inconsistent, avg(check_date - visit_day) as mean_days,
           median(check_date - visit_day) as median_days, count(*) filter (random_sample) as random_samples,
           count(*) filter (confirmed) as confirmed, any_value(any_random) as any_random
    from (select unnest(list_distinct(checker_ids)) as checker_id, * from sampled) group by checker_id
), levels as (
    select policy_number('funnel_inner_pct') / 100 as inner_level, policy_number('funnel_outer_pct') / 100 as outer_level
), limits as (
    select *, binomial_quantile((1 - inner_level) / 2, nullif(compared, 0), center) as lower95,
           binomial_quantile(1 - (1 - inner_level) / 2, nullif(compared, 0), center) as upper95,
           binomial_quantile((1 - outer_level) / 2, nullif(compared, 0), center) as lower998,
           binomial_quantile(1 - (1 - outer_level) / 2, nullif(compared, 0), center) as upper998
    from people cross join pooled cross join levels
), placed as (
    select *, case when inconsistent < lower998 then 'low998' when inconsistent < lower95 then 'low95'
                   when inconsistent > upper998 then 'high998' when inconsistent > upper95 then 'high95' end as outlier
    from limits
)
select checker_id, staff_name as checker_name, rechecks, compared, inconsistent, share_pct(inconsistent, compared) as inconsistent_pct,
       wilson_low(inconsistent, compared, policy_number('wilson_z')) as ci_low_pct,
       wilson_high(inconsistent, compared, policy_number('wilson_z')) as ci_high_pct,
       mean_days, median_days, share_pct(random_samples, rechecks) as random_share_pct, share_pct(confirmed, rechecks) as confirmed_share_pct,
       100 * center as center_pct, share_pct(lower95, compared) as lower95_pct, share_pct(upper95, compared) as upper95_pct,
       share_pct(lower998, compared) as lower998_pct, share_pct(upper998, compared) as upper998_pct, outlier,
       case when compared < policy_number('min_sample') then '样本不足' when starts_with(outlier, 'low') then '查出偏少'
            when starts_with(outlier, 'high') then '查出偏多' else '正常波动' end as verdict,
       case when any_random then '随机抽样' when compared > 0 then '重点抽查口径' end as sample_label
from placed left join staff on staff_id = checker_id
order by checker_id

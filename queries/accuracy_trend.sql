-- accuracy_trend 准确率月度控制图：各月准确率是否异常
-- clause: accuracy-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: month, rechecked, accurate, accuracy_pct, center_pct, lower_pct, upper_pct, signal
with sample as (  -- one sample for the whole period, not one a month (choices.md C6)
    select visit_month as month, count(*) as rechecked, count(*) filter (accurate) as accurate
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted group by visit_month
), pooled as (
    select sum(rechecked) as all_rechecked, sum(accurate) as all_accurate, sum(accurate) / sum(rechecked) as center from sample
), months as (
    select strftime(unnest(generate_series(date_trunc('month', $first_day), $last_day, interval 1 month)), '%Y-%m') as month
), points as (  -- side: on which side of the centre, in whole numbers (C7)
    select month, coalesce(rechecked, 0) as rechecked, coalesce(accurate, 0) as accurate, pooled.*,
           sign(accurate * all_rechecked - all_accurate * rechecked) as side,
           -- (p - centre)^2 > sigma^2 centre (1 - centre) / n, without division, so that a point on a limit is not outside
           power(accurate * all_rechecked - all_accurate * rechecked, 2)
               > power(policy_number('control_sigma'), 2) * rechecked * all_accurate * (all_rechecked - all_accurate) as outside,
           policy_number('control_sigma') * sqrt(center * (1 - center) / nullif(rechecked, 0)) as reach
    from months left join sample using (month) cross join pooled
), places as (  -- months with re-checks only: the others are skipped by runs
    select month, side, row_number() over (order by month) - row_number() over (partition by side order by month) as run
    from points where rechecked > 0
), runs as (
    select month, row_number() over (partition by side, run order by month) as place from places where side <> 0
)
select month, rechecked, accurate, share_pct(accurate, rechecked) as accuracy_pct, 100 * center as center_pct,
       clamp_pct(100 * (center - reach)) as lower_pct, clamp_pct(100 * (center + reach)) as upper_pct,
       case when outside and side > 0 then 'above' when outside then 'below'
            when place >= policy_number('run_length') then if(side > 0, 'run_above', 'run_below') end as signal
from points left join runs using (month)
order by month

-- rule: targeting-error-bulletin
-- title: 错保、漏保、发放错误偏多 | many targeting errors
-- red: 高于预警线 | above the second bound
-- amber: 高于关注线 | above the first bound
-- matter: {words}{subject} {k} 件，占有效抽查 {rate}%（n={n}） | {subject}: {k} in {part}, {rate}% of valid re-checks (n={n})
-- verb: 看错漏 | See the errors
-- page: /accuracy?period={part}&tab=errors
-- clause: bounds_errors
-- needs: spot_checks
with sample as (
    select targeting_error from closed_half_rechecks($as_of)
), rate as (
    select kind, count(*) as n, count(*) filter (targeting_error = kind) as k from sample
    cross join (select unnest(policy_list('targeting_errors')) as kind) group by kind
)
select case when share_pct(k, n) > cast(policy_list('bounds_errors')[2] as double) then 'red'
            when share_pct(k, n) > cast(policy_list('bounds_errors')[1] as double) then 'amber' end as severity,
    closed_half($as_of) as part, kind || '.' || part as key, kind as subject, '监督小组' as owner, county_of(null) as region, null as contractor,
    null::date as due_date, n, k, part_words(part) as words, format('{:.2f}', share_pct(k, n)) as rate
from rate where n >= policy_number('min_sample')

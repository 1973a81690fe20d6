-- rule: accuracy-rate
-- title: 准确率未达目标 | accuracy below target
-- red: 置信区间全在目标以下 | the whole interval lies below the target
-- amber: 置信区间跨目标 | the interval crosses the target
-- matter: {words}入户调查准确率 {rate}%（n={n}），{verdict} | accuracy of home visits {rate}% in {part} (n={n})
-- verb: 看差错 | See the errors
-- page: /accuracy?period={part}&contractor={subject}&tab=errors
-- clause: accuracy_target
-- needs: spot_checks spot_check_items
select case verdict when '未达标' then 'red' when '关注' then 'amber' end as severity, closed_half($as_of) as part, group_key || '.' || part as key,
    group_key as subject, group_key as owner, county_of(null) as region, group_key as contractor, null::date as due_date, n, verdict,
    part_words(part) as words, format('{:.2f}', 100 * k / n) as rate
from closed_half_accuracy('contractor', $as_of) where group_key is not null

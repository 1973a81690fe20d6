-- rule: survey-focus-by-case-type
-- title: 分办理类型的准确率未达目标 | accuracy of a kind of case below target
-- red: 置信区间全在目标以下 | the whole interval lies below the target
-- amber: 置信区间跨目标 | the interval crosses the target
-- matter: {words}“{subject}”准确率 {rate}%（n={n}），{verdict} | accuracy of {subject} {rate}% in {part} (n={n})
-- verb: 看差错 | See the errors
-- page: /accuracy?period={part}&tab=errors
-- clause: accuracy_by_case_type
-- needs: spot_checks spot_check_items
select case verdict when '未达标' then 'red' when '关注' then 'amber' end as severity, closed_half($as_of) as part, group_key || '.' || part as key,
    group_key as subject, '监督小组' as owner, county_of(null) as region, null as contractor, null::date as due_date, n, verdict,
    part_words(part) as words, format('{:.2f}', 100 * k / n) as rate
from closed_half_accuracy('case_type', $as_of) where group_key is not null

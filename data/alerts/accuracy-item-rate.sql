-- rule: accuracy-item-rate
-- title: 分项准确率偏低 | an item's accuracy is low
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或样本不足 | below the first bound, or a small sample
-- matter: {words}“{subject}”一致率 {rate}%（n={n}） | {subject}: {rate}% consistent in {part} (n={n})
-- verb: 看差错 | See the errors
-- page: /accuracy?period={part}&tab=errors
-- clause: bounds_items
-- needs: spot_checks spot_check_items
with sample as (
    select check_id from closed_half_rechecks($as_of)
), item as (
    select item_name, count(*) as n, share_pct(count(*) filter (consistent), count(*)) as share
    from recheck_items semi join sample using (check_id) where compared group by item_name
)
select share_severity(share, n, policy_list('bounds_items')) as severity, closed_half($as_of) as part, item_name || '.' || part as key,
    item_name as subject, '承接主体' as owner, county_of(null) as region, null as contractor, null::date as due_date, n,
    part_words(part) as words, format('{:.2f}', share) as rate
from item where n >= policy_number('min_sample')

-- accuracy_by_item 分项准确率：哪些核查项目差错最多
-- clause: accuracy-item-rate survey-scope-complete-j
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: item_name, compared, consistent, item_accuracy_pct, ci_low_pct, ci_high_pct
with sample as (  -- one sample for everything asked (choices.md C6)
    select check_id
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted
), items as (  -- items that were never comparable are listed too (I3)
    select item_name, count(*) filter (compared) as compared, count(*) filter (consistent) as consistent
    from recheck_items semi join sample using (check_id)
    group by item_name
)
select item_name, compared, consistent, share_pct(consistent, compared) as item_accuracy_pct,
       wilson_low(consistent, compared, policy_number('wilson_z')) as ci_low_pct,
       wilson_high(consistent, compared, policy_number('wilson_z')) as ci_high_pct
from items
order by item_name

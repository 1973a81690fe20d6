-- accuracy_causes 差错原因：不一致的分项是怎么造成的，主观还是客观
-- clause: targeting-error-bulletin accuracy-item-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: error_cause, cause_nature, item_name, n, share_pct, households, critical, exempt, total
with sample as (  -- one sample for everything asked (choices.md C6)
    select check_id, inv_id
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted
), wrong as (  -- a re-check states one cause for all its items
    select nullif(error_cause, '无') as error_cause, cause_nature, item_name, sample.inv_id, critical, exempt is not distinct from true as exempt
    from recheck_items join sample using (check_id) join spot_checks checks using (check_id)
    where compared and not consistent
), counted as (
    select error_cause, cause_nature, item_name, count(*) as n, count(distinct inv_id) as households, bool_or(critical) as critical,
           count(*) filter (exempt) as exempt
    from wrong group by all
)
select error_cause, cause_nature, item_name, n, share_pct(n, sum(n) over ()) as share_pct, households, critical, exempt,
       cast(sum(n) over () as bigint) as total
from counted
order by n desc, error_cause nulls last, cause_nature nulls last, item_name

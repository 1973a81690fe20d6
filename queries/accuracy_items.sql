-- accuracy_items 抽查分项：一户各项的原调查值、复核值和结果
-- clause: accuracy-item-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: check as_of?
-- columns: item_name, original_value, recheck_value, unit, tolerance, item_result, critical, item_code
-- values are free text: the store holds them masked
select item.item_name, item.original_value, item.recheck_value, item.unit, item.tolerance, item.item_result, kind.critical, item.item_code
from rechecks recheck
join spot_check_items item using (check_id)
join recheck_items kind using (check_id, item_code)
where recheck.check_id = $check and recheck.check_date <= $as_of and recheck.visit_day <= $as_of
  and starts_with(recheck.village_code, $viewer_region) and ($viewer_contractor is null or recheck.contractor_code = $viewer_contractor)
order by not kind.critical, item.item_code

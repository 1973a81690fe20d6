-- accuracy_cases 抽查个案：抽查了哪些户，查出几项不一致，计不计入准确率
-- clause: accuracy-rate targeting-error-bulletin responsibility-chain-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: check_id, case_no, town_name, village_name, assistance_type, case_type, contractor_name, investigators, visit_date, check_date, sample_method, outcome, items, items_wrong, wrong_items, why_not, targeting_error, conclusion, conclusion_recheck, conclusion_agrees, investigator_ids, town_code, inv_id
with seen as (  -- one row per visit with a re-check, by the same sample as the figures (choices.md C6)
    select * from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                                   $viewer_region, $viewer_contractor)
), wrong as (
    select check_id, string_agg(item_name, '、' order by not critical, item_code) as wrong_items, count(*) as items_wrong
    from recheck_items where compared and not consistent group by check_id
), people as (  -- staff ids stay readable, names are stored masked
    select check_id, string_agg(staff_id || coalesce(' ' || staff_name, ''), '、' order by staff_id) as investigators
    from (select check_id, unnest(list_distinct(investigator_ids)) as staff_id from seen) left join staff using (staff_id)
    group by check_id
)
select check_id, investigations.case_no, unit_name as town_name, village_name, seen.assistance_type, seen.case_type, contractor_name, investigators,
       visit_day as visit_date, seen.check_date, seen.sample_method,
       case when counted and accurate then '准确' when counted then '有差错' when pending then '待定' else '不计入' end as outcome,
       items, coalesce(items_wrong, 0) as items_wrong, wrong_items,
       case when not counted then coalesce(why_not, '非随机样本') end as why_not, nullif(seen.targeting_error, '无') as targeting_error,
       seen.conclusion, conclusion_recheck, conclusion_agrees, seen.investigator_ids, seen.town_code, seen.inv_id
from seen
join spot_checks using (check_id)
join investigations on investigations.inv_id = seen.inv_id
left join wrong using (check_id)
left join people using (check_id)
left join contractors on contractors.contractor_code = seen.contractor_code
left join villages on villages.village_code = seen.village_code
left join org_units on unit_code = seen.town_code
order by case when counted and not accurate then 0 when pending then 1 when counted then 2 else 3 end, seen.check_date desc, check_id

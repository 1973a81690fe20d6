-- recheck_cases 抽查个案：图表里每个数背后的抽查户，查出几项不一致，计不计入准确率
-- clause: accuracy-rate targeting-error-bulletin responsibility-chain-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of? by=county|contractor|town|investigator|assistance|case_type|month? group_key? item? town? month? investigator? checker? cause? nature? error? outcome=准确|有差错|待定|不计入?
-- columns: check_id, case_no, town_name, village_name, assistance_type, case_type, contractor_name, investigators, visit_date, check_date, sample_method, outcome, items, items_wrong, wrong_items, why_not, targeting_error, conclusion, conclusion_recheck, conclusion_agrees, investigator_ids, town_code, inv_id, error_cause, cause_nature, contractor_objection, checkers, checker_ids, visit_month, contractor_code, group_key
-- One row per visit with a re-check. --by and --group_key (- is the group without a value) choose the sample as the groups of
-- accuracy do; the other filters narrow one sample for everything asked, as trend, funnel and items do (choices.md C6).
-- --item: visits with that item wrong. --cause 无: without a cause.
with seen as (
    select * from rechecked_visits(coalesce($by, 'all'), $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                                   $viewer_region, $viewer_contractor)
    where $group_key is null or coalesce(group_key, '-') = $group_key
), wrong as (
    select check_id, string_agg(item_name, '、' order by not critical, item_code) as wrong_items,
           list(item_name) as names, count(*) as items_wrong
    from recheck_items semi join seen using (check_id) where compared and not consistent group by check_id
), told as (
    select seen.*, checks.conclusion_recheck, checks.error_cause, checks.cause_nature, checks.contractor_objection,
           checks.checker_ids,
           case when counted and accurate then '准确' when counted then '有差错'
                when pending then '待定' else '不计入' end as outcome,
           coalesce(items_wrong, 0) as items_wrong, wrong_items
    from seen join spot_checks checks using (check_id) left join wrong using (check_id)
    where ($item is null or list_contains(names, $item)) and ($town is null or town_code = $town)
      and ($month is null or visit_month = $month) and ($investigator is null or list_contains(investigator_ids, $investigator))
      and ($checker is null or list_contains(checks.checker_ids, $checker))
      and ($cause is null or coalesce(checks.error_cause, '无') = $cause) and ($nature is null or checks.cause_nature = $nature)
      and ($error is null or seen.targeting_error = $error)
)
select check_id, visits.case_no, unit_name as town_name, village_name, told.assistance_type, told.case_type, contractor_name,
       named_staff(told.investigator_ids) as investigators,
       visit_day as visit_date, check_date, sample_method, outcome, items, items_wrong, wrong_items,
       case when not counted then coalesce(why_not, '非随机样本') end as why_not, nullif(targeting_error, '无') as targeting_error,
       told.conclusion, conclusion_recheck, conclusion_agrees, told.investigator_ids, told.town_code, told.inv_id,
       nullif(error_cause, '无') as error_cause, cause_nature, contractor_objection, named_staff(checker_ids) as checkers,
       checker_ids, visit_month, told.contractor_code, group_key
from told
join investigations visits on visits.inv_id = told.inv_id
left join contractors on contractors.contractor_code = told.contractor_code
left join villages on villages.village_code = told.village_code
left join org_units on unit_code = told.town_code
where $outcome is null or outcome = $outcome
order by case outcome when '有差错' then 0 when '待定' then 1 when '准确' then 2 else 3 end, check_date desc, check_id, group_key

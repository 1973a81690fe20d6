-- recheck_cases 抽查个案：图表里每个数背后的抽查户，查出几项不一致，计不计入准确率
-- clause: accuracy-rate targeting-error-bulletin responsibility-chain-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of? by=county|contractor|town|investigator|assistance|case_type|month? group_key? item? town? month? investigator? checker? cause? nature? error? outcome=计入|准确|有差错|待定|不计入? limit? offset?
-- columns: check_id, case_no, town_name, village_name, assistance_type, case_type, contractor_name, investigators, visit_date, check_date, sample_method, outcome, items, items_wrong, wrong_items, why_not, targeting_error, conclusion, conclusion_recheck, conclusion_agrees, investigator_ids, town_code, inv_id, error_cause, cause_nature, contractor_objection, checkers, checker_ids, visit_month, contractor_code, group_key, total
-- One row per visit with a re-check; 计入: right or wrong. --limit and --offset answer a part, of which total says the whole.
with told as (
    select *, count(*) over () as total from recheck_cells($by, $group_key, $first_day, $last_day, $as_of, $region, $contractor, $assistance,
        $viewer_region, $viewer_contractor, $item, $town, $month, $investigator, $checker, $cause, $nature, $error)
    where $outcome is null or outcome = $outcome or ($outcome = '计入' and counted)
), part as (  -- names are looked up for these alone
    select *, row_number() over (order by case outcome when '有差错' then 0 when '待定' then 1 when '准确' then 2 else 3 end,
                                          check_date desc, check_id, group_key) as place
    from told order by place limit $limit offset $offset
), wrong as (
    select check_id, string_agg(item_name, '、' order by not critical, item_code) as wrong_items, count(*) as items_wrong
    from recheck_items where check_id in (select check_id from part) and compared and not consistent group by check_id
)
select check_id, visits.case_no, unit_name as town_name, village_name, part.assistance_type, part.case_type, contractor_name,
       named_staff(part.investigator_ids) as investigators,
       visit_day as visit_date, check_date, sample_method, outcome, items, coalesce(items_wrong, 0) as items_wrong, wrong_items,
       case when not counted then coalesce(why_not, '非随机样本') end as why_not, nullif(targeting_error, '无') as targeting_error,
       part.conclusion, conclusion_recheck, conclusion_agrees, part.investigator_ids, part.town_code, part.inv_id,
       nullif(error_cause, '无') as error_cause, cause_nature, contractor_objection, named_staff(checker_ids) as checkers,
       checker_ids, visit_month, part.contractor_code, group_key, total
from part
left join wrong using (check_id)
join investigations visits on visits.inv_id = part.inv_id
left join contractors on contractors.contractor_code = part.contractor_code
left join villages on villages.village_code = part.village_code
left join org_units on unit_code = part.town_code
order by place

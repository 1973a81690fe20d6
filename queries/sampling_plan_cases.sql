-- sampling_plan_cases 抽查任务：方案抽中了哪些户，哪些已复核（不含首次调查结果）
-- clause: spot-check-volume spot-check-irregular privacy-in-dashboard
-- roles: leader panel inspector auditor admin
-- parameters: plan as_of?
-- columns: place, part, inv_id, case_no, town_name, village_name, assistance_type, case_type, contractor_name, visit_date, avoid_ids, reasons, done, check_date, check_id, plan_id
-- avoid_ids: who must not re-check this visit. Nobody bound to a contractor sees whom the bureau will visit.
with checked as (
    select inv_id, min(check_date) as check_date, arg_min(check_id, (check_date, check_id)) as check_id
    from spot_checks where check_date <= $as_of group by inv_id
)
select place, part, drawn.inv_id, visits.case_no, unit_name as town_name, village_name, cases.assistance_type, cases.case_type, contractor_name,
       cast(visits.visit_date as date) as visit_date, array_to_string(visits.investigator_ids, '、') as avoid_ids,
       array_to_string(reasons, '、') as reasons, checked.check_id is not null as done, check_date, check_id, drawn.plan_id
from sampling_plan_cases drawn
join investigations visits using (inv_id)
join cases using (case_no)
left join checked using (inv_id)
left join contractors on contractors.contractor_code = drawn.contractor_code
left join villages on villages.village_code = cases.village_code
left join org_units on unit_code = drawn.town_code
where drawn.plan_id = $plan and starts_with(cases.village_code, $viewer_region) and $viewer_contractor is null
order by part, place

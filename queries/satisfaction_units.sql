-- satisfaction_units 评分单位：一轮评估各单位交了几份有效评分表，各打多少分
-- clause: satisfaction-raters-complete satisfaction-semiannual
-- roles: leader panel finance auditor admin
-- parameters: evaluation as_of?
-- columns: unit_type, unit_name, sheets, score, unit_code
with marks as (
    select rater_unit as unit_code, count(*) as sheets, as_points(sum(fine_points(points, answered)) // count(*)) as score
    from counting_sheets($as_of) where eval_id = $evaluation group by rater_unit
)
select due.unit_type, org_units.unit_name, coalesce(sheets, 0) as sheets, marks.score, due.unit_code
from standing_evaluations evaluation
join evaluation_units() due using (eval_id)
left join contracts on contracts.contract_no = evaluation.contract_no
left join org_units on org_units.unit_code = due.unit_code
left join marks on marks.unit_code = due.unit_code
where evaluation.eval_id = $evaluation and eval_type = '满意度评估' and evaluation.result_date <= $as_of
  and len($viewer_region) <= 6
  and ($viewer_contractor is null or coalesce(contracts.contractor_code, evaluation.contractor_code) = $viewer_contractor)
order by case due.unit_type when '民政局' then 0 when '乡镇' then 1 else 2 end, due.unit_code

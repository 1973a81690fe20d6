-- score_sheets 评分表：一轮评估每份评分表各项多少分，是否计入，谁还没交？
-- clause: satisfaction-raters-complete panel-composition-j performance-three-dimensions
-- roles: leader panel finance auditor admin
-- parameters: evaluation as_of?
-- columns: sheet_id, rater_type, unit_code, unit_name, rater, state, submit_date, late, recused, valid, counts, item_code, item_name, dimension, full_score, score
with sheet as (
    select sheet_id, indicator_code, any_value(rater_type) as rater_type, any_value(rater_unit) as rater_unit, any_value(rater_name) as rater,
        any_value(recused) as recused, any_value(valid) as valid, any_value(submit_date) as submit_date, any_value(indicator_name) as dimension,
        any_value(full_score) as full_score, any_value(score) as score
    from standing_sheets where eval_id = $evaluation group by sheet_id, indicator_code
), seat as (
    select *, eval_id || '-' || lpad(seat::varchar, 2, '0') as sheet_id from round_raters where eval_id = $evaluation
), counting as (
    select eval_id, sheet_id from counting_sheets($as_of, running := true) where eval_id = $evaluation
)
select coalesce(sheet.sheet_id, seat.sheet_id) as sheet_id, coalesce(sheet.rater_type, seat.rater_type) as rater_type,
    coalesce(sheet.rater_unit, seat.unit_code) as unit_code, unit_name,
    coalesce(sheet.rater, case when not seat.paper then mask_name(seat.person) end) as rater, coalesce(seat.state, '已提交') as state,
    sheet.submit_date, coalesce(seat.late, false) as late, coalesce(sheet.recused, false) as recused, sheet.valid,
    counting.sheet_id is not null as counts, sheet.indicator_code as item_code, coalesce(item.item_name, sheet.dimension) as item_name,
    sheet.dimension, sheet.full_score, sheet.score
from sheet
full join seat on seat.sheet_id = sheet.sheet_id
left join counting on counting.sheet_id = sheet.sheet_id
left join round_items item on item.eval_id = $evaluation and item.item_code = sheet.indicator_code
left join org_units on org_units.unit_code = coalesce(sheet.rater_unit, seat.unit_code)
where len($viewer_region) <= 6 and exists (
    select 1 from standing_evaluations evaluation left join contracts using (contract_no)
    where evaluation.eval_id = $evaluation
        and ($viewer_contractor is null or coalesce(contracts.contractor_code, evaluation.contractor_code) = $viewer_contractor))
order by sheet_id, item.place, item_code

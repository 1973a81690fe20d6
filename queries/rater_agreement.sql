-- rater_agreement 评分一致性：各单位打分的高低、中位数和极差，谁明显偏离，整体一致程度多少？
-- clause: satisfaction-raters-complete satisfaction-semiannual
-- roles: leader panel finance auditor admin
-- parameters: evaluation? contractor? as_of?
-- columns: eval_id, contract_no, contractor_code, eval_type, round_no, item_code, item_name, unit_code, unit_name, unit_type, score, raters, median, lowest, highest, range, outlying, alpha, items, values_compared
with mark as (
    -- the whole sheet (item null) and each item, by unit
    select eval_id, rater_unit, null as item_code, as_points(sum(fine_points(points, answered)) // count(*)) as score, count(*) as sheets
    from counting_sheets($as_of, running := true) group by eval_id, rater_unit
    union all
    select eval_id, rater_unit, indicator_code, avg(mark), count(*) from rater_marks($as_of) group by all
), due as (
    select mark.*, unit_type from mark
    join evaluation_units() due on due.eval_id = mark.eval_id and due.unit_code = mark.rater_unit
)
select due.eval_id, evaluation.contract_no, coalesce(contract.contractor_code, evaluation.contractor_code) as contractor_code, evaluation.eval_type, evaluation.round_no,
    due.item_code, item.item_name, due.rater_unit as unit_code, unit_name, due.unit_type, due.score, count(*) over one as raters,
    median(due.score) over one as median, min(due.score) over one as lowest, max(due.score) over one as highest,
    max(due.score) over one - min(due.score) over one as range,
    -- shown, never dropped: far from the middle of at least three
    count(*) over one >= 3 and abs(due.score - median(due.score) over one) > policy_number('outlying_points') as outlying,
    alpha, items, values_compared
from due
join standing_evaluations evaluation on evaluation.eval_id = due.eval_id
left join contracts contract on contract.contract_no = evaluation.contract_no
left join rater_alpha($as_of) agreement on agreement.eval_id = due.eval_id
left join round_items item on item.eval_id = due.eval_id and item.item_code = due.item_code
left join org_units on org_units.unit_code = due.rater_unit
where ($evaluation is null or due.eval_id = $evaluation)
    and ($contractor is null or contract.contractor_code = $contractor)
    and ($viewer_contractor is null or coalesce(contract.contractor_code, evaluation.contractor_code) = $viewer_contractor)
    and len($viewer_region) <= 6
window one as (partition by due.eval_id, due.item_code)
order by due.eval_id, due.item_code nulls first, due.rater_unit

-- Performance of the investigators (spec.md 4, rules.md E.2 no. 2): never merged with satisfaction, it gates payments.

-- The mean of a group of raters for the whole sheet (dimension null) and for each dimension.
create or replace macro performance_marks(as_of, running := false) as table
with sheet as (
    select counting.eval_id, sheet_id, coalesce(case when rater_type = '救助对象' then rater_type end, due.unit_type) as rater_group
    from counting_sheets(as_of, running := running) counting
    -- raters are the units due (D2) and the people served, who belong to no unit
    left join evaluation_units() due on due.eval_id = counting.eval_id and due.unit_code = counting.rater_unit
    where rater_type = '救助对象' or due.unit_code is not null
), marked as (
    select sheet.eval_id, sheet.rater_group, sheet.sheet_id, mark.indicator_name as dimension,
        sum(mark.score) as points, sum(mark.full_score) filter (mark.score is not null) as full_marks
    from sheet join standing_sheets mark on mark.eval_id = sheet.eval_id and mark.sheet_id = sheet.sheet_id
    group by grouping sets ((sheet.eval_id, sheet.rater_group, sheet.sheet_id),
                            (sheet.eval_id, sheet.rater_group, sheet.sheet_id, mark.indicator_name))
    having grouping(mark.indicator_name) = 1 or list_contains(policy_list('performance_dimensions'), mark.indicator_name)
)
select eval_id, rater_group, dimension, avg(100 * points / full_marks) as mark
from marked
group by all;

-- Every evaluation that can open a tranche, once its result is known by as_of.
create or replace macro performance_results(as_of, running := false) as table
with group_mean as (
    select eval_id, any_value(mark) filter (rater_group = '民政局') as bureau_mean,
        any_value(mark) filter (rater_group = '乡镇') as town_mean, any_value(mark) filter (rater_group = '街道') as street_mean,
        any_value(mark) filter (rater_group = '救助对象') as recipient_mean
    from performance_marks(as_of, running := running)
    where dimension is null
    group by eval_id
), dimension_mean as (
    -- each group of raters weighs the same; without the bureau's or the streets' there is no score
    select eval_id, dimension, avg(mark) as mark
    from performance_marks(as_of, running := running)
    group by eval_id, dimension
    having bool_or(rater_group = '民政局') and bool_or(rater_group = '街道')
), score_of as (
    select eval_id, any_value(mark) filter (dimension is null) as score,
        any_value(mark) filter (dimension = '服务成效') as effectiveness,
        any_value(mark) filter (dimension = '日常管理') as management,
        any_value(mark) filter (dimension = '社会影响') as social_impact
    from dimension_mean
    group by eval_id
), opened as (
    select trigger_eval_id as eval_id, min(tranche_no) as tranche_no
    from payment_tranches
    group by all
)
select evaluation.contract_no, coalesce(contract.contractor_code, evaluation.contractor_code) as contractor_code,
    evaluation.eval_id, evaluation.eval_type, evaluation.result_date, bureau_mean, street_mean, recipient_mean,
    effectiveness, management, social_impact,
    -- an evaluation that came without sheets brings its own score
    case when exists (from standing_sheets sheet where sheet.eval_id = evaluation.eval_id) then score_of.score
         else cast(evaluation.score as double) end as score,
    evaluation.passed, tranche_no, town_mean
from standing_evaluations evaluation
left join contracts contract on contract.contract_no = evaluation.contract_no
left join group_mean on group_mean.eval_id = evaluation.eval_id
left join score_of on score_of.eval_id = evaluation.eval_id
left join opened on opened.eval_id = evaluation.eval_id
where evaluation.eval_type in ('绩效评价', '中期评估', '末期评估') and not evaluation.signed
    and coalesce(evaluation.result_date, case when running then as_of end) <= as_of
union all by name
select contract_no, contractor_code, eval_id, eval_type, result_date, bureau_mean, street_mean, recipient_mean, effectiveness,
    management, social_impact, performance_score as score, passed, tranche_no, town_mean
from signed_rounds
where eval_type in ('绩效评价', '中期评估', '末期评估') and result_date <= as_of;

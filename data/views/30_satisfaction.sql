-- Satisfaction with a contractor (rules.md E.2; choices.md D1 to D3, I4): sheets -> units -> round -> streak.

-- Marks are judged exactly: a mark is a whole number of 10^-20 points, so that three means of 70 are 70 and
-- never 69.999. A whole division loses less than one such unit; a round passes through three of them.
create or replace macro fine_points(points, full_marks) as
    cast(points * 100 as hugeint) * 10000000000000000000000 // cast(full_marks * 100 as hugeint);
create or replace macro fine_limit(points) as cast(points * 1000000 as hugeint) * 100000000000000;
create or replace macro is_below(fine_mark, points) as fine_mark + 3 < fine_limit(points);
create or replace macro as_points(fine_mark) as fine_mark / 100000000000000000000::double;

-- The sheets that count (D2): valid, not recused, handed in by the result, enough of the full marks answered, and of
-- these the rater's last one in the evaluation. A sheet without a rater's name is its own rater.
-- With ``running`` an evaluation without a result counts as if its result were confirmed on as_of.
create or replace macro counting_sheets(as_of, running := false) as table
with sheet as (
    select eval_id, sheet_id,
        -- a sheet is judged by its first row (I4)
        first(rater_unit order by _import, _line, indicator_code) as rater_unit,
        first(rater_type order by _import, _line, indicator_code) as rater_type,
        first(rater_name_hash order by _import, _line, indicator_code) as rater,
        first(recused order by _import, _line, indicator_code) as recused,
        first(valid order by _import, _line, indicator_code) as valid,
        first(submit_date order by _import, _line, indicator_code) as submit_date,
        sum(score) as points,
        sum(full_score) filter (score is not null) as answered,
        sum(full_score) as asked
    from standing_sheets
    group by eval_id, sheet_id
)
select sheet.eval_id, sheet_id, rater_unit, rater_type, points, answered
from sheet join standing_evaluations evaluation using (eval_id)
where coalesce(evaluation.result_date, case when running then as_of end) <= as_of
    and valid is distinct from false and recused is distinct from true and submit_date <= coalesce(evaluation.result_date, as_of)
    and answered * 100 >= asked * policy_exact('answered_share_min')
qualify row_number() over (partition by sheet.eval_id, rater_unit, rater, case when rater is null then sheet_id end
                           order by submit_date desc, sheet_id desc) = 1;

-- The bound of 较低 for a result of this day; an office's own bound holds from the day that it names.
create or replace macro low_bound(result_on) as policy_exact_on('satisfaction_low', result_on);

-- Every round whose result is known by as_of, its means and whether it is valid (D1, D3).
create or replace macro satisfaction_means(as_of, running := false) as table
with unit_mark as (
    select sheet.eval_id, sheet.rater_unit as unit_code, sum(fine_points(points, answered)) // count(*) as mark
    from counting_sheets(as_of, running := running) sheet
    group by all
), returned as (
    select evaluation.eval_id,
        count(due.unit_code) as units_due,
        count(mark) as units_returned,
        count(due.unit_code) filter (due.unit_type <> '街道' and mark is null) as others_missing,
        count(due.unit_code) filter (due.unit_type = '街道') as streets_due,
        count(mark) filter (due.unit_type = '街道') as streets_returned,
        sum(mark) // count(mark) as mark,
        sum(mark) filter (due.unit_type = '民政局') // count(mark) filter (due.unit_type = '民政局') as bureau_mark,
        sum(mark) filter (due.unit_type = '乡镇') // count(mark) filter (due.unit_type = '乡镇') as town_mark,
        sum(mark) filter (due.unit_type = '街道') // count(mark) filter (due.unit_type = '街道') as street_mark
    from standing_evaluations evaluation
    left join evaluation_units() due using (eval_id)
    left join unit_mark on unit_mark.eval_id = evaluation.eval_id and unit_mark.unit_code = due.unit_code
    group by evaluation.eval_id
)
select evaluation.eval_id, evaluation.contract_no,
    coalesce(contract.contractor_code, evaluation.contractor_code) as contractor_code,
    -- a contract whose purchase cycle is not told stands for itself
    coalesce(cast(contract.cycle_start as varchar), evaluation.contract_no) as purchase_cycle,
    evaluation.round_no, evaluation.period_start, evaluation.period_end, evaluation.result_date,
    bureau_mark, town_mark, street_mark, mark, units_returned, units_due,
    -- where the profile names nobody who must return a sheet, a round is neither complete nor incomplete
    prescribed('satisfaction_unit_types', units_returned > 0 and others_missing = 0
        and streets_returned * cast(policy_list('street_quorum')[2] as integer)
            >= streets_due * cast(policy_list('street_quorum')[1] as integer)) as valid,
    low_bound(evaluation.result_date) as threshold
from standing_evaluations evaluation
join returned using (eval_id)
left join contracts contract on contract.contract_no = evaluation.contract_no
where evaluation.eval_type = '满意度评估' and not evaluation.signed
    and coalesce(evaluation.result_date, case when running then as_of end) <= as_of
union all by name
select eval_id, contract_no, contractor_code, purchase_cycle, round_no, period_start, period_end, result_date,
    bureau_mark, town_mark, street_mark, mark, units_returned, units_due, valid,
    -- judged by the bound that held when it was signed; one signed before any bound was confirmed, by the bound since
    coalesce(threshold, low_bound(result_date)) as threshold
from signed_rounds
where eval_type = '满意度评估' and result_date <= as_of;

-- The rounds with low, streak and proposal. An invalid round carries the streak over (D3); everything is null while
-- the office has not confirmed the threshold. A person decides on a removal, never this view.
create or replace macro satisfaction_rounds(as_of) as table
with judged as (
    select *, case when valid then is_below(mark, threshold) end as low
    from satisfaction_means(as_of)
), spelled as (
    -- a valid round that is not low begins a new spell; within a spell every low round adds one
    select *, count(*) filter (low is false) over rounds as spell
    from judged
    window rounds as (partition by contractor_code, purchase_cycle order by contract_no, round_no, result_date, eval_id
                      rows between unbounded preceding and current row)
), counted as (
    select *, case when threshold is not null then count(*) filter (low) over rounds end as streak
    from spelled
    window rounds as (partition by contractor_code, purchase_cycle, spell order by contract_no, round_no, result_date, eval_id
                      rows between unbounded preceding and current row)
)
select eval_id, contract_no, contractor_code, round_no, period_start, period_end, result_date,
    as_points(bureau_mark) as bureau_mean, as_points(town_mark) as town_mean, as_points(street_mark) as street_mean,
    case when valid then as_points(mark) end as score, units_returned, units_due, valid, low, streak, threshold,
    case when low and streak >= policy_number('consecutive_low_limit') then '建议清退，提请研究' end as proposal
from counted;

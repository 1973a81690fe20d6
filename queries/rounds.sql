-- rounds 评估轮次：每份合同每半年应评几轮，谁还没交，是否逾期，签署了什么？
-- clause: satisfaction-semiannual satisfaction-raters-complete performance-semiannual performance-group-composition
-- roles: leader panel finance auditor admin
-- parameters: contractor? as_of?
-- columns: contract_no, contractor_code, contractor_name, eval_type, round_no, period_start, period_end, due_day, state, eval_id, units_due, units_returned, units_missing, quorum, score, passed, result_date, raters, handed_in, recused, late, days_left, remind, signed_by, reasons, tranche_no, changes, in_app, unit_codes, unit_names
with known as (
    select * from known_rounds($as_of)
), unit as (
    select due.eval_id, count(*) as units_due, count(*) filter (returned.rater_unit is not null) as units_returned,
        list(coalesce(unit_name, due.unit_code) order by due.unit_code) filter (returned.rater_unit is null) as units_missing,
        list(due.unit_code order by due.unit_code) as unit_codes, list(coalesce(unit_name, due.unit_code) order by due.unit_code) as unit_names
    from evaluation_units() due
    left join (select distinct eval_id, rater_unit from counting_sheets($as_of, running := true)) returned
        on returned.eval_id = due.eval_id and returned.rater_unit = due.unit_code
    left join org_units on org_units.unit_code = due.unit_code
    group by due.eval_id
), rater as (
    select eval_id, count(*) as raters, count(*) filter (state = '已提交') as handed_in, count(*) filter (state = '已回避') as recused,
        count(*) filter (late) as late
    from round_raters group by eval_id
), changed as (
    select eval_id, count(*) as changes from round_changes group by eval_id
)
select known.contract_no, contract.contractor_code, contractor_name, known.eval_type, known.round_no, known.period_start, known.period_end,
    known.due_day, known.state, known.eval_id, unit.units_due, unit.units_returned, coalesce(units_missing, []) as units_missing,
    satisfaction.valid as quorum,
    coalesce(case when satisfaction.valid then as_points(satisfaction.mark) end, performance.score) as score,
    known.passed, known.result_date, coalesce(raters, 0) as raters, coalesce(handed_in, 0) as handed_in,
    coalesce(recused, 0) as recused, coalesce(late, 0) as late,
    case when known.state in ('进行中', '待开启', '逾期未评') then known.due_day - $as_of end as days_left,
    known.state = '进行中' and known.due_day - $as_of <= policy_number('round_remind_days')
        and coalesce(handed_in, 0) + coalesce(recused, 0) < coalesce(raters, 0) as remind,
    opened.signed_by, opened.reasons, coalesce(opened.tranche_no, performance.tranche_no) as tranche_no,
    coalesce(changes, 0) as changes, in_app, coalesce(unit_codes, []) as unit_codes, coalesce(unit_names, []) as unit_names
from known
left join rounds opened on opened.eval_id = known.eval_id
left join contracts contract on contract.contract_no = known.contract_no
left join contractors contractor on contractor.contractor_code = contract.contractor_code
left join unit on unit.eval_id = known.eval_id
left join rater on rater.eval_id = known.eval_id
left join changed on changed.eval_id = known.eval_id
left join satisfaction_means($as_of, running := true) satisfaction on satisfaction.eval_id = known.eval_id
left join performance_results($as_of, running := true) performance on performance.eval_id = known.eval_id
where ($contractor is null or contract.contractor_code = $contractor)
    and ($viewer_contractor is null or contract.contractor_code = $viewer_contractor)
    and len($viewer_region) <= 6
order by known.contract_no, known.eval_type desc, known.round_no

-- left_out_satisfaction 未计入的评分表和轮次：满意度、绩效、评分一致性没有算进去的各有多少，为什么
-- clause: satisfaction-semiannual satisfaction-raters-complete performance-semiannual two-low-removal
-- roles: leader panel finance auditor admin
-- parameters: evaluation? contractor? as_of?
-- columns: figure, left_out, count, unit
-- The same order of reasons as counting_sheets takes. --evaluation: of one round, of each contractor's 'last' one, or of its 'last valid' one.
-- Asked when somebody opens the ⓘ of the figure.
with latest as (
    select eval_id from satisfaction_rounds($as_of) where $evaluation = 'last' or $evaluation = 'last valid' and valid
    qualify row_number() over (partition by contractor_code order by result_date desc, contract_no desc, round_no desc) = 1
), evaluation as (
    select evaluation.*, coalesce(contract.contractor_code, evaluation.contractor_code) as of_contractor
    from standing_evaluations evaluation left join contracts contract on contract.contract_no = evaluation.contract_no
    where ($evaluation is null or eval_id = $evaluation or eval_id in (from latest)) and (result_date is null or result_date <= $as_of)
        and ($contractor is null or of_contractor = $contractor) and ($viewer_contractor is null or of_contractor = $viewer_contractor)
        -- a contract is a matter of the county: a town's account sees none
        and len($viewer_region) <= 6
), sheet as (
    select eval_id, sheet_id,
        -- a sheet is judged by its first row (I4)
        first(rater_unit order by _import, _line, indicator_code) as rater_unit, first(rater_type order by _import, _line, indicator_code) as rater_type,
        first(recused order by _import, _line, indicator_code) as recused, first(valid order by _import, _line, indicator_code) as valid,
        first(submit_date order by _import, _line, indicator_code) as submit_date,
        coalesce(sum(full_score) filter (score is not null), 0) as answered, sum(full_score) as asked
    from standing_sheets semi join evaluation using (eval_id) group by eval_id, sheet_id
), judged as (
    select eval_type, result_date is not null as known,
        case when sheet.recused then '已回避' when sheet.valid is false then '无效' when submit_date is null then '没有提交日期'
             when submit_date > coalesce(result_date, $as_of) then '结果日期后提交'
             when sheet.answered * 100 < sheet.asked * policy_exact('answered_share_min') then '作答不足'
             when counting.sheet_id is null then '同一评分人另有较晚的'
             when due.unit_code is null and (eval_type = '满意度评估' or sheet.rater_type is distinct from '救助对象') then '不是应交单位的' end as why_not
    from sheet join evaluation using (eval_id)
    left join counting_sheets($as_of, running := true) counting on counting.eval_id = sheet.eval_id and counting.sheet_id = sheet.sheet_id
    left join evaluation_units() due on due.eval_id = sheet.eval_id and due.unit_code = sheet.rater_unit
), reasons as (
    select unnest(['已回避', '无效', '没有提交日期', '结果日期后提交', '作答不足', '同一评分人另有较晚的', '不是应交单位的']) as reason,
        generate_subscripts(range(7), 1) as place
), due as (
    select state from known_rounds($as_of) known left join contracts contract on contract.contract_no = known.contract_no
    where eval_type = '满意度评估' and $evaluation is null and len($viewer_region) <= 6
        and ($contractor is null or contractor_code = $contractor) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), round as (
    select round.* from satisfaction_rounds($as_of) round semi join evaluation using (eval_id)
), single as (
    select eval_id, indicator_code from rater_marks($as_of) semi join evaluation using (eval_id) group by all having count(*) = 1
), found as (
    select figure, place, reason, (select count(*) from judged where why_not = reason and case figure when 'round' then true
        when 'performance' then known and eval_type <> '满意度评估' else known and eval_type = '满意度评估' end) as n, '份' as unit
    from reasons cross join (select unnest(['satisfaction_score', 'performance', 'round']) as figure)
    union all select unnest(['satisfaction_score', 'removal']), 10, '未完成的轮次，不出得分', count(*) filter (valid is false), '轮' from round
    union all select unnest(['removal', 'satisfaction_bound']), 11, '界线未确认的轮次', count(*) filter (threshold is null), '轮' from round
    union all select 'removal', 12, '应评未评的半年', count(*) filter (state = '逾期未评'), '轮' from due
    union all select 'rater_agreement', 1, '只有一方打分的指标', count(*), '项' from single
    union all select 'rater_agreement', 2, '未计入的评分表', count(why_not), '份' from judged
)
select figure, reason as left_out, n as count, unit from found order by figure, place

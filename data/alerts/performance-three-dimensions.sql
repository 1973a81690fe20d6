-- rule: performance-three-dimensions
-- title: 绩效评价缺维度 | an evaluation lacks a dimension
-- red: 三个维度不全 | not all three dimensions
-- matter: 绩效评价（{result_date}）缺{what} | the evaluation of {result_date} lacks {what}
-- verb: 看绩效 | See the evaluation
-- page: /performance?contractor={contractor}
-- clause: performance_dimensions
-- needs: evaluations score_sheets
-- roles: county
with found as (
    select eval_id, any_value(contract_no) as contract_no, any_value(contractor_code) as contractor_code, any_value(result_date) as result_date,
        list_filter(policy_list('performance_dimensions'), lambda one: not list_contains(list(indicator_name) filter (full_score > 0), one)) as missing
    from standing_evaluations join standing_sheets using (eval_id)
    where eval_type = '绩效评价' and result_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of
    group by eval_id
)
select 'red' as severity, eval_id as key, coalesce(contract_no, eval_id) as subject, '民政局' as owner, county_of(null) as region,
    contractor_code as contractor, null::date as due_date, result_date, array_to_string(missing, '、') as what
from found where len(missing) > 0

-- rule: performance-semiannual
-- title: 绩效得分偏低 | a low performance score
-- red: 不合格，或低于预警线 | failed, or below the second bound
-- amber: 低于关注线 | below the first bound
-- matter: {eval_type}得分 {mark}，{passed} | {eval_type}: {mark} points, {passed}
-- verb: 看绩效 | See the evaluation
-- page: /performance?contractor={contractor}
-- clause: evaluation_period
-- needs: evaluations
-- roles: county
with latest as (
    select * from performance_results($as_of) where contract_no in (select contract_no from contracts_in_force($as_of))
    qualify row_number() over (partition by contract_no order by result_date desc, eval_id desc) = 1
)
select case when passed = '不合格' or score < cast(policy_list('bounds_performance')[2] as double) then 'red'
            when score < cast(policy_list('bounds_performance')[1] as double) then 'amber' end as severity,
    eval_id as key, contract_no as subject, contractor_code as owner, county_of(null) as region, contractor_code as contractor, null::date as due_date,
    eval_type, coalesce(passed, '待定') as passed, coalesce(format('{:.2f}', score), '—') as mark
from latest

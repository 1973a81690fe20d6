-- rule: performance-group-composition
-- title: 绩效评价小组组成不符 | the evaluation group is not as asked
-- red: 缺街道、救助对象，或不由民政局牵头 | streets or people served missing, or not led by the bureau
-- matter: {eval_type}（{result_date}）{what} | {eval_type} of {result_date}: {what_en}
-- verb: 看绩效 | See the evaluation
-- page: /performance?contractor={contractor}
-- clause: evaluation_group
-- needs: evaluations
-- roles: county
with found as (
    select evaluation.*, unit_type, list_filter(policy_list('evaluation_group'), lambda one: not list_contains(panel_sources, one)) as missing
    from evaluations evaluation left join org_units on org_units.unit_code = lead_unit
    where eval_type = '绩效评价' and result_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of
)
select case when len(missing) > 0 or unit_type <> '民政局' then 'red' end as severity,
    eval_id as key, coalesce(contract_no, eval_id) as subject, '民政局' as owner, county_of(null) as region, contractor_code as contractor,
    null::date as due_date, eval_type, result_date,
    concat_ws('，', '小组缺' || nullif(array_to_string(missing, '、'), ''), if(unit_type <> '民政局', '不由民政局牵头', null)) as what,
    concat_ws('; ', 'the panel lacks ' || nullif(array_to_string(missing, '、'), ''), if(unit_type <> '民政局', 'not led by the bureau', null)) as what_en
from found

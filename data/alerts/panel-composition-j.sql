-- rule: panel-composition-j
-- title: 考评小组来源不全 | the panel lacks a source
-- red: 缺两方以上，或本方人员的评分计入 | two or more missing, or the contractor's own sheets counted
-- amber: 缺一方 | one missing
-- matter: {eval_type}（{result_date}）小组缺{what} | {eval_type} of {result_date}: the panel lacks {what}
-- verb: 看评分 | See the scores
-- page: /rounds?contractor={contractor}
-- clause: panel_sources
-- needs: evaluations
-- roles: county
with found as (
    select *, list_filter(policy_list('panel_sources'), lambda one: not list_contains(panel_sources, one)) as missing,
        exists (from score_sheets sheet where sheet.eval_id = evaluation.eval_id and rater_type = '第三方' and recused is not true) as own_sheet
    from evaluations evaluation
    where eval_type in ('专项考评', '年度考评') and result_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of
)
select case when len(missing) > 1 or own_sheet and policy_text('third_party_votes') = 'false' then 'red' when len(missing) = 1 then 'amber' end as severity,
    eval_id as key, coalesce(contract_no, contractor_code, eval_id) as subject, '民政局' as owner, county_of(null) as region, contractor_code as contractor,
    null::date as due_date, eval_type, result_date, concat_ws('、', nullif(array_to_string(missing, '、'), ''), if(own_sheet, '本方评分未回避', null)) as what
from found where panel_sources is not null or own_sheet

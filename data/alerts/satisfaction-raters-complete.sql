-- rule: satisfaction-raters-complete
-- title: 满意度评分未收齐 | a round lacks sheets
-- red: 未达最低回收，得分不公布 | too few sheets: no score
-- amber: 已够最低回收，仍有单位未交 | enough, but some units are missing
-- matter: 第{round_no}轮收回 {units_returned} / {units_due} 个单位的评分表 | round {round_no}: sheets of {units_returned} of {units_due} units
-- verb: 去催收 | Remind them
-- page: /rounds?contractor={contractor}&round={eval_id}
-- clause: satisfaction_unit_types
-- needs: evaluations score_sheets org_posts
-- roles: county
select case when not valid then 'red' when units_returned < units_due then 'amber' end as severity, eval_id as key, contract_no as subject,
    '民政局' as owner, county_of(null) as region, contractor_code as contractor, null::date as due_date, round_no, units_returned, units_due, eval_id
from satisfaction_rounds($as_of)
qualify row_number() over (partition by contractor_code order by result_date desc, contract_no desc, round_no desc) = 1
    and result_date > $as_of - cast(policy_number('alert_back_days') as integer)

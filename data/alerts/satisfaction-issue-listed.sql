-- rule: satisfaction-issue-deadline
-- title: 评估发现的问题没有整改记录 | problems of an assessment are on no list
-- red: 发现问题数多于有时限的整改记录 | more problems than rectifications with a deadline
-- matter: {eval_type}发现 {issues} 个问题，有时限的整改记录 {listed} 条 | {eval_type}: {issues} problems, {listed} rectifications with a deadline
-- verb: 去建整改 | Open rectifications
-- page: /rectifications?source={subject}
-- clause: issues_put_right
-- needs: evaluations
-- roles: county
with listed as (
    select source_id, count(*) filter (deadline is not null) as listed from rectifications where source_type = '满意度评估' group by source_id
)
select 'red' as severity, eval_id as key, eval_id as subject, '民政局' as owner, county_of(null) as region, contractor_code as contractor, null::date as due_date,
    eval_type, issues_found as issues, coalesce(listed, 0) as listed
from evaluations left join listed on source_id = eval_id
where eval_type = '满意度评估' and result_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of and issues_found > coalesce(listed, 0)

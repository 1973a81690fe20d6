-- rule: leads-to-discipline-t
-- title: 涉嫌线索未移交 | a lead was not handed over
-- red: 超过“及时”的工作日 | more working days than 及时 means
-- amber: 时限内 | within them
-- matter: 涉嫌犯罪的违规发现 {age} 个工作日，未移交 | a suspected crime found {age} working days ago was not handed over
-- verb: 去移交 | Open the violation
-- page: /violations?case={key}
-- clause: timely_wd
-- needs: violations
-- roles: county
select case when working_days_between(found_date, $as_of) > policy_number('timely_wd') then 'red' when policy_number('timely_wd') is null then 'grey' else 'amber' end as severity,
    violation_id as key, violation_id as subject, '民政局' as owner, county_code as region, contractor_code as contractor,
    working_day_after(found_date, cast(policy_number('timely_wd') as integer)) as due_date, working_days_between(found_date, $as_of) as age
from violation_states($as_of) where severity = '涉嫌犯罪' and transfer_date is null

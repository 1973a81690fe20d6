-- rule: board-damage-restore
-- title: 公示损毁未恢复 | a lost posting was not restored
-- red: 超过预警工作日仍未恢复 | still lost after the second number of working days
-- amber: 超过恢复时限 | still lost after the limit
-- matter: {n} 处公示损毁未恢复，最长 {age} 个工作日 | {n} postings lost and not restored, up to {age} working days
-- verb: 看公示 | See the postings
-- page: /publicity?region={subject}
-- clause: restore_wd
-- needs: postings
with lost as (
    select town_code, posting_id, working_days_between(damage_found_date, $as_of) as age
    from postings join villages using (village_code)
    where damage_found_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of and coalesce(restored_date > $as_of, true)
        and coalesce(end_date >= $as_of, true)
)
select case when max(age) > policy_number('restore_red_wd') then 'red' when max(age) > policy_number('restore_wd') then 'amber'
            when policy_number('restore_wd') is null and max(age) > 0 then 'grey' end as severity,
    town_code as key, town_code as subject, town_code as owner, town_code as region, null as contractor, null::date as due_date, count(*) as n, max(age) as age
from lost group by town_code

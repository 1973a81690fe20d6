-- rule: rectify-immediate-t
-- title: 立行立改未完成 | immediate rectification not done
-- red: 超过第二个工作日数 | after the second number of working days
-- amber: 超过第一个工作日数 | after the first number
-- matter: 立行立改已 {age} 个工作日未完成 | to be put right at once, open for {age} working days
-- verb: 去整改 | Open the rectification
-- page: /rectifications?case={key}
-- clause: immediate_wd
-- needs: rectifications
with open as (
    select *, working_days_between(issue_date, $as_of) as age from rectification_states($as_of)
    -- a deadline of its own stands before it
    where level = '立行立改' and not completed and deadline is null
)
select case when age > policy_number('immediate_red_wd') then 'red' when age > policy_number('immediate_wd') then 'amber' end as severity,
    rect_id as key, rect_id as subject, coalesce(resp_unit, '民政局') as owner, coalesce(town_code, county_code) as region, contractor_code as contractor,
    working_day_after(issue_date, cast(policy_number('immediate_wd') as integer)) as due_date, age
from open

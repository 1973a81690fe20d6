-- rule: staff-per-unit-d staff-16-posts
-- title: 核查员缺员 | investigators are missing
-- red: 缺员一人以上，或空缺超过时限 | more than one missing, or vacant longer than the limit
-- amber: 缺一人，时限内 | one missing, within the limit
-- matter: 应配 {required} 人，在岗 {present} 人 | {present} of {required} on duty
-- verb: 去补员 | See the contract
-- page: /payments?contract={contract_no}
-- clause: posts_per_unit
-- needs: org_posts staff contracts
-- roles: county
with posts as (
    select contract_no, unit_code, post_required, contractor_code, coalesce(effective_date, sign_date) as since from org_posts join contracts_in_force($as_of) using (contract_no)
), present as (
    select contractor_code, unit_code, count(*) as people from staff_on_duty($as_of) where post_type = '入户核查员' group by all
), gone as (
    select contractor_code, unit_code, max(leave_date) as last_left from staff where post_type = '入户核查员' and leave_date <= $as_of group by all
), gap as (
    select posts.*, coalesce(people, 0) as people, post_required - coalesce(people, 0) as missing, coalesce(last_left, since) as vacant_since
    from posts left join present using (contractor_code, unit_code) left join gone using (contractor_code, unit_code)
    where post_required > coalesce(people, 0)
)
select case when missing > 1 or working_days_between(vacant_since, $as_of) > policy_number('vacancy_wd') then 'red' else 'amber' end as severity,
    contract_no || '.' || unit_code as key, unit_code as subject, contractor_code as owner, county_of(null) as region, contractor_code as contractor,
    working_day_after(vacant_since, cast(policy_number('vacancy_wd') as integer)) as due_date, post_required as required, people as present, contract_no
from gap
where exists (from staff where post_type = '入户核查员')

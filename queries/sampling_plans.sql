-- sampling_plans 抽样方案：计划抽查多少户，已经完成多少
-- clause: spot-check-volume spot-check-irregular
-- roles: leader panel inspector auditor admin
-- parameters: as_of?
-- columns: plan_id, made_at, made_by, period, basis, scope_region, scope_contractor, scope_assistance, precision_pct, expected_pct, share_pct, clause, visited, population, already, n_required, n, risk, seed, planned, done, done_pct, risk_done, valid, last_check_date
-- planned and done are those within the viewer's reach; done: re-checked by as-of, valid: counting in the rate.
with checked as (
    select inv_id, max(check_date) as check_date from spot_checks where check_date <= $as_of group by inv_id
), counted as (
    select distinct inv_id from rechecks where why_not is null and random_sample and check_date <= $as_of
), drawn as (
    select plan_id, count(*) filter (part = '随机') as planned, count(*) filter (part = '随机' and check_date is not null) as done,
           count(*) filter (part = '风险' and check_date is not null) as risk_done,
           count(*) filter (part = '随机' and counted.inv_id is not null) as valid, max(check_date) as last_check_date
    from sampling_plan_cases member
    join investigations visits using (inv_id) join cases using (case_no)
    left join checked using (inv_id) left join counted using (inv_id)
    where starts_with(cases.village_code, $viewer_region) and $viewer_contractor is null
    group by plan_id
)
select plan_id, made_at, made_by, period, basis, region as scope_region, contractor as scope_contractor, assistance as scope_assistance,
       precision_pct, expected_pct, share_pct, clause, visited, population, already, n_required, n, risk, seed, planned, done,
       share_pct(done, planned) as done_pct, risk_done, valid, last_check_date
from sampling_plans join drawn using (plan_id)
order by made_at desc, plan_id desc

-- The half-years in which a contract must be evaluated (satisfaction-semiannual, performance-semiannual): anchored on the
-- purchase cycle, whole half-years only; six months are a half-year.
create or replace macro due_rounds(as_of) as table
with cycle as (
    select contract_no, contractor_code, coalesce(cycle_start, effective_date) as cycle_first,
        least(coalesce(cycle_end, end_date,
                       cycle_first + to_years(cast(policy_number('purchase_cycle_years') as integer)) - interval 1 day),
              coalesce(terminate_date, date '9999-12-31')) as cycle_last
    from contracts
    where coalesce(cycle_start, effective_date) is not null
), anchored as (
    -- calendar half-years begin with the first whole one
    select contract_no, contractor_code, cycle_last,
        case when policy_text('halfyear_anchor') = 'calendar'
             then date_trunc('year', cycle_first) + to_months(6 * cast(ceil((month(cycle_first) - 1 + (day(cycle_first) > 1)::integer) / 6) as integer))
             else cycle_first end as first_day
    from cycle
), numbered as (
    select *, unnest(range(1, 1 + greatest(0, date_diff('month', first_day, cycle_last + interval 1 day)) // 6)) as round_no
    from anchored
), dated as (
    select contract_no, contractor_code, round_no, cycle_last, cast(first_day + to_months(cast(6 * (round_no - 1) as integer)) as date) as period_start,
        cast(first_day + to_months(cast(6 * round_no as integer)) - interval 1 day as date) as period_end
    from numbered
)
select contract_no, contractor_code, eval_type, round_no, period_start, period_end,
    period_end + cast(policy_number('eval_grace_days') as integer) as due_day
from dated
-- only what the profile asks for every half-year can be due
cross join (values ('满意度评估', policy_text('satisfaction_period')), ('绩效评价', policy_text('evaluation_period'))) kind (eval_type, period)
where period_start <= as_of and period_end <= cycle_last and period = '半年';

-- The rounds that are due, those opened in the app, and what was imported for them.
create or replace macro known_rounds(as_of) as table
with opened as (
    select * from rounds where opened_at::date <= as_of
), listed as (
    select contract_no, eval_type, round_no, period_start, period_end, due_day from due_rounds(as_of)
    where (contract_no, eval_type, round_no) not in (select (contract_no, eval_type, round_no) from opened)
    union all
    select contract_no, eval_type, round_no, period_start, period_end, due_day from opened
), evaluated as (
    select contract_no, eval_type, round_no, min(eval_id) as eval_id, min(result_date) filter (result_date <= as_of) as result_date,
        any_value(passed) as passed
    from standing_evaluations where eval_id not in (select eval_id from rounds where opened_at::date > as_of) group by all
)
select listed.*, coalesce(opened.eval_id, evaluated.eval_id) as eval_id, evaluated.result_date, evaluated.passed,
    case when opened.state is not null then opened.state
         when evaluated.result_date is not null then '已出结果'
         when evaluated.eval_id is not null then '结果未确认'
         when as_of > listed.due_day then '逾期未评' when as_of > listed.period_end then '待开启' else '未到期' end as state,
    opened.eval_id is not null as in_app
from listed
left join opened using (contract_no, eval_type, round_no)
left join evaluated using (contract_no, eval_type, round_no);

-- What the rules of data/alerts share: the parts of the year that they look at, and the rows that many of them judge.

-- The last half-year, quarter or month that was over on a day, and the running one: a breach of last week is not to wait for July.
create or replace macro alert_parts(as_of, kind) as table
with step as (
    select case kind when 'half' then 6 when 'quarter' then 3 else 1 end as months,
        case kind when 'half' then make_date(year(as_of), if(month(as_of) > 6, 7, 1), 1) when 'quarter' then cast(date_trunc('quarter', as_of) as date)
                  else cast(date_trunc('month', as_of) as date) end as running
), part as (
    select months, unnest([cast(running - to_months(months) as date), running]) as first_day from step
)
select first_day, cast(first_day + to_months(months) - interval 1 day as date) as last_day, first_day + to_months(months) <= as_of as over,
    year(first_day) || case kind when 'half' then 'H' || (month(first_day) + 5) // 6 when 'quarter' then 'Q' || quarter(first_day)
                            else strftime(first_day, '-%m') end as part
from part;

-- A part of the year in words.
create or replace macro part_words(part) as
    case when part <> '' then part[1:4] || '年' || case part[5:5] when 'H' then if(part[6:6] = '1', '上半年', '下半年')
        when 'Q' then '第' || ['一', '二', '三', '四'][try_cast(part[6:6] as integer)] || '季度' else cast(try_cast(part[6:7] as integer) as varchar) || '月' end end;

-- A deadline: past it red, near it amber, else nothing.
create or replace macro deadline_severity(due, as_of) as
    case when due < as_of then 'red' when working_days_between(as_of, due) <= policy_number('near_deadline_wd') then 'amber' end;

-- Visits done and known on a day, of the parts of the year that alerts look at; a visit concerns its contractor, without one the county.
create or replace macro alert_visits(as_of) as table
select visit.*, cast(visit_date as date) as visit_day, request.town_code, request.village_code, part, county_of(request.village_code) as county_code,
    coalesce(visit.contractor_code, county_of(request.village_code)) as subject, coalesce(visit.contractor_code, '民政局') as owner
from alert_parts(as_of, 'half') span
join investigations visit on visit_date >= span.first_day and visit_date < span.last_day + 1 and cast(visit_date as date) <= as_of
join cases request using (case_no)
where visit_result = '已入户';

-- Cases with a decision known on a day, of the same parts; a case concerns its town.
create or replace macro alert_cases(as_of) as table
select request.*, part from alert_parts(as_of, 'half') span
join cases request on approve_date between span.first_day and least(span.last_day, as_of);

-- Staff on duty on a day.
create or replace macro staff_on_duty(as_of) as table
select * from staff
where coalesce(dispatch_date, hire_date) <= as_of and (leave_date is null or leave_date > as_of);

-- Contracts in force on a day.
create or replace macro contracts_in_force(as_of) as table
select *, coalesce(cycle_end, end_date) as cycle_last from contracts
where coalesce(effective_date, sign_date) <= as_of and coalesce(end_date, cycle_end, as_of) >= as_of and coalesce(terminate_date > as_of, true);

-- Money as people write it: 400,000.01. The cents are taken as text, a DOUBLE would round them.
create or replace macro money_words(x) as
    format('{:,}', cast(trunc(x) as bigint)) || right(cast(cast(x as decimal(18, 2)) as varchar), 3);

-- A tranche of which money is due, near its day, held back or too much.
create or replace macro tranche_alerts(as_of) as table
select case when status = '超拨' or net_paid < planned_amount and due_date < as_of then 'red' when status = '暂缓' then 'grey'
            when net_paid < planned_amount and working_days_between(as_of, due_date) <= near_due_wd then 'amber' end as severity,
    contract_no || '.' || tranche_no as key, contract_no as subject, case when status = '暂缓' then '民政局' else coalesce(holder, '财政部门') end as owner,
    county_of(null) as region, contractor_code as contractor, due_date, tranche_no,
    case status when '超拨' then '多拨 ' || money_words(net_paid - planned_amount) || ' 元'
                when '暂缓' then '评估未合格，暂缓拨付 ' || money_words(planned_amount) || ' 元'
                else '还应拨 ' || money_words(planned_amount - net_paid) || ' 元' end as what,
    case status when '超拨' then money_words(net_paid - planned_amount) || ' yuan too much'
                when '暂缓' then money_words(planned_amount) || ' yuan held back: the evaluation did not pass'
                else money_words(planned_amount - net_paid) || ' yuan still to pay' end as what_en
from tranche_stages(as_of)
-- paid late stays late in the figures; the open alarm clears (rules.md K15). Paid before its gate is a matter of its own.
where status in ('超拨', '暂缓', '逾期未拨', '部分拨付', '临期');

-- What is wrong with a posting, of the last quarter that was over and the running one.
create or replace macro alert_postings(as_of) as table
select defect.*, part from alert_parts(as_of, 'quarter') span
join posting_defects(cast(date_trunc('quarter', as_of) - interval 3 month as date), as_of, as_of) defect
    on defect.end_date between span.first_day and span.last_day;

-- The last half-year that was over on a day: what a rate is judged by, as its page opens.
create or replace macro running_half(as_of) as make_date(year(as_of), if(month(as_of) > 6, 7, 1), 1);
create or replace macro closed_half_first(as_of) as cast(running_half(as_of) - interval 6 month as date);
create or replace macro closed_half_last(as_of) as cast(running_half(as_of) - interval 1 day as date);
create or replace macro closed_half(as_of) as
    year(closed_half_first(as_of)) || 'H' || (month(closed_half_first(as_of)) + 5) // 6;

-- Its re-checks that count, grouped as accuracy groups them, with the page's own verdict.
create or replace macro closed_half_accuracy(by_what, as_of) as table
with sample as (
    select group_key, count(*) as n, count(*) filter (accurate) as k
    from rechecked_visits(by_what, closed_half_first(as_of), closed_half_last(as_of), as_of, '', null, null, '', null)
    where counted group by group_key
)
select *, accuracy_verdict(n, wilson_low(k, n, policy_number('wilson_z')), wilson_high(k, n, policy_number('wilson_z')),
                           policy_number('accuracy_target')) as verdict
from sample;
create or replace macro closed_half_rechecks(as_of) as table
select * from rechecked_visits('all', closed_half_first(as_of), closed_half_last(as_of), as_of, '', null, null, '', null) where counted;

-- The villages of the last quarter that was over and of the running one, and their rosters of the last two months.
create or replace macro alert_villages(as_of) as table
select seen.*, part, over
from publicity_windows(cast(date_trunc('quarter', as_of) - interval 3 month as date),
                       cast(date_trunc('quarter', as_of) + interval 3 month - interval 1 day as date), as_of, true) seen
join alert_parts(as_of, 'quarter') span on starts = span.first_day;
create or replace macro alert_rosters(as_of) as table
select * from rosters_by_month(cast(date_trunc('month', as_of) - interval 1 month as date), as_of, as_of);

-- A pair of bounds on a share in per cent: amber below the first, red below the second; a small sample is never red.
create or replace macro share_severity(share, whole, bounds) as
    case when share >= cast(bounds[1] as double) then null
         when whole < policy_number('min_sample') or share >= cast(bounds[2] as double) then 'amber' when share is not null then 'red' end;

-- Rounds that wait for a result, and how urgent that is: a period that is over is to be published by its day.
create or replace macro alert_rounds(as_of, kind) as table
select round.*, contract.contractor_code from known_rounds(as_of) round join contracts contract using (contract_no)
where round.eval_type = kind and round.result_date is null and round.period_end < as_of
    and round.due_day > as_of - cast(policy_number('alert_back_days') as integer);
create or replace macro round_severity(due, period_end, as_of) as
    case when due < as_of then 'red' when due - as_of <= policy_number('round_remind_days') then 'amber' end;

-- The N-th working day after a day, for many rows at once: one look into the list of working days in place of a join a row.
create or replace macro working_days() as (select list(day order by ordinal) from (select ordinal, min(day) as day from calendar_days where is_workday group by ordinal));
create or replace macro working_day_after(a_day, n) as working_days()[(select ordinal from calendar_days where day = a_day) + cast(n as bigint)];

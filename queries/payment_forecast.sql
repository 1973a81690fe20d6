-- payment_forecast 今后12个月资金需求：每月到期多少、预计多少、其中暂定多少
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: month, due_amount, due_n, expected_amount, expected_n, n, provisional_amount, provisional_n, overdue_amount, overdue_n
-- What is overdue is needed now and stands in the first month; what has no day stands in a last row without a month.
with outlook as (
    select outlook.*, case kind when '逾期' then $as_of else pay_by end as needed, is_unpublished(pay_by) as is_provisional
    from tranche_outlook($as_of) outlook
    where ($contract is null or contract_no = $contract)
      -- contracts are county matters: no town sees them, a contractor sees its own
      and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)),
months as (
    select cast(date_trunc('month', cast($as_of as date)) + to_months(ahead) as date) as first_day
    from range(12) ahead (ahead)
    union all select null)
select strftime(first_day, '%Y-%m') as month,
       cast(coalesce(sum(open_amount) filter (kind = '到期'), 0) as decimal(14, 2)) as due_amount, count(*) filter (kind = '到期') as due_n,
       cast(coalesce(sum(open_amount) filter (list_contains(['预计', '未定'], kind)), 0) as decimal(14, 2)) as expected_amount,
       count(*) filter (list_contains(['预计', '未定'], kind)) as expected_n, count(kind) as n,
       cast(coalesce(sum(open_amount) filter (is_provisional), 0) as decimal(14, 2)) as provisional_amount,
       count(*) filter (is_provisional) as provisional_n,
       cast(coalesce(sum(open_amount) filter (kind = '逾期'), 0) as decimal(14, 2)) as overdue_amount, count(*) filter (kind = '逾期') as overdue_n
from months
left join outlook on date_trunc('month', needed) is not distinct from first_day
group by first_day
having first_day is not null or count(kind) > 0
order by first_day nulls last;

-- payment_summary 资金拨付汇总：每份合同拨付进度、按期拨付率与逾期金额
-- clause: tranche-sum-check tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: contract_no, contractor_name, total_amount, adjusted_total, net_paid, progress_pct, tranches_due, tranches_on_time, on_time_pct, overdue_amount, contractor_code
with tranches as (
    -- due only after its day has passed (F5): paying on the due day is still on time
    select contract_no, net_paid, due_date < $as_of as is_due, status <> '未评先拨' and paid_date <= due_date as is_on_time,
           greatest(planned_amount - net_paid, 0) as unpaid
    from tranche_status($as_of)),
totals as (
    select contract_no, sum(net_paid) as net_paid, count(*) filter (is_due) as tranches_due,
           count(*) filter (is_due and is_on_time) as tranches_on_time, coalesce(sum(unpaid) filter (is_due), 0) as overdue_amount
    from tranches group by contract_no)
select contract_no, contractor_name, total_amount, adjusted_total, cast(net_paid as decimal(14, 2)) as net_paid,
       share_pct(net_paid, coalesce(adjusted_total, total_amount)) as progress_pct, tranches_due, tranches_on_time,
       share_pct(tranches_on_time, tranches_due) as on_time_pct, cast(overdue_amount as decimal(14, 2)) as overdue_amount,
       contractor_code
from contracts
join totals using (contract_no)
left join contractors using (contractor_code)
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by contract_no;

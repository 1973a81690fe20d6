-- payment_summary 资金拨付汇总：每份合同拨付进度、按期拨付率与逾期金额
-- clause: tranche-sum-check tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: contract_no, contractor_name, total_amount, adjusted_total, net_paid, progress_pct, tranches_due, tranches_on_time, on_time_pct, overdue_amount, contractor_code
with totals as (
    select contract_no, sum(net_paid) as net_paid, count(*) filter (is_due) as tranches_due,
           count(*) filter (is_due and is_on_time) as tranches_on_time, sum(overdue_amount) as overdue_amount
    from tranche_dues($as_of) group by contract_no)
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

-- payment_tranches 分期拨付：每份合同每一期应拨多少、何时应拨、拨了没有
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder tranche-gate-link tranche-sum-check
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: contract_no, contractor_name, tranche_no, planned_amount, deduction, trigger_type, trigger_date, due_date, net_paid, paid_date, working_days_late, status, provisional, contractor_code, working_days_left, hold_reason, overdue_amount, on_time, working_days_off, is_sme, sme_due_date, sme_last_date, sme_status
select contract_no, contractor_name, tranche_no, planned_amount, deduction, trigger_type, trigger_date, due_date,
       net_paid, paid_date, working_days_late, tranche.status, provisional, contractor_code, working_days_left, hold_reason,
       cast(overdue_amount as decimal(14, 2)) as overdue_amount, case when is_due then is_on_time end as on_time,
       working_days_between(due_date, coalesce(paid_date, $as_of)) as working_days_off,
       contractor.is_sme, sme_due_date, sme_last_date, sme_status
from tranche_dues($as_of) tranche
left join contractors contractor using (contractor_code)
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by contract_no, tranche_no;

-- payment_applications 用款申请：谁申请、谁审核、登记了没有
-- clause: finance-pays tranche-gate-link
-- roles: leader panel finance auditor admin
-- parameters: contract?
-- columns: application_id, contract_no, contractor_name, tranche_no, amount, state, applied_by, applied_at, decided_by, decided_at, reason, txn_id, registered_by, registered_at, trigger_date, due_date, planned_amount, contractor_code
select application_id, contract_no, contractor_name, tranche_no, amount, state, applied_by, applied_at, decided_by, decided_at, reason, txn_id,
       registered_by, registered_at, trigger_date, due_date, planned_amount, contracts.contractor_code
from payment_applications
join contracts using (contract_no)
left join contractors on contractors.contractor_code = contracts.contractor_code
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contracts.contractor_code = $viewer_contractor)
order by application_id;

-- payment_transactions 支付流水：每笔何时付了多少，计入多少
-- clause: tranche-sum-check finance-pays
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: contract_no, tranche_no, pay_date, amount, txn_status, counted_amount, txn_id, reverse_of
select contract_no, tranche_no, pay_date, amount, txn_status,
       cast(signed_amount(amount, txn_status) as decimal(14, 2)) as counted_amount, txn_id, reverse_of
from payment_transactions join contracts using (contract_no)
where pay_date <= $as_of and ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by contract_no, tranche_no, pay_date, txn_id

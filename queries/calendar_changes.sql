-- calendar_changes 工作日历变动：哪些应拨付日期随之改变
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance auditor admin
-- parameters: contract?
-- columns: changed_at, who, days, contract_no, tranche_no, old_due, new_due, old_provisional, new_provisional
select changed_at, who, days, contract_no, tranche_no, old_due, new_due, old_provisional, new_provisional
from calendar_changes left join contracts using (contract_no)
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by changed_at desc, contract_no, tranche_no;

-- tranche_bridge 应拨金额怎么算：比例、尾差、合同变更、扣减，逐项加总等于应拨金额
-- clause: tranche-sum-check tranche-3-remainder tranche-1-30 tranche-2-30
-- roles: leader panel finance auditor admin
-- parameters: contract?
-- columns: contract_no, tranche_no, step_no, step, amount, running, pct, basis, planned_amount, of_total_pct
select contract_no, tranche_no, step_no, step, amount, running, pct, basis, planned_amount,
       share_pct(planned_amount, total_amount) as of_total_pct
from tranche_bridge_steps
join contract_tranches using (contract_no, tranche_no)
join contracts using (contract_no)
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contracts.contractor_code = $viewer_contractor)
order by contract_no, tranche_no, step_no;

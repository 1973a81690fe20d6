-- payment_stages 资金在谁手里：申请、审核、拨付各用了几个工作日
-- clause: finance-pays
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: contract_no, contractor_name, tranche_no, planned_amount, trigger_date, request_date, approve_date, paid_date, request_wd, approve_wd, pay_wd, stage, holder, waiting_wd, slow, contractor_code
select contract_no, contractor_name, tranche_no, planned_amount, trigger_date, request_date, approve_date, paid_date, request_wd, approve_wd,
       pay_wd, stage, holder, waiting_wd,
       case when trigger_date is not null
            then coalesce(greatest(request_wd, approve_wd, pay_wd, waiting_wd) > policy_number('finance_stage_wd'), false) end as slow,
       contractor_code
from tranche_stages($as_of)
left join contractors using (contractor_code)
where ($contract is null or contract_no = $contract)
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by contract_no, tranche_no;

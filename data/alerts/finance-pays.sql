-- rule: finance-pays
-- title: 拨付环节停留过久 | a stage of payment takes long
-- amber: 申请、审核或拨付超过提醒工作日 | asking, approving or paying takes more working days than suggested
-- matter: 第{tranche_no}期{stage}已 {waiting} 个工作日 | tranche {tranche_no} has waited {waiting} working days ({stage})
-- verb: 去办理 | Open the payment
-- page: /payments?contract={subject}&case={key}
-- clause: finance_stage_wd
-- needs: contracts
-- roles: county
select 'amber' as severity, contract_no || '.' || tranche_no as key, contract_no as subject, holder as owner, county_of(null) as region,
    contractor_code as contractor, due_date, tranche_no, stage, waiting_wd as waiting
from tranche_stages($as_of)
-- once overdue it is the tranche's own alert
where waiting_wd > policy_number('finance_stage_wd') and coalesce(due_date >= $as_of, false) and status <> '临期'

-- rule: tranche-gate-link
-- title: 未评先拨 | paid before its evaluation
-- red: 评估合格之前已拨付 | money left before an evaluation passed
-- matter: 第{tranche_no}期在评估合格前已拨付 {paid} 元 | tranche {tranche_no}: {paid} yuan paid before an evaluation passed
-- verb: 去核实 | Open the payment
-- page: /payments?contract={subject}&case={key}
-- clause: tranche_triggers
-- needs: contracts payment_transactions
-- roles: county
select 'red' as severity, contract_no || '.' || tranche_no as key, contract_no as subject, '财政部门' as owner, county_of(null) as region,
    contractor_code as contractor, null::date as due_date, tranche_no, money_words(net_paid) as paid
from tranche_status($as_of) where status = '未评先拨' and contract_no in (select contract_no from contracts_in_force($as_of))

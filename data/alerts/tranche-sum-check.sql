-- rule: tranche-sum-check
-- title: 各期合计与合同金额不符 | tranches do not add up to the contract
-- red: 相差超过一分钱 | they differ by more than a cent
-- matter: 各期应拨与扣减合计 {planned} 元，合同金额 {total} 元 | planned and deducted {planned} yuan, contract {total} yuan
-- verb: 去核对 | Compare
-- page: /payments?contract={subject}
-- clause: tranche_sum
-- needs: contracts payment_tranches
-- roles: county
with ledger as (
    select contract_no, cast(sum(planned_amount) + sum(coalesce(deduction, 0)) as decimal(16, 2)) as planned, count(planned_amount) as tranches
    from payment_tranches group by contract_no
)
select 'red' as severity, contract_no as key, contract_no as subject, '财政部门' as owner, county_of(null) as region, contractor_code as contractor,
    null::date as due_date, money_words(planned) as planned, money_words(coalesce(adjusted_total, total_amount)) as total
from ledger join contracts_in_force($as_of) contract using (contract_no)
where tranches = policy_number('tranche_count') and planned <> coalesce(adjusted_total, total_amount)

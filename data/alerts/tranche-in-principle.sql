-- rule: tranche-in-principle
-- title: 分期次数与规定不同 | not three tranches
-- amber: 台账登记的期次多于或少于规定 | the ledger has more or fewer
-- matter: 台账登记 {n} 期，原则上分 {due} 期 | the ledger has {n} tranches, in principle {due}
-- verb: 看合同 | See the contract
-- page: /payments?contract={subject}
-- clause: tranche_count
-- needs: contracts payment_tranches
-- roles: county
select 'amber' as severity, contract_no as key, contract_no as subject, '民政局' as owner, county_of(null) as region, any_value(contractor_code) as contractor,
    null::date as due_date, count(*) as n, cast(policy_number('tranche_count') as integer) as due
from payment_tranches join contracts_in_force($as_of) contract using (contract_no)
group by contract_no having count(*) <> policy_number('tranche_count')

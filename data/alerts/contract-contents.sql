-- rule: contract-contents
-- title: 合同要件不全 | a contract lacks clauses
-- red: 缺两项以上，或没有退出机制 | two or more missing, or no exit
-- amber: 缺一项 | one missing
-- matter: 合同缺{what} | the contract lacks {what}
-- verb: 看合同 | See the contract
-- page: /payments?contract={subject}
-- clause: contract_clauses
-- needs: contracts
-- roles: county
with found as (
    select *, list_filter(policy_list('contract_clauses'), lambda one: not contains(clauses_present, one)) as missing
    from contracts_in_force($as_of) where clauses_present is not null
)
select case when len(missing) > 1 or list_contains(missing, '退出机制') then 'red' else 'amber' end as severity,
    contract_no as key, contract_no as subject, '民政局' as owner, county_of(null) as region, contractor_code as contractor, null::date as due_date,
    array_to_string(missing, '、') as what
from found where len(missing) > 0

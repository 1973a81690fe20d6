-- rule: evaluation-is-basis
-- title: 拨付或续签没有关联评估 | a payment or renewal rests on no evaluation
-- red: 已拨付的期次未关联评估，或上一合同评估不合格而续签 | a paid tranche without an evaluation, or a renewal after a failed one
-- matter: {what} | {what_en}
-- verb: 看合同 | See the contract
-- page: /payments?contract={subject}
-- clause: evaluation_before_payment
-- needs: contracts
-- roles: county
with last_result as (
    select contract_no, last(passed order by result_date, eval_id) as passed from performance_results($as_of) where passed is not null group by contract_no
)
select 'red' as severity, contract_no || '.' || tranche_no as key, contract_no as subject, '民政局' as owner, county_of(null) as region,
    contractor_code as contractor, null::date as due_date, '第' || tranche_no || '期已拨付，未关联评估' as what,
    'tranche ' || tranche_no || ' was paid and names no evaluation' as what_en
from tranche_status($as_of) tranche
where needs_evaluation and net_paid > 0 and status <> '未评先拨' and trigger_eval_id is null
    and contract_no in (select contract_no from contracts_in_force($as_of))
union all
select 'red', contract.contract_no, contract.contract_no, '民政局', county_of(null), contract.contractor_code, null, '续签的原合同' || renewal_of || '最近评估未合格',
    'renews ' || renewal_of || ', whose last evaluation did not pass'
from contracts_in_force($as_of) contract join last_result on last_result.contract_no = contract.renewal_of where last_result.passed <> '合格'

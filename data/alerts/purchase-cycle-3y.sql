-- rule: purchase-cycle-3y renew-or-retender
-- title: 购买周期将满，尚无续签或重新招标 | the cycle ends without a successor
-- red: 期满前不足第二个提醒天数，或已期满 | within the second number of days, or past
-- amber: 进入第一个提醒天数 | within the first number of days
-- matter: 购买周期{last_day}届满，尚无续签或重新招标的合同 | the cycle ends on {last_day}; no renewal or new contract is recorded
-- verb: 看合同 | See the contract
-- page: /payments?contract={subject}
-- clause: purchase_cycle_years
-- needs: contracts
-- roles: county
with ending as (
    select contract.*, coalesce(cycle_end, end_date,
        cast(coalesce(cycle_start, effective_date) + to_years(cast(policy_number('purchase_cycle_years') as integer)) - interval 1 day as date)) as last_day
    from contracts contract where coalesce(effective_date, sign_date) <= $as_of and coalesce(terminate_date > $as_of, true)
)
select case when last_day - $as_of <= cast(policy_list('cycle_remind_days')[2] as integer) then 'red'
            when last_day - $as_of <= cast(policy_list('cycle_remind_days')[1] as integer) then 'amber' end as severity,
    contract_no as key, contract_no as subject, '民政局' as owner, county_of(null) as region, contractor_code as contractor, last_day as due_date, last_day
from ending
where last_day > $as_of - cast(policy_number('alert_back_days') as integer)
    -- a renewal, or a contract that began within the days of reminding and goes on, is the decision
    and not exists (from contracts later where later.contract_no <> ending.contract_no and coalesce(later.sign_date <= $as_of, true)
                    and (later.renewal_of = ending.contract_no or coalesce(later.cycle_end, later.end_date) > ending.last_day
                        and coalesce(later.cycle_start, later.effective_date) > ending.last_day - cast(policy_list('cycle_remind_days')[1] as integer)))

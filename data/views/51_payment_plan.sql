-- How an amount comes about, when the money will be needed, and who holds it (rules.md D.3 no. 1, 5, 6; finance-pays).

-- Every tranche's amount in steps that add up to it to the cent: its share, then, in the last one, what rounding left over,
-- the amendment, and each deduction (F1: all of them fall into the last tranche).
create or replace view tranche_bridge_steps as
    with share as (
        select contract_no, tranche_no, tranche_no = max(tranche_no) over (partition by contract_no) as is_last,
               coalesce(share_pct, 100 - sum(share_pct) over (partition by contract_no)) as pct,
               tranche_share(total_amount, coalesce(share_pct, 100 - sum(share_pct) over (partition by contract_no))) as amount
        from contracts cross join tranche_plan
        where prescribed('tranche_triggers', true)),
    step as (
        -- without a plan of the profile the contract's own amount is the whole of it
        select contract_no, tranche_no, 1 as step_no, '合同约定' as step, planned_amount as amount, cast(null as decimal(18, 6)) as pct,
               cast(null as varchar) as basis
        from contract_tranches where prescribed('tranche_triggers', true) is null and planned_amount is not null
        union all by name
        select contract_no, tranche_no, 1 as step_no, '按比例' as step, amount, pct, cast(null as varchar) as basis from share
        union all by name
        select contract_no, max(tranche_no) as tranche_no, 2 as step_no, '尾差' as step, any_value(total_amount) - sum(amount) as amount
        from share join contracts using (contract_no) group by contract_no
        union all by name
        select contract_no, tranche_no, 3 as step_no, '合同变更' as step, coalesce(adjusted_total, total_amount) - total_amount as amount
        from share join contracts using (contract_no) where is_last
        union all by name
        select ledger.contract_no, share.tranche_no, 3 + ledger.tranche_no as step_no, '扣减' as step, -deduction as amount,
               deduction_basis as basis
        from payment_tranches ledger join share on share.contract_no = ledger.contract_no and is_last where deduction <> 0)
    select contract_no, tranche_no, step_no, step, cast(amount as decimal(14, 2)) as amount, cast(pct as double) as pct, basis,
           cast(sum(amount) over (partition by contract_no, tranche_no order by step_no) as decimal(14, 2)) as running
    from step;

-- What is still to be paid, and when: due once the condition is met, expected while it is not. A condition is expected at its
-- share of the contract's term, never before the as-of day; a held or terminated contract, or one without its dates, has no day.
create or replace macro tranche_outlook(as_of) as table
    with open as (
        select tranche.*, greatest(planned_amount - net_paid, 0) as open_amount, contract.end_date,
               cast(policy_list('forecast_gate_pct')[list_position(policy_list('tranche_triggers'), trigger_type)] as double) as gate_pct,
               status = '暂缓' or coalesce(contract.terminate_date <= as_of, false) as stopped
        from tranche_status(as_of) tranche join contracts contract using (contract_no)
        where net_paid < planned_amount),
    expected as (
        select *, case when due_date is null and not stopped then
            greatest(as_of, case when gate_pct = 0 then effective_date
                            when end_date is not null then effective_date + cast(floor((end_date - effective_date) * gate_pct / 100) as integer)
                            end) end as expected_gate,
            gate_pct is not null and effective_date is not null and (gate_pct = 0 or end_date is not null) as has_term
        from open)
    select * exclude (expected_gate, has_term, stopped, gate_pct),
           case when due_date < as_of then '逾期' when due_date is not null then '到期'
                when has_term and not stopped then '预计' else '未定' end as kind,
           coalesce(due_date, case when has_term then nth_working_day(expected_gate, limit_wd) end) as pay_by
    from expected;

-- Condition met -> applied for -> approved -> paid: days of each stage, and with whom the money lies now.
-- Dates come from the ledger or from the application in the app, whichever was first.
create or replace macro tranche_stages(as_of) as table
    with applied as (
        select contract_no, tranche_no, min(cast(applied_at as date)) as request_date, min(cast(decided_at as date)) as approve_date
        from payment_applications where list_contains(['已申请', '已审核', '已拨付'], state) group by all),
    ledger as (select contract_no, tranche_no, request_date, finance_approve_date as approve_date from payment_tranches),
    dated as (
        select tranche.*, least(ledger.request_date, applied.request_date) as asked, least(ledger.approve_date, applied.approve_date) as approved
        from tranche_status(as_of) tranche
        left join ledger using (contract_no, tranche_no) left join applied using (contract_no, tranche_no)),
    known as (
        select * exclude (asked, approved), case when asked <= as_of then asked end as request_date,
               case when approved <= as_of then approved end as approve_date from dated),
    staged as (
        select *, case when paid_date is not null then '已拨付' when approve_date is not null then '待拨付'
                       when request_date is not null then '待审核' when trigger_date is not null then '待申请'
                       when status = '暂缓' then '暂缓' else '未到条件' end as stage
        from known)
    select *, case stage when '待申请' then '民政局' when '待审核' then '财政部门' when '待拨付' then '财政部门' end as holder,
           case stage when '待申请' then working_days_between(trigger_date, as_of) when '待审核' then working_days_between(request_date, as_of)
                      when '待拨付' then working_days_between(approve_date, as_of) end as waiting_wd,
           working_days_between(trigger_date, request_date) as request_wd,
           working_days_between(request_date, approve_date) as approve_wd,
           working_days_between(approve_date, paid_date) as pay_wd
    from staged;

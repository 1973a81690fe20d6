-- Staged payments (rules.md A.4 tranche-*, E.4; choices.md F, H1, H3, I6): planned amount, gate, due day, paid, status.
-- Money is DECIMAL from end to end; only shares in per cent are DOUBLE.

-- The plan: condition, share of the total, days to pay, days of warning. The last tranche has no share, it takes the rest.
create or replace view tranche_plan as
    select tranche_no, policy_list('tranche_triggers')[tranche_no] as trigger_type, share_pct, limit_wd, near_due_wd
    from (values (1, policy_exact('tranche_1_pct'), policy_number('tranche_1_limit_wd'), policy_number('near_due_1_wd')),
                 (2, policy_exact('tranche_2_pct'), policy_number('tranche_2_limit_wd'), policy_number('near_due_2_wd')),
                 (3, null, policy_number('tranche_3_limit_wd'), policy_number('near_due_3_wd')))
         plan (tranche_no, share_pct, limit_wd, near_due_wd);

create or replace macro policy_since(name) as (select in_force from policy where param = name and usable);

-- Half a cent rounds up. Cast wide first: DuckDB multiplies two DECIMALs of 18 digits inside 18 digits and would overflow.
create or replace macro tranche_share(amount, pct) as
    cast(round(cast(amount as decimal(20, 2)) * cast(pct as decimal(9, 6)) * 0.01, 2) as decimal(14, 2));

-- Every contract has every tranche of the plan, also before it takes effect and before the ledger names the tranche (F6).
-- An amendment and all deductions fall into the last tranche: no export dates an amendment (F1, H4).
-- Where the profile has no plan, the contract's own conditions and amounts stand, as the ledger names them (rules.md B.1 no. 17).
create or replace view contract_tranches as
    select contract.contract_no, contract.contractor_code, contract.effective_date, plan.tranche_no,
           coalesce(ledger.trigger_type, plan.trigger_type) as trigger_type, ledger.trigger_eval_id, ledger.hold_reason,
           coalesce(ledger.deduction, 0.00) as deduction, plan.limit_wd, plan.near_due_wd,
           case when prescribed('tranche_triggers', true) is null then ledger.planned_amount
                when plan.share_pct is not null then tranche_share(contract.total_amount, plan.share_pct)
                else cast(coalesce(contract.adjusted_total, contract.total_amount)
                          - (select sum(tranche_share(contract.total_amount, share_pct)) from tranche_plan
                             where share_pct is not null)
                          - coalesce((select sum(deduction) from payment_tranches where contract_no = contract.contract_no), 0)
                          as decimal(14, 2)) end as planned_amount
    from contracts contract
    cross join tranche_plan plan
    left join payment_tranches ledger on ledger.contract_no = contract.contract_no and ledger.tranche_no = plan.tranche_no;

-- What opens a tranche: the contract takes effect, or the earliest passed evaluation that is linked or of the condition's
-- kind (F3). A failed one holds the tranche back only while no passed one exists. Another contract's evaluation opens nothing.
create or replace macro tranche_gates(as_of) as table
    select tranche.contract_no, tranche.tranche_no, tranche.trigger_type <> '合同生效' as needs_evaluation,
           case when tranche.trigger_type <> '合同生效' then min(evaluation.result_date) filter (evaluation.passed = '合格')
                when tranche.trigger_type = '合同生效' then min(tranche.effective_date) filter (tranche.effective_date <= as_of)
                end as trigger_date,
           coalesce(bool_or(evaluation.passed = '不合格'), false) as has_failed
    from contract_tranches tranche
    left join standing_evaluations evaluation
        on coalesce(evaluation.contract_no, tranche.contract_no) = tranche.contract_no and evaluation.result_date <= as_of
        and (evaluation.eval_id = tranche.trigger_eval_id
             or (evaluation.contract_no = tranche.contract_no and evaluation.eval_type || '合格' = tranche.trigger_type))
    group by tranche.contract_no, tranche.tranche_no, tranche.trigger_type;

-- What one transaction adds: a refund or reversal always takes away, whatever its sign; money on its way adds nothing (F2).
create or replace macro signed_amount(amount, state) as
    case when list_contains(policy_list('payment_paid_states'), state) then amount
         when list_contains(policy_list('payment_reversing_states'), state) then -abs(amount) else 0 end;

-- Net paid by day; lowest_from is the lowest sum from that day on, so that a sum that was refunded later did not stay.
create or replace macro tranche_payment_days(as_of) as table
    with by_day as (
        select contract_no, tranche_no, pay_date, cast(sum(signed_amount(amount, txn_status)) as decimal(14, 2)) as amount
        from payment_transactions where pay_date <= as_of group by all),
    running as (
        select *, sum(amount) over (partition by contract_no, tranche_no order by pay_date) as paid_so_far from by_day)
    select *, min(paid_so_far) over (partition by contract_no, tranche_no order by pay_date
                                     rows between current row and unbounded following) as lowest_from
    from running;

-- One row a contract and tranche as the as-of day knows it.
create or replace macro tranche_status(as_of) as table
    with paid as (
        select tranche.*, gate.needs_evaluation, gate.trigger_date, gate.has_failed,
               cast(coalesce(sum(day.amount), 0) as decimal(14, 2)) as net_paid,
               min(day.pay_date) filter (day.lowest_from >= tranche.planned_amount) as paid_date,
               -- money that left before its gate opened; a payment on the gate day is after it (I6)
               coalesce(sum(day.amount) filter (gate.trigger_date is null or day.pay_date < gate.trigger_date), 0)
                   as paid_before_gate
        from contract_tranches tranche
        join tranche_gates(as_of) gate using (contract_no, tranche_no)
        left join tranche_payment_days(as_of) day using (contract_no, tranche_no)
        group by all),
    dated as (select *, nth_working_day(trigger_date, limit_wd) as due_date from paid),
    -- the second clock, calendar days, for contractors marked 是 (blank is not 是) and conditions met since it is in force
    clocked as (
        select dated.*, case when is_sme and trigger_date >= policy_since('sme_limit_days')
                             then trigger_date + cast(policy_number('sme_limit_days') as integer) end as sme_due_date,
               case when is_sme and trigger_date >= policy_since('sme_limit_max_days')
                    then trigger_date + cast(policy_number('sme_limit_max_days') as integer) end as sme_last_date
        from dated left join contractors using (contractor_code))
    select *,
           -- greatest() passes over nulls, and without a due day there is no count (F4)
           case when due_date is not null then greatest(working_days_between(due_date, coalesce(paid_date, as_of)), 0) end
               as working_days_late,
           case when due_date is not null then greatest(working_days_between(as_of, due_date), 0) end as working_days_left,
           is_unpublished(due_date) as provisional,
           -- no rule, no alarm: neither late nor early nor too much
           case when prescribed('tranche_triggers', true) is null then '未规定'
                when needs_evaluation and paid_before_gate > 0 then '未评先拨'
                when net_paid > planned_amount then '超拨'
                when paid_date > due_date then '逾期拨付'
                when paid_date is not null then '按期拨付'
                when net_paid > 0 then '部分拨付'
                when as_of > due_date then '逾期未拨'
                when working_days_between(as_of, due_date) <= near_due_wd then '临期'
                when trigger_date is null and has_failed then '暂缓'
                when trigger_date is null then '未到条件'
                else '待拨付' end as status,
           case when sme_due_date is null then null when coalesce(paid_date, as_of) <= sme_due_date then '期限内'
                when coalesce(paid_date, as_of) <= sme_last_date then '超过一般期限' else '超过最长期限' end as sme_status
    from clocked;

-- The same with what is due, on time and overdue (F5): due only after its day has passed, paying on that day is still on time.
create or replace macro tranche_dues(as_of) as table
    select *, coalesce(due_date < as_of, false) as is_due,
           coalesce(status <> '未评先拨' and paid_date <= due_date, false) as is_on_time,
           prescribed('tranche_triggers', case when due_date < as_of then greatest(planned_amount - net_paid, 0) else 0 end) as overdue_amount
    from tranche_status(as_of);

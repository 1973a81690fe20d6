-- left_out_payments 未计入的支付和期次：拨付进度、应付日、资金需求等没有算进去的各有多少，为什么
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder tranche-gate-link finance-pays fund-cap-2pct
-- roles: leader panel finance auditor admin
-- parameters: contract? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with mine as (
    select contract_no from contracts
    where ($contract is null or contract_no = $contract)
        -- contracts are county matters: no town sees them, a contractor sees its own
        and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), tranche as (
    select * from tranche_dues($as_of) semi join mine using (contract_no)
), move as (
    select payment.*, gate.trigger_date, gate.needs_evaluation
    from payment_transactions payment semi join mine using (contract_no)
    left join tranche_gates($as_of) gate on gate.contract_no = payment.contract_no and gate.tranche_no = payment.tranche_no
), outlook as (
    select * from tranche_outlook($as_of) semi join mine using (contract_no)
), stage as (
    select * from tranche_stages($as_of) semi join mine using (contract_no)
), budget as (
    select purchase_local, year > year(cast($as_of as date)) or approved_date > $as_of as later
    from fund_budget where len($viewer_region) <= 6 and $viewer_contractor is null
), found as (
    select 'payment_progress' as figure, 1 as place, '在途的支付' as reason, count(*) filter (pay_date <= $as_of and signed_amount(amount, txn_status) = 0
        and amount <> 0) as n, '笔' as unit from move
    union all select unnest(['payment_progress', 'payment_gate', 'payment_due']), 2, '截止日之后的支付', count(*) filter (pay_date > $as_of), '笔' from move
    union all select 'payment_due', 3, '条件未达成、没有应付日', count(*) filter (due_date is null), '期' from tranche
    union all select 'payment_due', 4, '应付日未过、不计入按期率', count(*) filter (due_date >= $as_of), '期' from tranche
    union all select 'payment_gate', 3, '评估合格当日的付款', count(*) filter (needs_evaluation and pay_date = trigger_date), '笔' from move
    union all select 'payment_gate', 4, '不以评估为条件的', count(*) filter (not needs_evaluation), '期' from (
        select gate.needs_evaluation from tranche_gates($as_of) gate semi join mine using (contract_no))
    union all select 'payment_forecast', 1, '日期未定，单列', count(*) filter (kind = '未定'), '期' from outlook
    union all
    select 'payment_forecast', 2, '12 个月以后', count(*) filter (kind in ('到期', '预计')
        and pay_by >= date_trunc('month', cast($as_of as date)) + interval 12 month), '期' from outlook
    union all select 'payment_forecast', 3, '已拨足', (select count(*) from tranche) - count(*), '期' from outlook
    union all select 'payment_stages', 1, '条件未达成', count(*) filter (trigger_date is null), '期' from stage
    union all
    select 'payment_stages', 2, '没有申请日期', count(*) filter (trigger_date is not null and request_date is null
        and (approve_date is not null or paid_date is not null)), '期' from stage
    union all
    select 'payment_stages', 3, '没有审核日期', count(*) filter (trigger_date is not null and approve_date is null and paid_date is not null), '期' from stage
    union all select 'fund_cap', 1, '地方财政安排、不计入上限', count(*) filter (purchase_local > 0 and not coalesce(later, false)), '笔' from budget
    union all select 'fund_cap', 2, '截止日之后的预算', count(*) filter (later), '笔' from budget
)
select figure, reason as left_out, n as count, unit from found order by figure, place

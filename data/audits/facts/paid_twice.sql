-- 同一期次、同日、同额支付了两次 | a tranche paid twice, same day and amount
-- clause: tranche_sum
select contract_no || '.' || tranche_no as key, pay_date || ' ' || amount || ' 元，凭证 ' || string_agg(txn_id, '、' order by txn_id) as detail,
    county_of(null) as region, any_value(contractor_code) as contractor
from payment_transactions paid left join contracts using (contract_no)
-- what was reversed in full is no second payment
where txn_status = '成功' and amount > 0 and txn_id not in (select reverse_of from payment_transactions where reverse_of is not null)
group by contract_no, tranche_no, pay_date, amount having count(*) > 1

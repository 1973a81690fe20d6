-- 收款单位不是承接主体 | paid to somebody else than the contractor
-- clause: tranche_sum
select txn_id as key, '收款单位 ' || payee || '，承接主体 ' || contractor_name as detail, county_of(null) as region, contractor_code as contractor
from payment_transactions join contracts using (contract_no) join contractors using (contractor_code) where payee <> contractor_name

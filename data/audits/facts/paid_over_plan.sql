-- 拨付超过应拨金额 | more paid than planned
-- clause: tranche_sum
select contract_no || '.' || tranche_no as key, '应拨 ' || planned_amount || ' 元，净付 ' || net_paid || ' 元' as detail, county_of(null) as region, contractor_code as contractor
from tranche_status(current_date) where net_paid > planned_amount

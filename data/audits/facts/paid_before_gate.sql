-- 评估合格之前已拨付 | paid before its evaluation passed
-- clause: tranche_triggers
select contract_no || '.' || tranche_no as key, trigger_type || '，净付 ' || net_paid || ' 元' as detail, county_of(null) as region, contractor_code as contractor
from tranche_status(current_date) where status = '未评先拨'

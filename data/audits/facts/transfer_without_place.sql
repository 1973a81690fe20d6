-- 违规移交缺部门或日期 | a transfer without department or date
-- clause: violation_transferred
select violation_id as key, array_to_string(outcomes, '、') as detail, county_code as region, contractor_code as contractor
from violation_states(current_date) where list_has_any(outcomes, ['移交部门', '追究刑责']) and (transfer_dept is null or transfer_date is null)

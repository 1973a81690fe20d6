-- rule: violation-outcome-transfer
-- title: 移交未写明部门或日期 | a transfer lacks department or date
-- red: 移交部门或追究刑责，缺部门或日期 | transferred or prosecuted without either
-- matter: 违规移交未写明部门或日期 | the transfer names no department or date
-- verb: 去补填 | Open the violation
-- page: /violations?case={key}
-- clause: violation_transferred
-- needs: violations
-- roles: county
select 'red' as severity, violation_id as key, violation_id as subject, '民政局' as owner, county_code as region, contractor_code as contractor, null::date as due_date
from violation_states($as_of)
where list_has_any(outcomes, ['移交部门', '追究刑责']) and (transfer_dept is null or transfer_date is null)

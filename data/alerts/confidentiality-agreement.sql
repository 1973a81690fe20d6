-- rule: confidentiality-agreement
-- title: 核对人员未签保密协议 | check staff without a confidentiality agreement
-- red: 上岗超过时限仍未签 | unsigned after the limit
-- amber: 上岗时限内 | within the limit
-- matter: {failing} 名核对人员未签保密协议 | {failing} check staff have not signed
-- verb: 看名单 | See the list
-- group: any
-- clause: confidentiality_signed
-- needs: staff
select county_of(unit_code) as subject, '民政局' as owner, county_of(unit_code) as region, null as contractor, '' as part, staff_id as row,
    coalesce(confidentiality_date <= $as_of, false) as ok,
    coalesce(working_days_between(coalesce(hire_date, dispatch_date), $as_of) > policy_number('confidentiality_wd'), true) as grave
from staff where post_type = '核对人员' and coalesce(hire_date, dispatch_date, $as_of) <= $as_of and coalesce(leave_date > $as_of, true)

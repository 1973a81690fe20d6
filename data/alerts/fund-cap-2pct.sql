-- rule: fund-cap-2pct
-- title: 购买服务经费接近或超过上限 | the purchase is near or over its cap
-- red: 超过上限 | over the cap
-- amber: 超过提醒线 | over the warning line
-- matter: {year}年列支占专项资金 {rate}%，上限 {cap}% | {rate}% of the special fund in {year}, cap {cap}%
-- verb: 看经费 | See the fund
-- page: /payments
-- clause: fund_cap_pct
-- needs: fund_budget
-- roles: county
select case when purchase_from_fund * 100.0 > cast(special_fund_total as decimal(20, 2)) * cast(policy_exact('fund_cap_pct') as decimal(9, 6)) then 'red'
            when purchase_from_fund * 100.0 > cast(special_fund_total as decimal(20, 2)) * cast(policy_exact('fund_cap_warn_pct') as decimal(9, 6)) then 'amber' end as severity,
    unit_code || '.' || year as key, unit_code as subject, '财政部门' as owner, county_of(null) as region, null as contractor, null::date as due_date,
    year, format('{:.2f}', 100 * purchase_from_fund::double / special_fund_total) as rate, policy_number('fund_cap_pct') as cap
from fund_budget
where year between year($as_of) - 1 and year($as_of) and coalesce(approved_date <= $as_of, true) and special_fund_total > 0

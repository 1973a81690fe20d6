-- fund_cap 购买服务经费占专项资金比例：离上限还有多少元
-- clause: fund-cap-2pct fund-yearly-arrangement
-- roles: leader panel finance auditor admin
-- parameters: as_of?
-- columns: year, unit_code, unit_name, special_fund_total, purchase_from_fund, purchase_local, ratio_pct, cap_pct, cap_state, cap_amount, room, verdict, work_fund, approved_date
-- The cap is the profile's: where it is 未规定, nothing is judged and cap_state says so. The cap itself is allowed; its cents are cut, not rounded.
with budget as (
    select *, cast(policy_exact('fund_cap_pct') as decimal(9, 6)) as cap, cast(policy_exact('fund_cap_warn_pct') as decimal(9, 6)) as warn
    from fund_budget
    where year <= year(cast($as_of as date)) and coalesce(approved_date, $as_of) <= $as_of
      -- the budget is the county's matter and concerns no contractor: an account of a town or of one sees none
      and len($viewer_region) <= 6 and $viewer_contractor is null),
capped as (select *, cast(floor(cast(special_fund_total as decimal(20, 2)) * cap) * 0.01 as decimal(16, 2)) as cap_amount from budget)
select year, unit_code, unit_name, special_fund_total, purchase_from_fund, purchase_local,
       share_pct(purchase_from_fund, special_fund_total) as ratio_pct, cast(cap as double) as cap_pct,
       (select state from policy where param = 'fund_cap_pct') as cap_state, cap_amount,
       cast(cap_amount - purchase_from_fund as decimal(16, 2)) as room,
       case when purchase_from_fund is null or cap_amount is null then null when purchase_from_fund > cap_amount then '未达标'
            when purchase_from_fund * 100.0 > cast(special_fund_total as decimal(20, 2)) * warn then '关注' else '达标' end as verdict,
       work_fund, approved_date
from capped left join org_units using (unit_code)
order by year desc, unit_code;

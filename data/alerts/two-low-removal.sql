-- rule: two-low-removal
-- title: 满意度较低 | a low satisfaction
-- red: 连续较低达到清退次数 | lows in a row reach the number for removal
-- amber: 一次较低 | one low
-- matter: 第{round_no}轮满意度 {mark} 分，低于 {bound} 分；连续较低 {streak} 次 | round {round_no}: {mark} points, below {bound}; {streak} low in a row
-- verb: 看评分 | See the scores
-- page: /satisfaction?contractor={contractor}
-- clause: satisfaction_low
-- needs: evaluations score_sheets
-- roles: county
with latest as (
    select * from satisfaction_rounds($as_of) where valid
    qualify row_number() over (partition by contractor_code order by result_date desc, contract_no desc, round_no desc) = 1
)
select case when proposal is not null then 'red' when low then 'amber' end as severity, eval_id as key, contractor_code as subject, '民政局' as owner,
    county_of(null) as region, contractor_code as contractor,
    case when proposal is not null then result_date + cast(policy_number('removal_decision_days') as integer) end as due_date, round_no, streak,
    format('{:.2f}', score) as mark, threshold::double as bound
from latest left join contractors using (contractor_code)
-- a person has decided
where coalesce(status, '') <> '已清退' and exists (from contracts_in_force($as_of) alive where alive.contractor_code = latest.contractor_code)

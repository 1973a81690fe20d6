-- rule: performance-semiannual
-- title: 绩效评价逾期 | a performance evaluation is late
-- red: 过了公布期限仍无结果 | no result after the day it was due
-- amber: 评估期已结束，临近公布期限 | the period is over, its day is near
-- matter: 第{round_no}轮{eval_type}（{period_start}至{period_end}）{state} | round {round_no} of the performance evaluation ({period_start} to {period_end}) has no result
-- verb: 去评估 | Open the round
-- page: /rounds?contractor={contractor}
-- clause: evaluation_period
-- needs: contracts
-- roles: county
select round_severity(due_day, period_end, $as_of) as severity, contract_no || '.' || round_no as key, contract_no as subject, '民政局' as owner,
    county_of(null) as region, contractor_code as contractor, due_day as due_date, round_no, eval_type, period_start, period_end, state
from alert_rounds($as_of, '绩效评价')

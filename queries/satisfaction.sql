-- satisfaction 承接主体满意度：每轮评估多少分、是否较低、是否连续两次较低？
-- clause: satisfaction-semiannual satisfaction-raters-complete two-low-removal
-- roles: leader panel finance auditor admin
-- parameters: contractor? as_of?
-- columns: contract_no, contractor_code, contractor_name, round_no, period_start, period_end, result_date, bureau_mean, town_mean, street_mean, score, units_returned, units_due, valid, low, streak, proposal, eval_id
select round.contract_no, round.contractor_code, contractor.contractor_name, round.round_no, round.period_start, round.period_end,
    round.result_date, round.bureau_mean, round.town_mean, round.street_mean, round.score, round.units_returned, round.units_due,
    round.valid, round.low, round.streak, round.proposal, round.eval_id
from satisfaction_rounds($as_of) round
left join contractors contractor using (contractor_code)
where ($contractor is null or round.contractor_code = $contractor)
    and ($viewer_contractor is null or round.contractor_code = $viewer_contractor)
    -- a contract is a matter of the county: a town's account sees none
    and len($viewer_region) <= 6
order by round.contract_no, round.round_no, round.result_date, round.eval_id;

-- performance 绩效评价：核查员绩效得分多少，是否合格，对应哪一期拨付？
-- clause: performance-semiannual performance-three-dimensions performance-group-composition evaluation-is-basis
-- roles: leader panel finance auditor admin
-- parameters: contractor? as_of?
-- columns: contract_no, contractor_code, eval_id, eval_type, result_date, bureau_mean, street_mean, recipient_mean, effectiveness, management, social_impact, score, passed, tranche_no, town_mean
select *
from performance_results($as_of)
where ($contractor is null or contractor_code = $contractor)
    and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    -- a contract is a matter of the county: a town's account sees none
    and len($viewer_region) <= 6
order by contract_no, result_date, eval_id;

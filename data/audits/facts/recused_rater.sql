-- 应回避人员的评分表未作废 | a recused rater's sheet still stands as valid
-- clause: third_party_votes
select distinct sheet_id as key, eval_id as detail, county_of(null) as region, evaluation.contractor_code as contractor
from score_sheets join evaluations evaluation using (eval_id) where recused and valid

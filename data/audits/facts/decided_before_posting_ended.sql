-- 公示未满即审批 | decided before the posting ended
-- clause: posting_before_decision
select posting_id as key, '公示至 ' || end_date || '，审批 ' || approve_date as detail, posting.village_code as region, null as contractor
from postings posting join cases using (case_no) where posting_type = '审核公示' and approve_date <= end_date

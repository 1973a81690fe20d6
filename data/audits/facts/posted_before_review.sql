-- 公示早于审核会 | posted before the review
-- clause: posting_before_decision
select posting_id as key, '公示 ' || start_date || '，审核会 ' || audit_meeting_date as detail, posting.village_code as region, null as contractor
from postings posting join cases using (case_no) where posting_type = '审核公示' and start_date < audit_meeting_date

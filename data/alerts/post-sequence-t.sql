-- rule: post-sequence-t
-- title: 入户、审核会、公示、确认次序颠倒 | visit, review, posting and decision out of order
-- red: 任何一处颠倒 | any of them
-- matter: {words}{failing} 件入户、审核会、公示、确认次序颠倒 | {failing} postings of {part} out of order with visit, review or decision
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_before_decision
-- needs: postings cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, false as ok, reason as found
from alert_postings($as_of) where reason in ('入户晚于审核会', '公示早于审核会', '公示未满即审批')

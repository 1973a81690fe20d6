-- rule: post-sequence-j
-- title: 公示与上报次序颠倒 | posting and submission out of order
-- red: 公示未满即上报，或审批公示早于审核公示结束 | submitted before the posting ended, or approval posted too early
-- matter: {words}{failing} 件公示与上报次序颠倒 | {failing} postings of {part} out of order with the submission
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_sequence
-- needs: postings cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, false as ok, reason as found
from alert_postings($as_of) where reason in ('公示未满即上报', '审批公示早于审核公示结束')

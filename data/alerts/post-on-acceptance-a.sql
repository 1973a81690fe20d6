-- rule: post-on-acceptance-a
-- title: 公示早于审批结束撤下 | taken down before the decision
-- red: 公示未到审批结束 | the posting ended before the decision
-- matter: {words}{failing} 件公示早于审批结束 | {failing} postings of {part} ended before the decision
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_until_approval
-- needs: postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, false as ok, found
from alert_postings($as_of) where reason = '公示早于审批结束'

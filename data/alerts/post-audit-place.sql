-- rule: post-audit-7-days-t post-audit-7-days-j
-- title: 审核公示场所不符 | the audit posting hung at a wrong place
-- red: 不在规定的公示栏 | not on the board that the clause names
-- matter: {words}{failing} 件审核公示不在规定场所 | {failing} audit postings of {part} at a wrong place
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_audit_place
-- needs: postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, false as ok, found
from alert_postings($as_of) where reason = '公示场所不符' and posting_type <> '审批公示'

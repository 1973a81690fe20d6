-- rule: post-audit-7-days-t post-audit-7-days-j
-- title: 审核公示天数不足 | the audit posting was too short
-- red: 少于规定天数 | fewer days than asked
-- amber: 只差首日（按含首日计算达标） | short by the first day only
-- matter: {words}{failing} 件审核公示不足 {days} 天 | {failing} audit postings of {part} hung fewer than {days} days
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_audit_days
-- needs: postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, false as ok,
    coalesce(days_hung < policy_number('posting_audit_days') - 1, true) as grave, '实际 ' || found || ' 天' as found, needed as days
from alert_postings($as_of) where reason = '公示天数不足' and posting_type = '审核公示'

-- rule: post-approval-7-working-days-j
-- title: 审批公示天数或场所不足 | the approval posting was too short or at one place only
-- red: 少于规定工作日，或缺一处场所 | fewer working days than asked, or a place missing
-- amber: 只差一个工作日 | short by one working day
-- matter: {words}{failing} 件审批公示不足 {days} 个工作日或场所不全 | {failing} approval postings of {part} were too short or lacked a place
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: posting_approval_days
-- needs: postings
select town_code as subject, '民政局' as owner, town_code as region, null as contractor, part, posting_id as row, false as ok,
    reason <> '公示天数不足' or coalesce(days_hung < policy_number('posting_approval_days') - 1, true) as grave,
    reason || coalesce('：' || found, '') as found, cast(cast(policy_number('posting_approval_days') as integer) as varchar) as days
from alert_postings($as_of) where reason in ('公示天数不足', '公示场所不符') and posting_type = '审批公示'

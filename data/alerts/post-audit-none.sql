-- rule: post-audit-7-days-t post-audit-7-days-j
-- title: 已审批而没有审核公示 | decided without an audit posting
-- red: 审核同意并已审批的申请没有审核公示 | agreed and decided, with no audit posting
-- matter: {words}{failing} 件已审批的申请没有审核公示 | {failing} cases decided in {part} without an audit posting
-- verb: 看名单 | See the list
-- group: any
-- clause: posting_audit_days
-- needs: cases postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row,
    exists (from postings posting where posting.case_no = request.case_no and posting_type = '审核公示') as ok
from alert_cases($as_of) request
where audit_opinion = '同意' and decision = '准予' and list_contains(policy_list('posting_types'), '审核公示') and exists (from postings where posting_type = '审核公示')

-- contractor_issues 承接主体的问题与整改：逐件的来源、问题、期限和整改
-- clause: satisfaction-issue-deadline
-- roles: leader panel finance auditor admin
-- parameters: contractor as_of?
-- columns: rect_id, source_type, source_id, issue, issue_date, deadline, complete_date, on_time, overdue
select rect.rect_id, rect.source_type, rect.source_id, rect.issue, rect.issue_date, rect.deadline, known.complete_date, known.on_time, known.overdue
from known_rectifications($as_of) known
join rectifications rect using (rect_id)
where known.contractor_code = $contractor
    and ($viewer_contractor is null or known.contractor_code = $viewer_contractor)
    and len($viewer_region) <= 6
order by rect.issue_date, rect.rect_id

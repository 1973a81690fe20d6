-- What is wrong with a case posting, one row a reason (rules.md A.3): what 45_postings.sql judges (``counts``), what stands beside it.

-- Postings that are due, with the dates of their case as they were known on a day (B5).
create or replace macro ended_postings(first_day, last_day, as_of) as table
select posting.*, if(restored_date <= as_of, restored_date, null) as restored_by,
    if(posting_type = '审批公示', 'posting_approval_days', 'posting_audit_days') as days_param,
    if(posting_type = '审批公示', policy_number('posting_approval_days'), policy_number('posting_audit_days')) as days_due,
    if(posting_type = '审批公示', working_days, days) as days_hung,
    (select max(visit_date) from investigations visit where visit.case_no = posting.case_no and visit_date <= as_of) as visited,
    if(request.audit_meeting_date <= as_of, request.audit_meeting_date, null) as reviewed,
    if(request.submit_bureau_date <= as_of, request.submit_bureau_date, null) as submitted,
    (select max(earlier.end_date) from postings earlier
     where earlier.case_no = posting.case_no and earlier.posting_type = '审核公示' and earlier.end_date <= as_of) as audit_ended
from case_postings(as_of) posting left join cases request on request.case_no = posting.case_no
where end_date between first_day and counted_until(last_day, as_of);

-- reason, what was found, what is asked for, the parameter whose clause says so, and whether the compliant share counts it
create or replace macro posting_defects(first_day, last_day, as_of) as table
with ended as (
    select * from ended_postings(first_day, last_day, as_of)
), reason as (
    select posting_id, if(policy_text('posting_until_approval') = 'true', '公示早于审批结束', '公示天数不足') as reason,
        if(policy_text('posting_until_approval') = 'true', strftime(end_date, '%Y-%m-%d'), cast(days_hung as varchar)) as found,
        if(policy_text('posting_until_approval') = 'true', strftime(approved, '%Y-%m-%d'), cast(cast(days_due as integer) as varchar)) as needed,
        if(policy_text('posting_until_approval') = 'true', 'posting_until_approval', days_param) as param, true as counts
    from ended where full_days is false
    union all
    select posting_id, '缺' || unnest(fields_missing), null, null, 'notice_fields', true from ended where four_elements is false
    union all
    select posting_id, if(privacy_issue is null, '隐私未核', '泄露隐私'), privacy_issue, '无', 'privacy_rule', true
    from ended where no_privacy_issue is false
    union all
    select posting_id, '公示场所不符', place_type, nullif(array_to_string(places_missing, '、'), ''),
        if(posting_type = '审批公示', 'posting_approval_place', 'posting_audit_place'), true
    from ended where right_places is false
    union all
    -- 及时 has no number in the document: without the office's own none is late
    select posting_id, '损毁未及时恢复', cast(working_days_between(damage_found_date, coalesce(restored_by, end_date)) as varchar),
        cast(cast(policy_number('restore_wd') as integer) as varchar), 'restore_wd', false
    from ended
    where damage_found_date <= end_date
        and working_days_between(damage_found_date, coalesce(restored_by, end_date)) > policy_number('restore_wd')
    union all
    -- visit -> review -> posting -> decision
    select posting_id, '入户晚于审核会', strftime(visited, '%Y-%m-%d'), strftime(reviewed, '%Y-%m-%d'), 'confirm_after_post_wd', false
    from ended where posting_type = '审核公示' and cast(visited as date) > reviewed
    union all
    select posting_id, '公示早于审核会', strftime(start_date, '%Y-%m-%d'), strftime(reviewed, '%Y-%m-%d'), 'confirm_after_post_wd', false
    from ended where posting_type = '审核公示' and start_date < reviewed
    union all
    select posting_id, '公示未满即上报', strftime(submitted, '%Y-%m-%d'), strftime(end_date, '%Y-%m-%d'), 'posting_approval_days', false
    from ended where posting_type = '审核公示' and submitted <= end_date
    union all
    select posting_id, '公示未满即审批', strftime(approved, '%Y-%m-%d'), strftime(end_date, '%Y-%m-%d'), 'confirm_after_post_wd', false
    from ended where posting_type = '审核公示' and approved <= end_date
    union all
    select posting_id, '审批公示早于审核公示结束', strftime(start_date, '%Y-%m-%d'), strftime(audit_ended, '%Y-%m-%d'), 'posting_approval_days', false
    from ended where posting_type = '审批公示' and start_date <= audit_ended
)
select ended.posting_id, posting_type, case_no, village_code, village_name, town_code, place_type, start_date, end_date, days_hung, lost_days,
    reason, found, needed, param, counts
from reason join ended using (posting_id);

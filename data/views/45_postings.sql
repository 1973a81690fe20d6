-- Case postings (choices.md E5): did each hang its full days, at its place, with its elements and without private data?
-- What the profile does not prescribe is null: it is not judged.

-- days d with first_day < d <= last_day
create or replace macro days_between(first_day, last_day) as greatest(cast(last_day as date) - cast(first_day as date), 0);

-- The postings known on a day, of the types that a case needs; where no types are named, all but the long-term ones.
create or replace macro case_postings(as_of) as table
with required as (
    select posting.*, request.village_code as lives_in, case when request.approve_date <= as_of then request.approve_date end as approved,
        policy_list('notice_fields') as fields,
        case posting_type when '审批公示' then policy_list('posting_approval_place') else policy_list('posting_audit_place') end as places
    from postings posting left join cases request using (case_no)
    where start_date <= as_of and coalesce(list_contains(policy_list('posting_types'), posting_type), posting_type <> '长期公示')
), sited as (
    select *,
        -- the required places that this posting serves: a/b stands for either, 申请人居住地 for the village of the applicant
        list_filter(places, lambda place: coalesce(list_contains(string_split(place, '/'), place_type)
            or place = '申请人居住地' and village_code = lives_in, false)) as serves,
        map {'救助类型': show_type, '公示时间': show_period, '监督举报电话': show_hotline, '印章': seal_ok,
             '姓名': list_contains(apply_fields, '姓名'), '家庭人口': list_contains(apply_fields, '家庭人口'),
             '致贫原因': list_contains(apply_fields, '致贫原因')} as shown,
        -- the posting day itself is not counted (K2), so a loss counts from the day after it at the earliest
        greatest(start_date, damage_found_date - 1) as last_good_day,
        -- a damaged posting hangs again from the day it is restored; without one it is lost until its end
        case when damage_found_date <= end_date then least(end_date, coalesce(restored_date - 1, end_date)) end as last_lost_day
    from required
), counted as (
    select *,
        -- all places of a case's postings of one type together: each of them is needed
        list_distinct(flatten(list(serves) over (partition by coalesce(case_no, posting_id), posting_type))) as served,
        days_between(start_date, end_date) - coalesce(days_between(last_good_day, last_lost_day), 0) as days,
        working_days_between(start_date, end_date)
            - coalesce(greatest(working_days_between(last_good_day, last_lost_day), 0), 0) as working_days
    from sited
), judged as (
    select posting_id, posting_type, case_no, counted.village_code, village.village_name, village.town_code, place_type, start_date, end_date,
        days, working_days, coalesce(days_between(last_good_day, last_lost_day), 0) as lost_days, damage_found_date, restored_date,
        privacy_issue, approved, list_filter(places, lambda place: not list_contains(served, place)) as places_missing,
        list_filter(fields, lambda field: not coalesce(shown[field], false)) as fields_missing,
        -- until the approval, where the profile says so, in place of a number of days
        case when policy_text('posting_until_approval') = 'true' then coalesce(end_date >= approved, false)
             when posting_type = '审批公示' then prescribed('posting_approval_days', coalesce(working_days >= policy_number('posting_approval_days'), false))
             else prescribed('posting_audit_days', coalesce(days >= policy_number('posting_audit_days'), false)) end as full_days,
        -- a blank place is none of them
        case when places is not null then len(serves) > 0 and len(served) = len(places) end as right_places,
        -- a blank element counts as missing
        list_bool_and(list_transform(fields, lambda field: coalesce(shown[field], false))) as four_elements,
        -- where the notice must show the cause of poverty, an illness it tells is no leak
        prescribed('privacy_rule', coalesce(privacy_issue = '无'
            or policy_text('privacy_rule') = 'strict_but_cause' and privacy_issue = '病情', false)) as no_privacy_issue
    from counted left join villages village on village.village_code = counted.village_code
)
select *, case when coalesce(full_days, right_places, four_elements, no_privacy_issue) is not null
    then full_days is not false and right_places is not false and four_elements is not false and no_privacy_issue is not false end as compliant
from judged;

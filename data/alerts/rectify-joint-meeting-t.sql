-- rule: rectify-joint-meeting-t
-- title: 超期整改未提请联席会议 | overdue, and not before the joint meeting
-- red: 超期超过建议工作日 | overdue longer than suggested
-- amber: 已超期 | overdue
-- matter: 提醒函超期 {late} 个工作日，未提请联席会议 | the letter is {late} working days overdue and was not brought before the joint meeting
-- verb: 提请研究 | Open the rectification
-- page: /rectifications?case={key}
-- clause: joint_meeting
-- needs: rectifications
select case when working_days_late > policy_number('joint_meeting_wd') then 'red' else 'amber' end as severity, rect_id as key, rect_id as subject, '民政局' as owner,
    coalesce(town_code, county_code) as region, contractor_code as contractor, working_day_after(deadline, cast(policy_number('joint_meeting_wd') as integer)) as due_date,
    working_days_late as late
from rectification_states($as_of) where level = '整改提醒函' and overdue and (meeting_date is null or bulletin_no is null)

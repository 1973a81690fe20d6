-- rule: task-on-time
-- title: 入户任务逾期 | tasks are late
-- red: 按期完成率低于预警线 | share on time below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few tasks
-- matter: {words}到期任务 {whole} 件，{failing} 件未按期完成（按期率 {rate}%） | {failing} of {whole} tasks due in {part} not done in time ({rate}% on time)
-- verb: 看名单 | See the list
-- group: bounds_reach
-- clause: visit_due_source
-- needs: investigations
with task as (
    select *, cast(case policy_text('task_done_event') when 'visit_date' then visit_date else report_submit_date end as date) as done from investigations
)
select coalesce(contractor_code, county_of(village_code)) as subject, coalesce(contractor_code, '民政局') as owner, county_of(village_code) as region,
    contractor_code as contractor, part, inv_id as row, coalesce(if(done <= $as_of, done, null) <= due_date, false) as ok,
    case when coalesce(done > $as_of, true) then '未完成，时限 ' || due_date else '完成 ' || done || '，时限 ' || due_date end as found
from task join cases using (case_no) join alert_parts($as_of, 'half') span on due_date between span.first_day and span.last_day
where due_date < $as_of and visit_result is distinct from '撤回'

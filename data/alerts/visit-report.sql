-- rule: visit-report
-- title: 入户后没有报告 | a visit without a report
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 次入户没有报告或未上报 | {failing} of {whole} visits of {part} have no report or it was not handed in
-- verb: 看名单 | See the list
-- group: bounds_form
-- recorded: yes
-- clause: visit_report_required
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    -- where the task names a day, a report is missed only after it
    if(coalesce(due_date, visit_day) >= $as_of, null, report_no is not null and coalesce(report_submit_date <= $as_of, false)) as ok
from alert_visits($as_of)

-- rule: match-before-visit-notice
-- title: 未先核对、通知即入户 | a visit before check and notice
-- red: 没有通知单，或核对、通知、入户次序颠倒 | no notice, or check, notice and visit out of order
-- matter: {words}{failing} 次入户没有通知单或早于核对、通知 | {failing} visits of {part} without a notice or before check or notice
-- verb: 看名单 | See the list
-- group: any
-- recorded: yes
-- clause: visit_notice_required
-- needs: investigations cases
select subject, '民政局' as owner, county_code as region, visit.contractor_code as contractor, part, inv_id as row,
    notice_no is not null and coalesce(notice_date <= visit_day, true) and coalesce(check_report_date <= coalesce(notice_date, visit_day), true)
        and coalesce(check_result <> '不符合', true) as ok,
    case when notice_no is null then '无通知单' when notice_date > visit_day then '通知晚于入户' when check_report_date > coalesce(notice_date, visit_day) then '核对晚于通知'
         else '核对不符合' end as found
from alert_visits($as_of) visit join cases request on request.case_no = visit.case_no

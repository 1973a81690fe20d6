-- rule: rectify-discipline-report-t
-- title: 多次提醒仍不整改 | reminded many times, still not done
-- amber: 提醒达到次数仍未改，可向纪检监察反映 | reminded as often as the number says; it may be reported
-- matter: 已提醒 {reminders} 次仍未整改 | reminded {reminders} times, not put right
-- verb: 去研究 | Open the rectification
-- page: /rectifications?case={key}
-- clause: many_reminders
-- needs: rectifications
select 'amber' as severity, rect_id as key, rect_id as subject, '民政局' as owner, coalesce(town_code, county_code) as region, contractor_code as contractor,
    null::date as due_date, reminder_count as reminders
from rectification_states($as_of) where not completed and discipline_date is null and reminder_count >= policy_number('many_reminders')

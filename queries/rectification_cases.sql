-- rectification_cases 整改清单：每个问题从哪来，谁负责，何时到期，改完没有，回头看三问怎样，下一步该到哪一级
-- clause: rectify-list-q rectify-look-back-q rectify-immediate-t rectify-letter-t rectify-joint-meeting-t rectify-discipline-report-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: region? contractor? as_of? rect? source? source_id?
-- columns: rect_id, source_type, source_id, issue, level, state, issue_date, deadline, working_days_left, working_days_late, resp_unit, resp_name, resp_person, notify_mode, letter_no, measures, reminder_count, meeting_date, bulletin_no, discipline_date, complete_date, lookback_due_date, lookback_date, lookback_measures, lookback_ontime, lookback_public, lookback_state, list_gaps, next_rung, town_code, contractor_code, version, entered
-- --source 投诉举报 --source_id XF1: what was opened for one finding.
select rect_id, source_type, source_id, issue, level, state, issue_date, deadline, working_days_left, working_days_late, resp_unit, resp_name,
    resp_person, notify_mode, letter_no, measures, reminder_count, meeting_date, bulletin_no, discipline_date, complete_date,
    lookback_due_date, lookback_date, lookback_measures, lookback_ontime, lookback_public, lookback_state, list_gaps, next_rung,
    town_code, contractor_code, _import || '.' || _line as version, coalesce(file = '系统录入', false) as entered
from rectification_states($as_of) left join imports on import_id = _import
-- what a contractor or the bureau must put right is the county's matter
where starts_with(coalesce(town_code, county_code), $viewer_region) and starts_with(coalesce(town_code, county_code), $region)
    and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    and ($contractor is null or contractor_code = $contractor)
    and ($rect is null or rect_id = $rect) and ($source is null or source_type = $source)
    and ($source_id is null or source_id = $source_id)
order by completed, coalesce(overdue, false) desc, working_days_late desc nulls last, deadline nulls last, rect_id

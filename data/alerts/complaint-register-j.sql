-- rule: complaint-register-j
-- title: 投诉未当日登记或报告迟 | complaints were registered or reported late
-- red: 报告民政局超过第二个工作日数 | reported after the second number of working days
-- amber: 未当日登记，或超过第一个工作日数 | not registered the same day, or after the first number
-- matter: {words}{failing} 件投诉未当日登记或未及时报告民政局 | {failing} complaints of {part} registered or reported late
-- verb: 看投诉 | See the complaints
-- page: /complaints?period={part}&contractor={contractor}
-- group: any
-- clause: complaint_report_wd
-- needs: complaints
-- roles: complaints
with told as (
    select complaint.*, part, working_days_between(coalesce(register_date, receive_date), least(coalesce(bureau_feedback_date, $as_of), $as_of)) as lag,
        (select try_cast(value as json)::double[] from policy where param = 'complaint_report_wd') as limits
    from complaints complaint join alert_parts($as_of, 'half') span on receive_date between span.first_day and least(span.last_day, $as_of)
    -- what a contractor received
    where receive_unit in (select contractor_code from contractors)
)
select receive_unit as subject, receive_unit as owner, county_of(town_code) as region, receive_unit as contractor, part, complaint_id as row,
    coalesce(register_date <= receive_date, true) and lag <= limits[1] as ok, lag > limits[2] as grave,
    concat_ws('，', if(register_date > receive_date, '登记 ' || register_date, null), '报告用 ' || lag || ' 个工作日') as found
from told

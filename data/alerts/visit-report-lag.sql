-- rule: visit-report
-- title: 报告上报不及时 | reports are handed in late
-- red: 超过“及时”的工作日 | more working days than 及时 means
-- amber: 超过一半 | more than half of them
-- matter: {words}{n} 次入户后超过 {bound_wd} 个工作日才上报或未上报 | {n} visits of {part} took more than {bound_wd} working days to hand in
-- verb: 看名单 | See the list
-- clause: timely_wd
-- needs: investigations
with lag as (
    select subject, owner, county_code, contractor_code, part, working_days_between(visit_day, cast(coalesce(if(report_submit_date <= $as_of, report_submit_date, null), $as_of) as date)) as wd
    from alert_visits($as_of) where report_no is not null or report_submit_date is not null
), bound as (select coalesce(policy_number('timely_wd'), (select try_cast(value ->> '$' as double) from policy where param = 'timely_wd')) as most)
select case when policy_number('timely_wd') is null then 'grey' else 'red' end as severity, subject || '.' || part as key, subject, owner, county_code as region,
    contractor_code as contractor, null::date as due_date, part, part_words(part) as words, count(*) as n, cast(most as integer) as bound_wd
from lag join bound on wd > most group by all

-- rule: roster-monthly-update roster-longterm-board longterm-posting-a
-- title: 长期公示名册未更新 | rosters were not renewed
-- red: 月末后更新率低于预警线 | after the month, below the second bound
-- amber: 月末后未全部更新，或本月已过提醒日 | after the month some are missing, or this month the day has passed
-- matter: {words}{waiting} / {due} 个村（社区）名册未更新 | {waiting} of {due} villages have not renewed their roster of {part}
-- verb: 看名单 | See the villages
-- page: /publicity?region={subject}
-- clause: roster_update
-- needs: villages postings
with town as (
    select town_code, starts, any_value(ends) as ends, count(*) as due, count(*) filter (not updated) as waiting, bool_or(state = '待提醒') as remind
    from alert_rosters($as_of)
    group by town_code, starts
)
select case when $as_of > ends and share_pct(due - waiting, due) < cast(policy_list('bounds_full')[2] as double) then 'red'
            when $as_of > ends and waiting > 0 or remind then 'amber' end as severity,
    strftime(starts, '%Y-%m') as part, town_code || '.' || part as key, town_code as subject, town_code as owner, town_code as region, null as contractor,
    case when $as_of <= ends then ends end as due_date, part_words(part) as words, waiting, due
from town where exists (from postings where posting_type = '长期公示')

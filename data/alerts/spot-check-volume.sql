-- rule: spot-check-volume supervision-regular-q spot-check-irregular
-- title: 抽查率不足 | too few re-checks
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线 | below the first bound
-- matter: {words}入户 {visited} 户，抽查 {n} 户，抽查率 {rate}% | {n} of {visited} visits re-checked in {part} ({rate}%)
-- verb: 补抽样 | Draw a sample
-- page: /sampling?period={part}
-- clause: min_spot_check_rate
-- needs: investigations spot_checks
with seen as (
    select count(*) as n from closed_half_rechecks($as_of)
), visits as (
    select count(*) as visited from visits_done where visit_day between closed_half_first($as_of) and closed_half_last($as_of)
)
select share_severity(share_pct(n, visited), visited, policy_list('bounds_checks')) as severity, closed_half($as_of) as part, part as key,
    county_of(null) as subject, '民政局' as owner, county_of(null) as region, null as contractor, null::date as due_date, n, visited,
    part_words(part) as words, format('{:.2f}', share_pct(n, visited)) as rate
from seen cross join visits where visited > 0

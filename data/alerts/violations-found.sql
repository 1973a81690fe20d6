-- rule: violation-1-no-field-or-false violation-2-charging violation-3-forging violation-4-out-of-scope violation-5-other
-- title: 发现违规行为 | violations were found
-- red: 第二、三、四类，或已审定的第一类 | kinds 2 to 4, or kind 1 once decided
-- amber: 在办的第一类、第五类 | kind 1 in hand, kind 5
-- matter: {words}发现“{kind}” {n} 件 | {n} of kind {kind} found in {part}
-- verb: 看违规 | See them
-- page: /violations?period={part}&contractor={contractor}
-- clause: violation_types
-- needs: violations
-- roles: county
select case when type_code[1:1] in ('2', '3', '4') or type_code[1:1] = '1' and bool_or(decision_date is not null) then 'red' else 'amber' end as severity,
    type_code[1:1] || '.' || coalesce(contractor_code, '') || '.' || part as key, coalesce(contractor_code, any_value(county_code)) as subject,
    coalesce(contractor_code, '民政局') as owner, any_value(county_code) as region, contractor_code as contractor, null::date as due_date, part,
    part_words(part) as words, type_code[2:] as kind, count(*) as n,
    case type_code[1:1] when '1' then 'violation-1-no-field-or-false' when '2' then 'violation-2-charging' when '3' then 'violation-3-forging'
                        when '4' then 'violation-4-out-of-scope' else 'violation-5-other' end as rule_id
from violation_states($as_of) join alert_parts($as_of, 'half') span on found_date between span.first_day and span.last_day
group by type_code, contractor_code, part

-- rule: violation-outcome-correct-recover
-- title: 未责令改正或未追回费用 | not corrected or not recovered
-- red: 审定后超过时限分文未追回，或未责令改正 | nothing recovered after the limit, or no order to correct
-- amber: 只追回一部分，或在时限内 | partly recovered, or within the limit
-- matter: {what} | {what_en}
-- verb: 去追回 | Open the violation
-- page: /violations?case={key}
-- clause: violation_corrected
-- needs: violations
-- roles: county
select case when not list_contains(outcomes, '责令改正') or recovered = 0 and recover_due > 0 and $as_of - decision_date > policy_number('recover_days') then 'red' else 'amber' end as severity,
    violation_id as key, violation_id as subject, coalesce(contractor_code, '民政局') as owner, county_code as region, contractor_code as contractor,
    cast(decision_date + cast(policy_number('recover_days') as integer) as date) as due_date,
    concat_ws('；', if(list_contains(outcomes, '责令改正'), null, '未责令改正'), if(recovered < recover_due, '应追回 ' || money_words(recover_due) || ' 元，已追回 ' || money_words(recovered) || ' 元', null)) as what,
    concat_ws('; ', if(list_contains(outcomes, '责令改正'), null, 'no order to correct'), if(recovered < recover_due, money_words(recovered) || ' of ' || money_words(recover_due) || ' yuan recovered', null)) as what_en
from violation_states($as_of)
where step = '结果' and (not list_contains(outcomes, '责令改正') or recovered < recover_due)

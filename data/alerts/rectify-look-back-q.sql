-- rule: rectify-look-back-q
-- title: 回头看未做 | the look-back is due
-- red: 完成率低于预警线 | done share below the second bound
-- amber: 有未做的 | some
-- matter: {failing} / {whole} 条已完成的整改到期未回头看 | {failing} of {whole} completed rectifications were not looked back on in time
-- verb: 去回头看 | See the list
-- group: bounds_look_back
-- few: whole
-- clause: lookback_days
-- needs: rectifications
select coalesce(town_code, contractor_code, county_code) as subject, '民政局' as owner, coalesce(town_code, county_code) as region, contractor_code as contractor,
    '' as part, rect_id as row, lookback_date is not null as ok, lookback_due_date as found
from rectification_states($as_of)
where completed and lookback_due_date between $as_of - cast(policy_number('alert_back_days') as integer) and $as_of - 1

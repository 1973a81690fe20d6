-- rule: rectify-list-q
-- title: 整改清单不完整 | the rectification list has gaps
-- red: 低于预警线 | below the second bound
-- amber: 有缺项 | some
-- matter: {failing} / {whole} 条整改缺时限、责任单位、责任人 | {failing} of {whole} rectifications lack deadline, unit or person
-- verb: 去补填 | See the list
-- group: bounds_all
-- few: whole
-- recorded: yes
-- clause: rectification_listed
-- needs: rectifications
select coalesce(town_code, contractor_code, county_code) as subject, coalesce(resp_unit, '民政局') as owner, coalesce(town_code, county_code) as region,
    contractor_code as contractor, '' as part, rect_id as row, deadline is not null and resp_unit is not null and resp_person is not null as ok, list_gaps as found
from rectification_states($as_of) where issue_date > $as_of - cast(policy_number('alert_back_days') as integer) and not completed

-- rule: rectify-letter-t satisfaction-issue-deadline rectify-immediate-t rectify-joint-meeting-t rectify-list-q
-- title: 整改未完成 | a rectification is not done
-- red: 过了整改时限 | past its deadline
-- amber: 临近整改时限 | its deadline is near
-- matter: {source}发现的问题{state}{rung} | a problem found by {source}: {state}
-- verb: 去整改 | Open the rectification
-- page: /rectifications?case={key}
-- clause: letter_contents
-- needs: rectifications
select case state when '逾期未改' then 'red' when '临期' then 'amber' end as severity, rect_id as key, rect_id as subject, coalesce(resp_unit, '民政局') as owner,
    coalesce(town_code, county_code) as region, contractor_code as contractor, deadline as due_date, source_type as source, state,
    coalesce('；' || next_rung, '') as rung,
    case when source_type = '满意度评估' then 'satisfaction-issue-deadline' when level = '立行立改' then 'rectify-immediate-t' end as rule_id
from rectification_states($as_of) where state in ('逾期未改', '临期')

-- rule: rectify-look-back-q
-- title: 回头看未通过 | a look-back failed
-- red: 三项中有“否” | one of the three answers is no
-- matter: 回头看未通过：{what} | the look-back failed: {what}
-- verb: 再整改 | Open the rectification
-- page: /rectifications?case={key}
-- clause: lookback_days
-- needs: rectifications
select 'red' as severity, rect_id as key, rect_id as subject, coalesce(resp_unit, '民政局') as owner, coalesce(town_code, county_code) as region,
    contractor_code as contractor, null::date as due_date,
    concat_ws('、', if(lookback_measures = '否', '措施未落实', null), if(lookback_ontime = '否', '未按期解决', null), if(lookback_public = '否', '群众不认可', null)) as what
from rectification_states($as_of) failed
where lookback_state = '未通过' and lookback_date > $as_of - cast(policy_number('alert_back_days') as integer)
    -- a later row on the same finding takes it up again
    and not exists (from rectifications later where later.source_type = failed.source_type and later.source_id = failed.source_id
                    and later.rect_id <> failed.rect_id and later.issue_date > failed.lookback_date)

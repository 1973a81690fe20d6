-- rule: rectify-letter-t
-- title: 整改提醒函缺项 | a letter lacks contents
-- red: 没有时限 | no deadline
-- amber: 缺编号、措施或责任单位 | no number, measures or unit
-- matter: 整改提醒函缺{what} | the letter lacks {what}
-- verb: 去补填 | Open the rectification
-- page: /rectifications?case={key}
-- clause: letter_contents
-- needs: rectifications
select case when deadline is null then 'red' else 'amber' end as severity, rect_id as key, rect_id as subject, '民政局' as owner, coalesce(town_code, county_code) as region,
    contractor_code as contractor, null::date as due_date, list_gaps as what
from rectification_states($as_of)
where level = '整改提醒函' and not completed and (deadline is null or letter_no is null or measures is null or resp_unit is null)

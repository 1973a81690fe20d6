-- 同一人同一时刻在两个村入户 | one person at two villages at the same minute
-- clause: violation_types
select person || ' ' || strftime(visit_date, '%Y-%m-%d %H:%M') as key, string_agg(inv_id, '、' order by inv_id) as detail, min(village_code)[1:6] as region,
    if(count(distinct contractor_code) = 1, any_value(contractor_code), null) as contractor
from (select *, unnest(investigator_ids) as person from investigations where visit_result = '已入户') join cases using (case_no)
-- a day without an hour says nothing of the minute
where cast(visit_date as time) <> time '00:00:00'
group by person, visit_date having count(distinct village_code) > 1

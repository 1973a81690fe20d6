-- 整改已完成而清单不全 | a completed rectification whose list has gaps
-- clause: rectification_listed
select rect_id as key, '缺' || list_gaps as detail, coalesce(town_code, county_code) as region, contractor_code as contractor
from rectification_states(current_date) where completed and list_gaps is not null

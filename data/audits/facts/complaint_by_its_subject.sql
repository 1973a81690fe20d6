-- 投诉由被反映方办理 | a complaint handled by its own subject
-- clause: complaint_registered
select complaint_id as key, '办理单位 ' || coalesce(handler_name, handler_unit) as detail, coalesce(town_code, county_code) as region, contractor_code as contractor
from complaint_steps(current_date) where self_handled

-- 入户人员在入户前已离岗 | a visitor had left before the visit
-- clause: visit_min_people
select inv_id as key, staff_id || ' 于 ' || leave_date || ' 离岗' as detail, request.village_code as region, visit.contractor_code as contractor
from (select *, unnest(investigator_ids) as person from investigations where visit_result = '已入户') visit join cases request using (case_no)
join staff on staff_id = person where leave_date < cast(visit_date as date)

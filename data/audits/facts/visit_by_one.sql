-- 入户不足规定人数（含协助人员） | a visit by too few people, helpers included
-- clause: visit_min_people
select inv_id as key, len(people) || ' 人' as detail, village_code as region, contractor_code as contractor
from (select *, list_distinct(flatten([coalesce(investigator_ids, []), coalesce(assist_town_ids, []), coalesce(assist_village_ids, [])])) as people
      from investigations join cases using (case_no) where visit_result = '已入户')
where len(people) < policy_number('visit_min_people')

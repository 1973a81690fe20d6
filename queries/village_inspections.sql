-- village_inspections 一村的检查：何时由谁检查，各要件在不在，计不计入覆盖
-- clause: publicity-inspection-coverage board-four-items
-- roles: leader panel finance town inspector auditor admin
-- parameters: village as_of?
-- columns: insp_date, inspector_unit_type, mode, has_notice, has_roster, has_policy, has_hotline, result, counts, insp_id
select insp_date, inspector_unit_type, mode, has_notice, has_roster, has_policy, has_hotline, result,
       list_contains(policy_list('inspection_modes'), mode) and list_contains(policy_list('inspection_bodies'), inspector_unit_type) as counts,
       insp_id
from publicity_inspections
where village_code = $village and insp_date <= $as_of and starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by insp_date desc, insp_id

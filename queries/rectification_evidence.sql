-- rectification_evidence 一条整改的佐证材料：谁在何时传了什么
-- clause: rectify-list-q
-- roles: leader panel finance town inspector auditor admin
-- parameters: rect
-- columns: file_name, kind, size, added_at, added_by, file_hash
select file_name, kind, size, added_at, added_by, file_hash
from evidence_files
semi join (
    select rect_id from rectification_states(current_date + 36500)
    where rect_id = $rect and starts_with(coalesce(town_code, county_code), $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
) using (rect_id)
order by added_at, file_name

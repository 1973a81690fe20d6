-- rectification_history 一条整改的经过：谁在何时做了什么，改了哪些，理由和佐证是什么
-- clause: rectify-list-q rectify-look-back-q
-- roles: leader panel finance town inspector auditor admin
-- parameters: rect
-- columns: happened_at, who, deed, deadline, resp_name, reason, document_no, file
-- Imported versions and what was done in the app, in order; the note of a deed stands beside the version it made.
with mine as (
    select rect_id from rectification_states(current_date + 36500)
    where rect_id = $rect and starts_with(coalesce(town_code, county_code), $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), versions as (
    select _import as number, deadline, resp_unit, false as current_one from history.rectifications semi join mine using (rect_id)
    union all
    select _import, deadline, resp_unit, true from rectifications semi join mine using (rect_id)
)
select coalesce(note.happened_at, imported_at) as happened_at, coalesce(note.who, imports.who) as who, coalesce(deed, '导入') as deed, deadline,
    coalesce(unit_name, contractor_name) as resp_name, reason, document_no, imports.file
from versions left join imports on import_id = number
left join rectification_notes note on note.import_id = number
left join org_units on unit_code = resp_unit
left join contractors on contractor_code = resp_unit
order by happened_at, number, current_one

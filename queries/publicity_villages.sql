-- publicity_villages 村级公示明细：哪些村（社区）未检查、缺照片或要件不全？
-- clause: publicity-inspection-coverage board-four-items photos-quarterly-near-far
-- roles: leader panel finance town inspector auditor admin
-- parameters: period as_of?
-- columns: village_code, village_name, town_code, town_name, inspections, last_inspected, board_complete, photo_set, missing, board_gaps, photo_filed, by_bureau, by_town
select village_code, village_name, town_code, town_name, inspections, last_inspected, board_complete, photo_set,
    publicity_missing(inspections, near, far, board_complete) as missing,
    nullif(array_to_string(board_gaps, '、'), '') as board_gaps, photo_filed, by_bureau, by_town
from publicity_by_village($first_day, $last_day, $as_of)
-- inspections concern no contractor: an account of one sees none
where starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by village_code;

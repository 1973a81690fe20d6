-- publicity_grid 村级公示八季：每个村（社区）近八个季度查没查、齐不齐
-- clause: publicity-inspection-coverage board-four-items photos-quarterly-near-far
-- roles: leader panel finance town inspector auditor admin
-- parameters: period as_of?
-- columns: village_code, village_name, town_code, town_name, quarter, inspections, last_inspected, board_complete, photo_set, closed
select village_code, village_name, town_code, town_name, year(starts) || 'Q' || quarter(starts) as quarter,
       inspections, last_inspected, board_complete, photo_set, $as_of > ends as closed
from publicity_windows(cast($first_day - interval 21 month as date), $last_day, $as_of, true)
-- inspections concern no contractor: an account of one sees none
where starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by village_code, starts

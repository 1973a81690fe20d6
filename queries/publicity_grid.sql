-- publicity_grid 村级公示五季：每个村（社区）近五个季度查没查、齐不齐
-- clause: publicity-inspection-coverage board-four-items photos-quarterly-near-far
-- roles: leader panel finance town inspector auditor admin
-- parameters: period as_of?
-- columns: village_code, village_name, town_code, town_name, quarter, inspections, last_inspected, board_complete, photo_set, closed
with villages_by_quarter as (
    select 0 as back, * from publicity_by_village($first_day, $last_day, $as_of)
    union all
    select 1, * from publicity_by_village(cast($first_day - interval 3 month as date), cast($first_day - interval 1 day as date), $as_of)
    union all
    select 2, * from publicity_by_village(cast($first_day - interval 6 month as date), cast($first_day - interval 3 month - interval 1 day as date), $as_of)
    union all
    select 3, * from publicity_by_village(cast($first_day - interval 9 month as date), cast($first_day - interval 6 month - interval 1 day as date), $as_of)
    union all
    select 4, * from publicity_by_village(cast($first_day - interval 12 month as date), cast($first_day - interval 9 month - interval 1 day as date), $as_of)
), named as (
    select *, cast($first_day - back * interval 3 month as date) as starts from villages_by_quarter
)
select village_code, village_name, town_code, town_name, year(starts) || 'Q' || quarter(starts) as quarter,
       inspections, last_inspected, board_complete, photo_set, $as_of >= starts + interval 3 month as closed
from named
-- inspections concern no contractor: an account of one sees none
where starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by village_code, starts

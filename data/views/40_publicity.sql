-- Publicity of a quarter (rules.md E.3; choices.md E1 to E4, I5): villages, their inspections on the spot, their photos.

-- The last day that counts: the quarter's last one, in a running quarter the as-of date.
create or replace macro counted_until(last_day, as_of) as least(cast(last_day as date), cast(as_of as date));

-- Inspections that count: on the spot, by a body that the clause names; by a village's last one its board is judged.
create or replace macro board_inspections(first_day, last_day, as_of) as table
with inspection as (
    select *, map {'审核公示单': has_notice, '长期公示名册': has_roster, '救助政策要点': has_policy, '监督举报电话': has_hotline} as found
    from publicity_inspections
    where insp_date between first_day and counted_until(last_day, as_of)
        and list_contains(policy_list('inspection_modes'), mode)
        and list_contains(policy_list('inspection_bodies'), inspector_unit_type)
)
select village_code, count(*) as inspections, max(insp_date) as last_inspected,
    bool_or(inspector_unit_type = '民政局') as by_bureau, bool_or(inspector_unit_type <> '民政局') as by_town,
    -- 不适用 passes only for what may be absent: no notice hangs while no case is open (E2, H2)
    last(list_bool_and(list_transform(items, lambda item:
             coalesce(found[item] = '有' or found[item] = '不适用' and list_contains(optional_items, item), false)))
         order by insp_date, insp_id) as board_complete
from inspection
cross join (select policy_list('board_items') as items, coalesce(policy_list('board_optional_items'), []) as optional_items)
group by village_code;

-- Photos that count: shot in the quarter, legible, and the first copy of their picture in any village and quarter.
create or replace macro board_photos(first_day, last_day, as_of) as table
with first_copy as (
    -- an illegible first copy spends the picture as well; a photo without a check value cannot be known again
    select *
    from publicity_photos
    where shot_date <= as_of
    qualify file_hash is null or row_number() over (partition by file_hash order by shot_date, photo_id) = 1
)
select village_code, bool_or("view" = '近景') as near, bool_or("view" = '远景') as far,
    coalesce(bool_or("view" = '近景' and filed_date <= as_of) and bool_or("view" = '远景' and filed_date <= as_of), false) as filed
from first_copy
where legible and shot_date between first_day and counted_until(last_day, as_of)
group by village_code;

-- The villages of the quarter, each with what was found there.
create or replace macro publicity_by_village(first_day, last_day, as_of) as table
select village.village_code, village.village_name, village.town_code, coalesce(unit.unit_name, village.town_name) as town_name,
    coalesce(inspection.inspections, 0) as inspections, inspection.last_inspected,
    coalesce(inspection.by_bureau, false) as by_bureau, coalesce(inspection.by_town, false) as by_town, inspection.board_complete,
    coalesce(photo.near, false) as near, coalesce(photo.far, false) as far,
    coalesce(photo.near and photo.far, false) as photo_set, coalesce(photo.filed, false) as photo_filed
from villages village
left join org_units unit on unit.unit_code = village.town_code
left join board_inspections(first_day, last_day, as_of) inspection on inspection.village_code = village.village_code
left join board_photos(first_day, last_day, as_of) photo on photo.village_code = village.village_code
-- a village set up in the last days is not yet due, one merged on the last day is no longer (E1)
where (village.active_from is null
       or village.active_from <= counted_until(last_day, as_of) - cast(coalesce(policy_number('new_village_days'), 0) as integer))
    and (village.active_to is null or village.active_to > counted_until(last_day, as_of));

-- A running quarter is not judged; a closed one by its share of villages inspected (H9).
create or replace macro coverage_verdict(inspected, villages, last_day, as_of) as
    case when as_of <= last_day then '进行中' when inspected * 100 >= villages * policy_exact('coverage_target') then '达标'
         when inspected * 100 >= villages * policy_exact('coverage_amber') then '关注' else '未达标' end;

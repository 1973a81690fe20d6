-- Publicity of a quarter (rules.md E.3; choices.md E1 to E4, I5): villages, their inspections on the spot, their photos.

-- The last day that counts: the quarter's last one, in a running quarter the as-of date.
create or replace macro counted_until(last_day, as_of) as least(cast(last_day as date), cast(as_of as date));

-- An inspection counts on the spot, by a body that the clause names. ``found``: what hung there; ``board_gaps``: what did not.
-- 不适用 passes only for what may be absent: no notice hangs while no case is open (E2, H2).
create or replace view judged_inspections as
with rule as (
    select policy_list('inspection_modes') as modes, policy_list('inspection_bodies') as bodies, policy_list('board_items') as items,
        coalesce(policy_list('board_optional_items'), []) as optional_items
), named as (
    select *, map {'审核公示单': has_notice, '长期公示名册': has_roster, '救助政策要点': has_policy, '监督举报电话': has_hotline} as found,
        coalesce(list_contains(modes, mode), false) as on_the_spot,
        coalesce(list_contains(bodies, inspector_unit_type), false) as by_named_body
    from publicity_inspections cross join rule
)
select * exclude (modes, bodies, items, optional_items), on_the_spot and by_named_body as counts,
    list_filter(items, lambda item:
        not coalesce(found[item] = '有' or found[item] = '不适用' and list_contains(optional_items, item), false)) as board_gaps
from named;

-- Photos with the reason why one does not count: only the first copy of a picture does, in any village and quarter (E3).
-- An illegible first copy spends the picture as well; a photo without a check value cannot be known again.
create or replace macro judged_photos(as_of) as table
select *, case when shot_date is null then '无拍摄日期'
               when file_hash is not null
                    and row_number() over (partition by file_hash order by shot_date nulls last, photo_id) > 1 then '照片重复使用'
               when not coalesce(legible, false) then '不清晰' end as why_not
from publicity_photos
where shot_date is null or shot_date <= as_of;

-- The villages of each quarter between two days (by_quarter), or of the whole of them as one, with what was found there.
create or replace macro publicity_windows(first_day, last_day, as_of, by_quarter) as table
with part as (
    select cast(unnest(case when by_quarter then range(cast(date_trunc('quarter', cast(first_day as date)) as timestamp),
                                                       cast(last_day as date) + interval 1 day, interval 3 month)
                            else [cast(first_day as timestamp)] end) as date) as starts
), span as (
    select starts, case when by_quarter then cast(starts + interval 3 month - interval 1 day as date) else cast(last_day as date) end as ends,
        counted_until(ends, as_of) as until
    from part
    where starts <= as_of or not by_quarter
), inspected as (
    select starts, village_code, count(*) as inspections, max(insp_date) as last_inspected,
        bool_or(inspector_unit_type = '民政局') as by_bureau, bool_or(inspector_unit_type <> '民政局') as by_town,
        -- by its last inspection a board is judged
        last(board_gaps order by insp_date, insp_id) as board_gaps
    from span join judged_inspections on insp_date between starts and until
    -- the same once more by constants, which the scan knows before any board is judged
    where counts and insp_date >= date_trunc('quarter', cast(first_day as date)) and insp_date <= as_of
      and insp_date < date_trunc('quarter', cast(last_day as date)) + interval 3 month
    group by all
), photographed as (
    select starts, village_code, bool_or("view" = '近景') as near, bool_or("view" = '远景') as far,
        coalesce(bool_or("view" = '近景' and filed_date <= as_of) and bool_or("view" = '远景' and filed_date <= as_of), false) as filed
    from span join judged_photos(as_of) on shot_date between starts and until
    where why_not is null
    group by all
)
select span.starts, span.ends, village.village_code, village.village_name, village.town_code,
    coalesce(unit.unit_name, village.town_name) as town_name,
    -- where nobody must inspect or photograph, nothing is missing: null, not nought
    prescribed('inspection_modes', coalesce(inspected.inspections, 0)) as inspections, inspected.last_inspected,
    prescribed('inspection_bodies', coalesce(inspected.by_bureau, false)) as by_bureau,
    prescribed('inspection_bodies', coalesce(inspected.by_town, false)) as by_town,
    len(inspected.board_gaps) = 0 as board_complete, inspected.board_gaps,
    prescribed('photo_set', coalesce(photo.near, false)) as near, prescribed('photo_set', coalesce(photo.far, false)) as far,
    prescribed('photo_set', coalesce(photo.near and photo.far, false)) as photo_set,
    prescribed('photo_set', coalesce(photo.filed, false)) as photo_filed
from span
-- a village set up in the last days is not yet due, one merged on the last day is no longer (E1)
join villages village on (village.active_from is null
       or village.active_from <= span.until - cast(coalesce(policy_number('new_village_days'), 0) as integer))
    and (village.active_to is null or village.active_to > span.until)
left join org_units unit on unit.unit_code = village.town_code
left join inspected on inspected.starts = span.starts and inspected.village_code = village.village_code
left join photographed photo on photo.starts = span.starts and photo.village_code = village.village_code;

create or replace macro publicity_by_village(first_day, last_day, as_of) as table
select * exclude (starts, ends) from publicity_windows(first_day, last_day, as_of, false);

-- What a village lacks, as the lists say it; null when nothing (E4).
create or replace macro publicity_missing(inspections, near, far, board_complete) as
    nullif(concat_ws('、', case when inspections = 0 then '未检查' end, case when not near then '缺近景' end,
                     case when not far then '缺远景' end, case when not board_complete then '要件不全' end), '');

-- A running quarter is not judged; a closed one by its share of villages inspected (H9).
create or replace macro coverage_verdict(inspected, villages, last_day, as_of) as
    prescribed('coverage_target', case when as_of <= last_day then '进行中'
        when inspected * 100 >= villages * policy_exact('coverage_target') then '达标'
        when inspected * 100 >= villages * policy_exact('coverage_amber') then '关注' when inspected is not null then '未达标' end);

-- Who must inspect (publicity-inspection-by-body): towns all of their villages and the bureau at least one; or any body; or each all.
-- A bureau that left everything to its towns shows 关注 beside a full coverage.
create or replace macro bodies_verdict(villages, inspected, bureau_inspected, town_inspected, last_day, as_of) as
    case when inspected is null then null when as_of <= last_day then '进行中'
         when policy_text('inspection_obligor_mode') = 'any' then if(inspected = villages, '达标', '未达标')
         when policy_text('inspection_obligor_mode') = 'each'
             then if(bureau_inspected = villages and town_inspected = villages, '达标', '未达标')
         when policy_text('inspection_obligor_mode') = 'town_all_bureau_once'
             then case when town_inspected < villages then '未达标' when bureau_inspected = 0 then '关注' else '达标' end end;

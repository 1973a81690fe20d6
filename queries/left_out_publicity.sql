-- left_out_publicity 未计入的检查、照片、公示和村（社区）：公示检查各数没有算进去的各有多少，为什么
-- clause: publicity-inspection-coverage publicity-inspection-by-body photos-quarterly-near-far post-audit-7-days-j roster-monthly-update
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with place as (
    -- inspections and postings concern no contractor: an account of one sees none
    select * from villages where starts_with(village_code, $viewer_region) and starts_with(village_code, $region) and $viewer_contractor is null
), span as (
    select cast($first_day as date) as starts, cast($last_day as date) as ends, counted_until($last_day, $as_of) as until
), inspection as (
    select judged.* from judged_inspections judged semi join place using (village_code) cross join span where insp_date between starts and until
), due as (
    select * from publicity_by_village($first_day, $last_day, $as_of) semi join place using (village_code)
), late as (
    select distinct village_code from judged_inspections cross join span where counts and insp_date > ends and insp_date <= $as_of
), photo as (
    select photo.*, shot_date between starts and until as in_quarter, filed_date between starts and until as filed_now
    from judged_photos($as_of) photo semi join place using (village_code) cross join span
), month as (
    select cast(starts as date) as starts, counted_until(starts + interval 1 month - interval 1 day, $as_of) as until
    from range(date_trunc('month', cast($first_day as date)), cast(least($last_day, $as_of) as date) + interval 1 day, interval 1 month) month (starts)
), roster as (
    select village_code, cast(coalesce(roster_update_date, start_date) as date) as day, roster_households, posting_id
    from postings semi join place using (village_code)
    where posting_type = '长期公示' and start_date <= $as_of and roster_households is not null
), empty as (
    select month.starts, village.village_code
    from month join place village on (active_from is null or active_from <= until) and (active_to is null or active_to > until)
    join roster on roster.village_code = village.village_code and day <= until
    group by all having last(roster_households order by day, posting_id) = 0
), posting as (
    select posting.*, coalesce(list_contains(policy_list('posting_types'), posting_type), posting_type <> '长期公示') as needed
    from postings posting semi join place using (village_code) where start_date <= $as_of
), found as (
    select 'publicity_coverage' as figure, list_position(['视频', '电话', '资料'], kind) as place, kind || '检查' as reason,
        (select count(*) from inspection where mode = kind and not on_the_spot) as n, '次' as unit
    from (select unnest(['视频', '电话', '资料']) as kind)
    union all select 'publicity_coverage', 4, '不是规定单位的检查', count(*) filter (on_the_spot and not by_named_body), '次' from inspection
    union all
    select 'publicity_coverage', 5, '季度后才检查的村（社区）', count(*), '个'
    from due semi join late using (village_code) where inspections = 0
    union all
    select unnest(['publicity_coverage', 'publicity_photos']), 6, '季末前新设的村（社区）', count(*) filter (active_from <= until
        and active_from > until - cast(coalesce(policy_number('new_village_days'), 0) as integer)), '个' from place cross join span
    union all
    select unnest(['publicity_coverage', 'publicity_photos']), 7, '季末已撤并的村（社区）', count(*) filter (active_to between starts and until), '个'
    from place cross join span
    union all select 'publicity_board', 1, '未检查的村（社区）', count(*) filter (inspections = 0), '个' from due
    union all
    select 'publicity_photos', list_position(['不清晰', '照片重复使用', '无拍摄日期'], reason), reason,
        (select count(*) from photo where why_not = reason and (in_quarter or shot_date is null)), '张'
    from (select unnest(['不清晰', '照片重复使用', '无拍摄日期']) as reason)
    union all select 'publicity_photos', 4, '本期归档、不在本期拍摄', count(*) filter (filed_now and not in_quarter), '张' from photo
    union all select 'rosters', 1, '上一份名册为 0 户，逐月', count(*), '村次' from empty
    union all
    select 'rosters', 2, '当月末已撤并，逐月', count(*), '村次'
    from month join place on active_to between starts and until
    union all
    select 'posting_compliance', 1, '未到期的公示', count(*) filter (needed and coalesce(end_date > until, true) and start_date between starts and until), '件'
    from posting cross join span
    union all
    select 'posting_compliance', 2, '条款不要求的公示种类', count(*) filter (not needed and posting_type <> '长期公示' and end_date between starts and until), '件'
    from posting cross join span
    union all
    select 'posting_compliance', 3, '公示栏损毁、不计的天数', coalesce(sum(lost_days), 0), '天'
    from case_postings($as_of) semi join place using (village_code) cross join span where end_date between starts and until
)
select figure, reason as left_out, cast(n as bigint) as count, unit from found order by figure, place

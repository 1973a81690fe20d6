-- left_out_records 未计入的行、参数和抽查：数据质量、预警、口径、镇街加减分没有算进去的各有多少，为什么
-- clause: spot-check-to-town-points
-- roles: leader panel finance town inspector auditor admin
-- parameters: period? region? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with file as (  -- files concern the whole county: a viewer of one town or one contractor sees none
    select rejected, import_id from imports where len($viewer_region) <= 6 and $viewer_contractor is null and status = 'imported'
), kept_in as (
    select distinct dataset from imports where status = 'imported' and accepted > 0
), told as (
    select *, row_number() over (partition by inv_id order by why_not is null desc, check_date desc, check_id desc) = 1 as latest
    from rechecks
    where check_date <= $as_of and starts_with(village_code, $region) and starts_with(village_code, $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), point as (
    select state from town_point_rows($as_of)
    where score_date between $first_day and least($last_day, $as_of) and starts_with(place, $region) and starts_with(place, $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), found as (
    select 'quality' as figure, 1 as place, '导入时退回的行' as reason, coalesce(sum(rejected), 0) as n, '行' as unit from file
    union all select 'quality', 2, '导入后待补的行', count(*), '行' from held_rows where len($viewer_region) <= 6 and $viewer_contractor is null
    union all select 'policy', 1, '未规定的参数，不判定', count(*) filter (state = '未规定'), '个' from policy
    union all select 'policy', 2, '有建议值、待本级确认的参数', count(*) filter (state <> '未规定' and not usable), '个' from policy
    union all
    select 'alerts', 1, '方案未规定、不列的规则', count(*), '条'
    from alert_rules left join policy using (param) where silent = 'drop' and coalesce(value, 'null') = 'null'
    union all
    select 'alerts', 2, '所需台账从未导入、不判断的规则', count(*), '条'
    from alert_rules where not list_has_all(coalesce((select list(dataset) from kept_in), []), needs)
        and len($viewer_region) <= 6 and $viewer_contractor is null
    union all
    select 'town_points', list_position(['待确认', '待定', '不计'], kind), kind, (select count(*) from point where state = kind), '次'
    from (select unnest(['待确认', '待定', '不计']) as kind)
    union all select 'town_points', 4, '同一次入户较早的抽查', count(*) filter (not latest), '次' from told where check_date between $first_day and $last_day
    union all
    select 'town_points', 5, '无法核实或不独立的抽查', count(*) filter (latest and why_not is not null and not pending), '次'
    from told where check_date between $first_day and $last_day
)
select figure, reason as left_out, cast(n as bigint) as count, unit from found order by figure, place

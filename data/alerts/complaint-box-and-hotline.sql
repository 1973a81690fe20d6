-- rule: complaint-box-and-hotline
-- title: 监督电话或举报箱未设 | no hotline or report box
-- red: 低于预警线 | below the second bound
-- amber: 有缺 | some
-- matter: {failing} / {whole} 个单位没有监督举报电话 | {failing} of {whole} units have no hotline
-- verb: 看名单 | See the list
-- group: bounds_full
-- few: whole
-- recorded: yes
-- clause: hotline_required
-- needs: org_units
select county_of(unit_code) as subject, '民政局' as owner, county_of(unit_code) as region, null as contractor, '' as part, unit_code as row, hotline is not null as ok, unit_name as found
from org_units where unit_type in ('民政局', '乡镇', '街道')
union all
select county_of(village_code), '民政局', county_of(village_code), null, '', village_code, report_box, '无举报箱'
from villages where policy_text('report_box') = 'true' and coalesce(active_to > $as_of, true)

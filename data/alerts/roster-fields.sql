-- rule: roster-fields
-- title: 名册要素不符 | rosters lack fields or show too much
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线 | below the first bound
-- matter: {words}{failing} / {whole} 个村（社区）名册缺要素或多公示个人信息 | {failing} of {whole} rosters of {part} lack a field or show too much
-- verb: 看名单 | See the villages
-- page: /publicity?region={subject}
-- group: bounds_form
-- few: whole
-- clause: roster_fields_required
-- needs: villages postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, strftime(starts, '%Y-%m') as part, village_code as row,
    fields_right as ok, concat_ws('、', nullif('缺' || array_to_string(lacking, '、'), '缺'), '多' || extra) as found
from alert_rosters($as_of) where updated

-- rule: board-content-accurate
-- title: 公示内容不准确 | board content is wrong
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或次数不足 | below the first bound, or few inspections
-- matter: {words}{failing} / {whole} 次检查发现内容不准确 | {failing} of {whole} inspections of {part} found wrong content
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: board_accurate
-- needs: publicity_inspections
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, insp_id as row, content_accurate as ok, village_code as found
from judged_inspections join villages using (village_code)
join alert_parts($as_of, 'quarter') span on insp_date between span.first_day and least(span.last_day, $as_of)
where counts

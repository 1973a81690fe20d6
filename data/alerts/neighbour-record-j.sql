-- rule: neighbour-record-j
-- title: 邻里走访没有记录 | interviews without a record
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 次邻里走访没有记录 | {failing} of {whole} neighbour interviews of {part} without a record
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: neighbour_recorded
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row, if(neighbour_count > 0, neighbour_record, null) as ok
from alert_visits($as_of)

-- rule: neighbour-visit-j
-- title: 未走访而无原因 | an interview skipped without a reason
-- red: 安排而未走访，未写原因 | planned, not held, no reason
-- matter: {words}{failing} 次安排的邻里走访未走访且未写原因 | {failing} planned interviews of {part} skipped without a reason
-- verb: 看名单 | See the list
-- group: any
-- clause: neighbour_visit
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    if(neighbour_planned and neighbour_count = 0, neighbour_skip_reason is not null, null) as ok
from alert_visits($as_of)

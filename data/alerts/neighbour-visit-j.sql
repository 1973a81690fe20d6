-- rule: neighbour-visit-j neighbour-visit-d neighbour-and-remote-q employer-enquiry-j
-- title: 安排的邻里走访没有做 | planned neighbour interviews were not held
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 次安排了邻里走访而没有走访 | {failing} of {whole} planned neighbour interviews of {part} were not held
-- verb: 看名单 | See the list
-- group: bounds_reach
-- clause: neighbour_visit
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    if(neighbour_planned, neighbour_count >= 1, null) as ok, coalesce(neighbour_skip_reason, '未写原因') as found
from alert_visits($as_of)

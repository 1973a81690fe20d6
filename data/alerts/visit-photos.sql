-- rule: visit-photos
-- title: 入户照片、录像不全 | photos or recordings are missing
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 次入户照片或录音录像不全 | {failing} of {whole} visits of {part} lack photos or a recording
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: visit_photo_min
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    photo_count >= policy_number('visit_photo_min') and not coalesce(av_needed and coalesce(av_count, 0) = 0, false) as ok,
    case when photo_count < policy_number('visit_photo_min') then '照片 ' || photo_count || ' 张' else '缺录音录像' end as found
from alert_visits($as_of)

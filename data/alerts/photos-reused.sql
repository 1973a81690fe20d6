-- rule: photos-quarterly-near-far
-- title: 公示照片重复使用 | photos were used twice
-- red: 同一张照片在别的村或季度用过 | the same picture stood for another village or quarter
-- matter: {words}{failing} 张照片与以前的相同 | {failing} photos of {part} were used before
-- verb: 看照片 | See the villages
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: photo_set
-- needs: publicity_photos
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, photo_id as row, why_not is distinct from '照片重复使用' as ok, village_code as found
from judged_photos($as_of) join villages using (village_code)
join alert_parts($as_of, 'quarter') span on shot_date between span.first_day and span.last_day

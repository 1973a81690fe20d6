-- rule: photos-quarterly-near-far
-- title: 季度公示照片不齐 | photo sets are missing
-- red: 齐套率低于预警线 | below the second bound
-- amber: 未全部齐套 | some are missing
-- matter: {words}{failing} / {whole} 个村（社区）缺近景或远景照片 | {failing} of {whole} villages lack a near or far photo of {part}
-- verb: 看名单 | See the villages
-- page: /publicity?period={part}&region={subject}
-- group: bounds_full
-- few: whole
-- clause: photo_set
-- needs: villages publicity_photos
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, village_code as row, photo_set as ok,
    concat_ws('、', if(near, null, '缺近景'), if(far, null, '缺远景')) as found
from alert_villages($as_of) where over

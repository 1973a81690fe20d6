-- village_photos 一村的照片：何时拍的近景远景，是否清晰，何时备案
-- clause: photos-quarterly-near-far photos-filed-with-bureau
-- roles: leader panel finance town inspector auditor admin
-- parameters: village as_of?
-- columns: shot_date, view, legible, filed_date, photo_id
select shot_date, "view", legible, case when filed_date <= $as_of then filed_date end as filed_date, photo_id
from publicity_photos
where village_code = $village and shot_date <= $as_of and starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by shot_date desc, photo_id

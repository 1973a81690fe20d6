-- 公示照片与别的村或季度的相同 | a photo that stood for another village or quarter
-- clause: photo_set
select photo_id as key, village_code || ' ' || shot_date as detail, village_code as region, null as contractor
from judged_photos(current_date) where why_not = '照片重复使用'

-- village_photos 一村的照片：何时拍的近景远景，是否清晰，何时备案，不计入的为什么
-- clause: photos-quarterly-near-far photos-filed-with-bureau
-- roles: leader panel finance town inspector auditor admin
-- parameters: village as_of?
-- columns: shot_date, view, legible, filed_date, photo_id, counts, why_not, quarter, held, filed_in_time
select shot_date, "view", legible, case when filed_date <= $as_of then filed_date end as filed_date, photo_id,
    why_not is null as counts, why_not, year(shot_date) || 'Q' || quarter(shot_date) as quarter,
    -- whether the store holds the picture itself
    exists (select 1 from photo_files kept where kept.file_hash = photo.file_hash) as held,
    -- filed in its quarter, or within the days of grace after it
    case when filed_date > $as_of or filed_date is null then null
         when filed_date < date_trunc('quarter', shot_date) + interval 3 month then '按期备案'
         when filed_date < date_trunc('quarter', shot_date) + interval 3 month
                           + to_days(cast(policy_number('photo_filing_grace_days') as integer)) then '宽限期内备案'
         else '逾期备案' end as filed_in_time
from judged_photos($as_of) photo
where village_code = $village and starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by shot_date desc nulls last, photo_id

-- rule: photos-filed-with-bureau
-- title: 公示照片未报局备案 | photos were not filed
-- red: 过了宽限期仍未备案 | not filed after the days of grace
-- amber: 宽限期内 | within the days of grace
-- matter: {words}{n} 个村（社区）的照片未报局备案 | photos of {n} villages of {part} are not filed
-- verb: 看名单 | See the villages
-- page: /publicity?period={part}&region={subject}
-- clause: photos_filed
-- needs: villages publicity_photos
with town as (
    select town_code, count(*) as n
    from alert_villages($as_of)
    where over and photo_set and not photo_filed group by town_code
)
select case when last_day + cast(policy_number('photo_filing_grace_days') as integer) < $as_of then 'red' else 'amber' end as severity,
    town_code || '.' || part as key, town_code as subject, town_code as owner, town_code as region, null as contractor,
    last_day + cast(policy_number('photo_filing_grace_days') as integer) as due_date, part, part_words(part) as words, n
from town cross join (select * from alert_parts($as_of, 'quarter') where over)

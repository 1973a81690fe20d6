-- rule: village-aide
-- title: 村（社区）没有协理员 | villages without an aide
-- red: 低于预警线 | below the second bound
-- amber: 有缺 | some
-- matter: {failing} / {whole} 个村（社区）没有在岗协理员 | {failing} of {whole} villages have no aide on duty
-- verb: 看名单 | See the list
-- group: bounds_full
-- few: whole
-- clause: village_aides
-- needs: villages staff
with aide as (select distinct village_code from staff_on_duty($as_of) where post_type = '协理员' and village_code is not null)
select town_code as subject, town_code as owner, town_code as region, null as contractor, '' as part, village.village_code as row,
    aide.village_code is not null as ok, village_name as found
from villages village left join aide using (village_code)
where coalesce(active_from <= $as_of, true) and coalesce(active_to > $as_of, true) and exists (from aide)

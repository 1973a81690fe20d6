-- rule: publicity-inspection-by-body publicity-inspection-coverage
-- title: 季度公示检查未覆盖 | villages were not inspected
-- red: 乡镇街道未检查完所辖村（社区） | a town left villages out
-- amber: 民政局一个村也未检查 | the bureau inspected none
-- matter: {words}{what} | {what_en}
-- verb: 看名单 | See the villages
-- page: /publicity?period={part}&region={region}&only=未检查
-- clause: inspection_bodies
-- needs: villages publicity_inspections
with seen as (
    select town_code, village_code[1:6] as county_code, inspections > 0 as inspected, by_bureau, by_town
    from alert_villages($as_of) where over
), quarter as (select * from alert_parts($as_of, 'quarter') where over), town as (
    select town_code, count(*) as villages, count_met(inspected) as inspected, count_met(by_town) as by_town, count_met(by_bureau) as by_bureau
    from seen group by town_code
), bureau as (select county_code, count(*) as villages, count_met(by_bureau) as by_bureau from seen group by county_code)
select case when bodies_verdict(villages, inspected, villages, by_town, last_day, $as_of) = '未达标' then 'red' end as severity, town_code || '.' || part as key,
    town_code as subject, town_code as owner, town_code as region, null as contractor, null::date as due_date, part, part_words(part) as words,
    (villages - case when policy_text('inspection_obligor_mode') = 'any' then inspected else by_town end) || ' / ' || villages || ' 个村（社区）未经乡镇街道实地检查' as what,
    (villages - case when policy_text('inspection_obligor_mode') = 'any' then inspected else by_town end) || ' of ' || villages || ' villages not inspected by the town in ' || part as what_en
from town cross join quarter
union all
select case when by_bureau = 0 and policy_text('inspection_obligor_mode') <> 'any' then 'amber' end, county_code || '.' || part, county_code, '民政局', county_code, null, null,
    part, part_words(part), '民政局没有实地检查任何村（社区）', 'the bureau inspected no village in ' || part
from bureau cross join quarter

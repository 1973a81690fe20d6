-- rule: visit-two-persons-j visit-two-persons-q visit-two-persons-t
-- title: 入户不足规定人数 | too few people at a visit
-- red: 达标率低于预警线 | below the second bound
-- amber: 有不足人数的入户，或户数不足 | some, or few visits
-- matter: {words}{failing} / {whole} 次入户不足 {days} 人 | {failing} of {whole} visits of {part} with fewer than {days} people
-- verb: 看名单 | See the list
-- group: bounds_people
-- clause: visit_min_people
-- needs: investigations
with team as (
    -- under 交城 only the contractor's own people on duty that day count: helpers do not fill the gap, nor somebody who had left
    select visit.*, case policy_text('visit_people_counted')
            when '承接主体人员' then list_filter(list_distinct(coalesce(investigator_ids, [])),
                lambda one: not coalesce(left_on[one] < visit_day, false))
            when '乡、村两级人员' then list_distinct(flatten([coalesce(assist_town_ids, []), coalesce(assist_village_ids, [])]))
            else list_distinct(flatten([coalesce(investigator_ids, []), coalesce(assist_town_ids, [])])) end as people
    from alert_visits($as_of) visit cross join (select map(list(staff_id), list(leave_date)) as left_on from staff where leave_date is not null)
)
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row, len(people) >= policy_number('visit_min_people') as ok,
    len(people) || ' 人' as found, cast(cast(policy_number('visit_min_people') as integer) as varchar) as days
from team

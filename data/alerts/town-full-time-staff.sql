-- rule: town-full-time-staff
-- title: 没有专职救助人员 | no full-time worker
-- red: 专职救助人员少于规定 | fewer full-time workers than asked
-- matter: 专职救助人员 {present} 人，应不少于 {required} 人 | {present} full-time workers, at least {required} asked
-- verb: 去配备 | See the list
-- page: /alerts?case={alert_key}
-- clause: town_full_time
-- needs: org_units staff
with present as (
    select unit_code, count(*) as people from staff_on_duty($as_of) where post_type = '专职救助人员' and full_time is not false group by unit_code
)
select 'red' as severity, unit_code as key, unit_code as subject, unit_code as owner, unit_code as region, null as contractor, null::date as due_date,
    coalesce(people, 0) as present, cast(policy_number('town_full_time') as integer) as required
from org_units left join present using (unit_code)
where unit_type in ('乡镇', '街道') and coalesce(people, 0) < policy_number('town_full_time') and exists (from staff where post_type = '专职救助人员')

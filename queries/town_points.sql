-- town_points 镇街绩效加减分：每次抽查给乡镇街道的加减分，建议的和经人确认的，每行对应一次抽查
-- clause: spot-check-to-town-points
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? as_of?
-- columns: check_id, town_name, check_date, finding, state, proposed_points, points, reason_note, decided_by, decided_at, contractor_name, sample_method, outcome, found_then, notice, unit_code, contractor_code
-- By the day of the re-check. What people decided is as it stands now; notice: a decided row whose re-check says something else today, or is gone.
select check_id, coalesce(town.unit_name, points.unit_code) as town_name, score_date as check_date, finding, state, proposed as proposed_points, points,
       reason as reason_note, decided_by, decided_at,
       contractor_name, sample_method, outcome, cause as found_then,
       case when decided_at is null then null when not present then '抽查已不在台账' when finding <> cause then '抽查结果已变' end as notice,
       points.unit_code, points.contractor_code
from town_point_rows($as_of) points
left join org_units town on town.unit_code = points.unit_code
left join contractors using (contractor_code)
where score_date between $first_day and least($last_day, $as_of)
  and starts_with(place, $region) and starts_with(place, $viewer_region)
  and ($viewer_contractor is null or points.contractor_code = $viewer_contractor)
order by array_position(['待确认', '待定', '已确认', '不计'], state), score_date desc, check_id

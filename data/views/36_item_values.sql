-- The figures beside the items of a score sheet, as the questions accuracy, service_feedback, rectifications and complaints
-- define them, for one contractor and the days of a round.
create or replace macro item_values(contractor, first_day, last_day, as_of) as table
select 'accuracy' as measure, share_pct(count(*) filter (counted and accurate), count(*) filter (counted)) as value,
    count(*) filter (counted) as n
from rechecked_visits('contractor', first_day, last_day, as_of, '', contractor, null, '', null)
where group_key = contractor
union all
select 'feedback_satisfied', share_pct(sum(satisfied), sum(forms)), coalesce(sum(forms), 0)::bigint
from feedback_visits(first_day, last_day)
where contractor_code = contractor and visit_day <= as_of
union all
-- problems whose time ended in the round
select 'rectified_on_time', share_pct(count(*) filter (on_time), count(*)), count(*)
from known_rectifications(as_of)
where contractor_code = contractor and deadline between first_day and least(last_day, as_of)
union all
select 'complaints', count(*)::double, count(*)
from known_complaints(as_of)
where contractor_code = contractor and receive_date between first_day and last_day;

-- A computed score in hundredths of a mark, half a hundredth up.
create or replace macro computed_score(value, zero_at, full_at, full_score) as
    -- greatest and least pass over nulls, and no data is no score
    case when value is not null and full_at <> zero_at
         then cast(round(full_score * greatest(0, least(1, (value - zero_at) / (full_at - zero_at))), 2) as decimal(6, 2)) end;

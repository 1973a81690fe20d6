-- rule: complaint-outcome-class
-- title: 办结的投诉没有处理分类 | closed complaints without an outcome
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few complaints
-- matter: {words}{failing} / {whole} 件办结的投诉没有处理分类 | {failing} of {whole} closed complaints of {part} have no outcome
-- verb: 看投诉 | See the complaints
-- page: /complaints?period={part}
-- group: bounds_form
-- clause: complaint_outcome
-- needs: complaints
-- roles: complaints
select coalesce(town_code, county_code) as subject, coalesce(town_code, '民政局') as owner, coalesce(town_code, county_code) as region, null as contractor, part,
    complaint_id as row, outcome_class is not null as ok
from complaint_steps($as_of) join alert_parts($as_of, 'half') span on receive_date between span.first_day and span.last_day
where closed_date is not null

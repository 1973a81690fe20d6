-- work_calendar 工作日历：一年中哪些天上班
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance town inspector auditor admin
-- parameters: period
-- columns: day, is_workday, note, published
-- The first three columns are the dataset's own form: an unpublished year is fetched here, mended by the notice, and imported.
select day, if(is_workday, '是', '否') as is_workday, note, published
from calendar_days
where day between $first_day and $last_day
  and ($viewer_region is not null or $viewer_contractor is not null)  -- the same calendar for everybody
order by day;

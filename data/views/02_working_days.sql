-- Working days of the State Council's calendar (rules.md K1): the event day itself is not counted.
create or replace macro nth_working_day(start_day, n) as
    (select min(later.day) from calendar_days later, calendar_days event
     where event.day = start_day and later.is_workday and later.ordinal = event.ordinal + n);
-- working days after the first day up to and including the last; negative when the last lies before
create or replace macro working_days_between(first_day, last_day) as
    ((select ordinal from calendar_days where day = last_day) - (select ordinal from calendar_days where day = first_day));
create or replace macro is_unpublished(a_day) as coalesce((select not published from calendar_days where day = a_day), false);

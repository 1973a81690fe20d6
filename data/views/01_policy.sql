-- The regulation's values for the views. A value that waits for the office's confirmation is null:
-- nobody is judged by a suggestion that the clause asks the office to decide.
-- They are read from variables that a cursor gets when it is made (Store._cursor), not from the table: so they are constants
-- when a question is planned, and planning, most of a small question's time, takes little more than half as long.
create or replace macro policy_json(name) as (cast(getvariable('policy_' || name) as varchar));
create or replace macro policy_text(name) as (policy_json(name) ->> '$');
create or replace macro policy_number(name) as (try_cast(policy_json(name) ->> '$' as double));
create or replace macro policy_exact(name) as (try_cast(policy_json(name) ->> '$' as decimal(18, 6)));
-- The value that held on a day, for what is judged by a day of its own: a change never recolours what was judged before it.
create or replace macro policy_exact_on(name, on_day) as (
    case when getvariable('policy_dated_' || name) is null then policy_exact(name)
         else try_cast(list_filter(cast(cast(cast(getvariable('policy_dated_' || name) as varchar) as json) as json[]),
              lambda step: coalesce(try_cast(step ->> '$[0]' as date) <= on_day, true))[-1] ->> '$[1]' as decimal(18, 6)) end);
-- x, where the profile prescribes anything on the matter; null where its document is silent and nothing may be said of it.
create or replace macro prescribed(name, x) as case when policy_json(name) <> 'null' then x end;
create or replace macro policy_list(name) as (cast(cast(policy_json(name) as json) as varchar[]));

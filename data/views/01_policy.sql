-- The regulation's values for the views. A value that waits for the office's confirmation is null:
-- nobody is judged by a suggestion that the clause asks the office to decide.
create or replace macro policy_text(name) as (select value ->> '$' from policy where param = name and usable);
create or replace macro policy_number(name) as (select try_cast(value ->> '$' as double) from policy where param = name and usable);
create or replace macro policy_exact(name) as (select try_cast(value ->> '$' as decimal(18, 6)) from policy where param = name and usable);
-- x, where the profile prescribes anything on the matter; null where its document is silent and nothing may be said of it.
create or replace macro prescribed(name, x) as case when (select usable and value <> 'null' from policy where param = name) then x end;
create or replace macro policy_list(name) as (select cast(value as json)::varchar[] from policy where param = name and usable);

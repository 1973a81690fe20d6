-- People as every question writes them: the ids stay readable, names are stored masked (choices.md B3).
create or replace macro named_staff(ids) as (
    select string_agg(person || coalesce(' ' || staff_name, ''), '、' order by person)
    from (select unnest(list_distinct(ids)) as person) left join staff on staff_id = person);

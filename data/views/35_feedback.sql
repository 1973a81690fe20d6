-- What the visited say about a visit (rules.md E.2 no. 3; choices.md D4): visits done with their valid forms.
create or replace macro feedback_visits(first_day, last_day) as table
with form as (
    -- a form that the investigator filled in, or one without a level, is no opinion of the visited
    select inv_id, count(*) as forms,
        count(*) filter (list_contains(policy_list('feedback_satisfied_levels'), level)) as satisfied
    from service_feedback
    where level is not null and respondent_relation is distinct from '代填'
    group by inv_id
)
select visits_done.*, coalesce(forms, 0) as forms, coalesce(satisfied, 0) as satisfied
from visits_done left join form using (inv_id)
where visit_day between first_day and last_day;

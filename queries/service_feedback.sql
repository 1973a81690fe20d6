-- service_feedback 服务评价：多少入户收回了评价表，群众是否满意？
-- clause: recipient-evaluates-investigators
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=contractor|investigator|town as_of?
-- columns: group_key, group_name, visited, forms_valid, satisfied, satisfied_pct, return_pct
with visit as (
    -- a visit counts for each of its investigators; without one it belongs to the group without a key (B2)
    select forms, satisfied,
        unnest(case $by when 'contractor' then [contractor_code] when 'town' then [town_code]
                        else case when len(investigator_ids) > 0 then investigator_ids else [null] end end) as group_key
    from feedback_visits($first_day, $last_day)
    where visit_day <= $as_of and starts_with(village_code, $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), figure as (
    select group_key, count(*) as visited, count(*) filter (forms > 0) as returned, sum(forms)::bigint as forms_valid,
        -- too few forms say nothing about one person (D4)
        case when $by <> 'investigator' or sum(forms) >= policy_number('feedback_min_forms')
             then sum(satisfied)::bigint end as satisfied
    from visit
    group by group_key
)
select figure.group_key, group_name, visited, forms_valid, satisfied, share_pct(satisfied, forms_valid) as satisfied_pct,
    share_pct(returned, visited) as return_pct
from figure left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

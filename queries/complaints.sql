-- complaints 投诉举报：收到多少、办结多少、超期多少，查实多少？
-- clause: complaint-register-j complaint-ledger-q complaint-outcome-class complaint-transfer-supervise
-- roles: leader panel finance town auditor admin
-- parameters: period by=county|contractor|town|complaint_type|channel region? contractor? as_of?
-- columns: group_key, group_name, received, closed, open, overdue, verified, substantiated, substantiated_pct, per_1000_visits, median_days_to_reply
with figure as (
    select case $by when 'county' then county_code when 'contractor' then contractor_code when 'town' then town_code
                    when 'complaint_type' then complaint_type else channel end as group_key,
        count(*) as received, count(*) filter (closed) as closed, count(*) filter (not closed) as "open",
        count(*) filter (overdue) as overdue,
        count(*) filter (verified) as verified, count(*) filter (substantiated) as substantiated,
        median(days_to_reply) as median_days_to_reply
    from known_complaints($as_of)
    where receive_date between $first_day and $last_day
        -- a complaint without a town is the county's matter
        and starts_with(coalesce(town_code, county_code), $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
        and starts_with(coalesce(town_code, county_code), $region) and ($contractor is null or contractor_code = $contractor)
    group by all
), visits as (
    -- the visits of the same contractor or town; for every other grouping all visits in scope
    select case $by when 'contractor' then contractor_code when 'town' then town_code end as of_group, count(*) as visited
    from visits_done
    where visit_day between $first_day and least($last_day, $as_of) and starts_with(village_code, $viewer_region) and starts_with(village_code, $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
    group by all
)
select figure.group_key, case when $by in ('complaint_type', 'channel') then figure.group_key else group_name end as group_name,
    received, closed, "open", overdue, verified, substantiated, share_pct(substantiated, verified) as substantiated_pct,
    case when figure.group_key is not null then 1000 * received / nullif(visited, 0) end as per_1000_visits, median_days_to_reply
from figure
left join visits on of_group is null and $by not in ('contractor', 'town') or of_group = figure.group_key
left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

-- complaint_rates 投诉率：每千户入户多少件，查实率和按期回复率及其区间，件数少的不作比较
-- clause: complaint-register-t complaint-ledger-q
-- roles: leader panel finance town auditor admin
-- parameters: period by=county|contractor|town|complaint_type|channel region? contractor? as_of?
-- columns: group_key, group_name, received, visited, per_1000_visits, per_1000_low, per_1000_high, few, verified, substantiated, substantiated_pct, substantiated_low, substantiated_high, reply_due, replied_on_time, on_time_pct, on_time_low, on_time_high
-- Complaints per 1,000 visits with the exact 95 % interval of a Poisson count (Garwood 1936: chi-square quantiles); shares with Wilson's.
-- few: fewer cases than the policy's min_events; such a rate is shown and compared with nothing.
with figure as (
    select case $by when 'county' then county_code when 'contractor' then contractor_code when 'town' then town_code
                    when 'complaint_type' then complaint_type else channel end as group_key,
        count(*) as received,
        count(*) filter (verify_result in ('属实', '部分属实', '不属实')) as verified,
        count(*) filter (verify_result in ('属实', '部分属实')) as substantiated,
        count(replied_on_time) as reply_due, count(*) filter (replied_on_time) as replied_on_time
    from complaint_steps($as_of)
    where receive_date between $first_day and $last_day
        -- a complaint without a town is the county's matter
        and starts_with(coalesce(town_code, county_code), $viewer_region) and starts_with(coalesce(town_code, county_code), $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
    group by all
), visits as (
    -- the visits of the same contractor or town; for every other grouping all visits in scope
    select case $by when 'contractor' then contractor_code when 'town' then town_code end as of_group, count(*) as visited
    from visits_done
    where visit_day between $first_day and least($last_day, $as_of)
        and starts_with(village_code, $viewer_region) and starts_with(village_code, $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
    group by all
), joined as (
    select figure.*, case when figure.group_key is not null then nullif(visited, 0) end as visited
    from figure left join visits on of_group is null and $by not in ('contractor', 'town') or of_group = figure.group_key
)
select joined.group_key, case when $by in ('complaint_type', 'channel') then joined.group_key else group_name end as group_name,
    received, visited, 1000 * received / visited as per_1000_visits,
    1000 * poisson_low(received) / visited as per_1000_low, 1000 * poisson_high(received) / visited as per_1000_high,
    coalesce(received < policy_number('min_events'), false) as few,
    verified, substantiated, share_pct(substantiated, verified) as substantiated_pct,
    wilson_low(substantiated, verified, policy_number('wilson_z')) as substantiated_low,
    wilson_high(substantiated, verified, policy_number('wilson_z')) as substantiated_high,
    reply_due, replied_on_time, share_pct(replied_on_time, reply_due) as on_time_pct,
    wilson_low(replied_on_time, reply_due, policy_number('wilson_z')) as on_time_low,
    wilson_high(replied_on_time, reply_due, policy_number('wilson_z')) as on_time_high
from joined left join group_names on by_what = $by and group_names.group_key = joined.group_key
order by received desc, joined.group_key nulls last

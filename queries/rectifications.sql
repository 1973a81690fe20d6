-- rectifications 问题整改：多少问题已整改、按期、超期，回头看群众是否认可？
-- clause: rectify-list-q rectify-look-back-q rectify-immediate-t rectify-letter-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: by=county|town|contractor|source_type? region? contractor? as_of?
-- columns: group_key, group_name, total, completed, on_time, open, overdue, lookback_done, lookback_due, public_accept_pct
with figure as (
    select case coalesce($by, 'county') when 'county' then county_code when 'town' then town_code
                                        when 'contractor' then contractor_code else source_type end as group_key,
        count(*) as total, count(*) filter (completed) as completed, count(*) filter (on_time) as on_time,
        count(*) filter (not completed) as "open", count(*) filter (overdue) as overdue,
        count(*) filter (lookback_date is not null) as lookback_done, count(*) filter (completed) as lookback_due,
        count(*) filter (lookback_public = '是') as accepted, count(*) filter (lookback_public in ('是', '否')) as asked
    from known_rectifications($as_of)
    -- what a contractor or the bureau must put right is the county's matter
    where starts_with(coalesce(town_code, county_code), $viewer_region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor)
        and starts_with(coalesce(town_code, county_code), $region) and ($contractor is null or contractor_code = $contractor)
    group by all
)
select figure.group_key, case $by when 'source_type' then figure.group_key else group_name end as group_name, total, completed,
    on_time, "open", overdue, lookback_done, lookback_due, share_pct(accepted, asked) as public_accept_pct
from figure left join group_names on by_what = coalesce($by, 'county') and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

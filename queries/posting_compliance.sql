-- posting_compliance 公示合规：到期的审核、审批公示是否足日、要素齐全、未泄露隐私？
-- clause: post-audit-7-days-j post-approval-7-working-days-j post-notice-contents post-privacy-t board-damage-restore
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=county|town|posting_type|month as_of?
-- columns: group_key, group_name, ended, full_days, four_elements, no_privacy_issue, compliant, compliant_pct, right_places
with figure as (
    select case $by when 'county' then village_code[1:6] when 'town' then town_code when 'month' then strftime(end_date, '%Y-%m')
                     else posting_type end as group_key,
        count(*) as ended, count_met(full_days) as full_days, count_met(right_places) as right_places,
        count_met(four_elements) as four_elements, count_met(no_privacy_issue) as no_privacy_issue, count_met(compliant) as compliant
    from case_postings($as_of)
    where end_date between $first_day and least($last_day, $as_of)
        -- postings are the towns' matter and concern no contractor: an account of one sees none
        and starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by all
)
select figure.group_key, case when $by in ('posting_type', 'month') then figure.group_key else group_name end as group_name, ended, full_days,
    four_elements, no_privacy_issue, compliant, share_pct(compliant, ended) as compliant_pct, right_places
from figure left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

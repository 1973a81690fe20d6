-- posting_compliance 公示合规：到期的审核、审批公示是否足日、要素齐全、未泄露隐私？
-- clause: post-audit-7-days-j post-approval-7-working-days-j post-notice-contents post-privacy-t board-damage-restore
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=county|town|posting_type as_of?
-- columns: group_key, group_name, ended, full_days, four_elements, no_privacy_issue, compliant, compliant_pct
with figure as (
    select case $by when 'county' then village_code[1:6] when 'town' then town_code else posting_type end as group_key,
        count(*) as ended, count(*) filter (full_days) as full_days, count(*) filter (four_elements) as four_elements,
        count(*) filter (no_privacy_issue) as no_privacy_issue,
        count(*) filter (full_days and four_elements and no_privacy_issue) as compliant
    from case_postings
    where end_date between $first_day and least($last_day, $as_of)
        -- postings are the towns' matter and concern no contractor: an account of one sees none
        and starts_with(village_code, $viewer_region) and $viewer_contractor is null
    group by all
)
select figure.group_key, case $by when 'posting_type' then figure.group_key else group_name end as group_name, ended, full_days,
    four_elements, no_privacy_issue, compliant, share_pct(compliant, ended) as compliant_pct
from figure left join group_names on by_what = $by and group_names.group_key = figure.group_key
order by figure.group_key nulls last;

-- data_quality 数据质量：台账里有哪些不合条款的事实，各多少行，从何时起
-- clause: visit-two-persons-j responsibility-chain-t photos-quarterly-near-far tranche-sum-check panel-composition-j complaint-register-j post-sequence-t
-- roles: leader panel finance town inspector auditor admin
-- parameters:
-- columns: audit, title, rows, clause, since, run_at, title_en, quotation
-- since and run_at are those of the whole store; rows are the viewer's own.
with mine as (
    select audit, count(*) as rows from audit_rows
    where starts_with(coalesce(region, ''), $viewer_region) and ($viewer_contractor is null or coalesce(contractor = $viewer_contractor, false))
        and (audit_is_county(audit) is false or list_contains(['leader', 'panel', 'finance', 'auditor', 'admin'], $viewer_role))
    group by audit
)
select audit, audit_list.title, coalesce(mine.rows, 0) as rows, concat_ws(' ', document, policy.clause) as clause,
    case when mine.rows > 0 then since end as since, run_at, audit_list.title_en, quotation
from audit_list left join mine using (audit) left join audit_findings using (audit) left join policy on policy.param = audit_list.param
where audit_is_county(audit) is false or list_contains(['leader', 'panel', 'finance', 'auditor', 'admin'], $viewer_role)
order by rows desc, audit

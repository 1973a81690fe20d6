-- data_quality_rows 数据质量的明细：一项检查说的是哪些行
-- clause: visit-two-persons-j responsibility-chain-t photos-quarterly-near-far tranche-sum-check
-- roles: leader panel finance town inspector auditor admin
-- parameters: audit
-- columns: key, detail, region
select key, detail, region from audit_rows
where audit = $audit and starts_with(coalesce(region, ''), $viewer_region) and ($viewer_contractor is null or coalesce(contractor = $viewer_contractor, false))
    and (audit_is_county(audit) is false or list_contains(['leader', 'panel', 'finance', 'auditor', 'admin'], $viewer_role))
order by key

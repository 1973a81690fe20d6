-- rule: audit-supervision-d audit-supervision-a
-- title: 近期没有审计监督记录 | no audit on record
-- amber: 间隔内没有审计参与或审计问题 | no audit took part and no audit finding within the interval
-- matter: 近 {months} 个月没有审计监督记录 | no record of an audit in {months} months
-- verb: 看评估 | See the rounds
-- page: /rounds
-- clause: audit_supervises
-- needs: contracts
-- roles: county
select 'amber' as severity, county_of(null) as key, county_of(null) as subject, '审计部门' as owner, county_of(null) as region, null as contractor, null::date as due_date,
    cast(policy_number('audit_record_months') as integer) as months
where exists (from contracts_in_force($as_of) where coalesce(effective_date, sign_date) < $as_of - to_months(cast(policy_number('audit_record_months') as integer)))
    and not exists (from evaluations where list_contains(panel_sources, '审计') and result_date between $as_of - to_months(cast(policy_number('audit_record_months') as integer)) and $as_of)
    and not exists (from rectifications where source_type = '审计' and issue_date between $as_of - to_months(cast(policy_number('audit_record_months') as integer)) and $as_of)

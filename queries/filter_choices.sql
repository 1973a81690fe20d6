-- filter_choices 筛选项：本人可看的乡镇街道、承接主体和合同
-- clause: -
-- roles: leader panel finance town inspector auditor admin
-- parameters:
-- columns: kind, key, name
select 'region' as kind, town_code as key, any_value(town_name) as name from villages
where starts_with(village_code, $viewer_region) group by town_code
union all
-- who may answer for a rectification: the bureau, towns, streets and other offices
select 'unit', unit_code, unit_name from org_units where starts_with(unit_code, $viewer_region)
union all
select 'contractor', contractor_code, contractor_name from contractors
where $viewer_contractor is null or contractor_code = $viewer_contractor
union all
select 'contract', contract_no, contractor_name from contracts join contractors using (contractor_code)
where len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by kind, key

-- rectification_source 整改的来源：发起整改的那件发现说了什么，该由谁负责，已经发起过没有
-- clause: rectify-list-q
-- roles: leader panel finance town inspector auditor admin
-- parameters: source source_id
-- columns: source_type, source_id, found_on, issue, resp_unit, resp_name, rect_id
select source.source_type, source.source_id, found_on, issue, unit as resp_unit, coalesce(unit_name, contractor_name) as resp_name,
    (select min(rect_id) from rectifications rect where rect.source_type = source.source_type and rect.source_id = source.source_id) as rect_id
from rectification_sources source
left join org_units on unit_code = unit
left join contractors on contractors.contractor_code = unit
where source.source_type = $source and source.source_id = $source_id
    -- a finding without a place is the county's matter
    and starts_with(coalesce(place, county_of(null)), $viewer_region)
    and ($viewer_contractor is null or source.contractor_code = $viewer_contractor)
limit 1

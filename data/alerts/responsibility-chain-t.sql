-- rule: responsibility-chain-t
-- title: 复核不独立 | the re-check is not independent
-- red: 复核人员在原调查组或属于承接主体 | a checker is of the visit's team or of its contractor
-- matter: {words}{failing} 件复核由原调查组或承接主体人员进行，不计入准确率 | {failing} re-checks in {part} by the visit's own team or contractor; they do not count
-- verb: 看名单 | See the list
-- page: /accuracy?period={part}&contractor={contractor}&tab=people
-- group: any
-- clause: recheck_independence
-- needs: spot_checks
select coalesce(contractor_code, county_of(village_code)) as subject, '监督小组' as owner, county_of(village_code) as region, contractor_code as contractor,
    part, check_id as row, not starts_with(coalesce(why_not, ''), '不独立') as ok, why_not as found
from rechecks join alert_parts($as_of, 'half') span on visit_day between span.first_day and span.last_day
where check_date <= $as_of

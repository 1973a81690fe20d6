-- rule: targeting-error-bulletin
-- title: 主观差错未通报 | an error of one's own making was not circulated
-- red: 已确认的主观差错没有通报文号 | a confirmed one has no bulletin number
-- matter: {words}{failing} 件主观原因的错漏没有通报 | {failing} errors of their own making in {part} without a bulletin
-- verb: 看名单 | See the list
-- page: /accuracy?period={part}&region={subject}&tab=errors
-- group: any
-- clause: subjective_errors_circulated
-- needs: spot_checks
select town_code as subject, '民政局' as owner, town_code as region, null as contractor, part, check_id as row,
    exists (from rectifications where source_type = '抽查' and source_id = check_id and bulletin_no is not null) as ok, targeting_error as found
from spot_checks join visits_done using (inv_id) join alert_parts($as_of, 'half') span on visit_day between span.first_day and span.last_day
where check_date <= $as_of and confirmed and cause_nature = '主观' and list_contains(policy_list('targeting_errors'), targeting_error)

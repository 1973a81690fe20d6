-- posting_defects 公示问题：每件不合规的公示差在哪里、依据哪一条？
-- clause: post-audit-7-days-j post-approval-7-working-days-j post-audit-7-days-t post-notice-contents post-privacy-t board-damage-restore post-sequence-j post-sequence-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: period as_of?
-- columns: posting_id, posting_type, case_no, village_code, village_name, town_code, town_name, place_type, start_date, end_date, days_hung, lost_days, reason, found, needed, counts, rule, document, clause, quotation
select posting_id, posting_type, case_no, village_code, village_name, town_code, group_name as town_name, place_type, start_date, end_date,
    days_hung, lost_days, reason, found, needed, counts,
    case reason when '公示未满即上报' then 'post-sequence-j' when '审批公示早于审核公示结束' then 'post-sequence-j'
        when '入户晚于审核会' then 'post-sequence-t' when '公示早于审核会' then 'post-sequence-t' when '公示未满即审批' then 'post-sequence-t'
        else rule_id end as rule,
    document, clause, quotation
from posting_defects($first_day, $last_day, $as_of)
left join policy using (param)
left join group_names on by_what = 'town' and group_key = town_code
-- postings are the towns' matter and concern no contractor: an account of one sees none
where starts_with(village_code, $viewer_region) and $viewer_contractor is null
order by end_date, posting_id, counts desc, reason

-- rule: approval-delegated-a
-- title: 审批人员未备案 | an approver was not filed
-- red: 低于预警线 | below the second bound
-- amber: 有未备案的，或件数不足 | some, or few cases
-- matter: {words}{failing} / {whole} 件由未备案人员审批 | {failing} of {whole} decisions of {part} by an approver who was not filed
-- verb: 看名单 | See the list
-- group: bounds_all
-- recorded: yes
-- clause: approvers_filed
-- needs: cases staff
with filed as (select staff_id, approver_filed_date from staff where approver_filed_date is not null)
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row, bool_and(coalesce(approver_filed_date <= approve_date, false)) as ok
from (select town_code, part, case_no, approve_date, unnest(approver) as person from alert_cases($as_of)) left join filed on staff_id = person
group by all

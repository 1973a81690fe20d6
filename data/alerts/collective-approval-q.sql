-- rule: collective-approval-q
-- title: 未集体审批 | decided by one person
-- red: 低于预警线 | below the second bound
-- amber: 有单人审批，或件数不足 | some, or few cases
-- matter: {words}{failing} / {whole} 件审批不是集体审批 | {failing} of {whole} decisions of {part} were not collective
-- verb: 看名单 | See the list
-- group: bounds_all
-- clause: collective_approval
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row,
    list_contains(policy_list('collective_approval'), approve_mode) as ok, approve_mode as found
from alert_cases($as_of)

-- rule: responsibility-chain-t
-- title: 受理、调查、审批责任人不全 | a step of a case has no owner
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few cases
-- matter: {words}{failing} / {whole} 件已审批的申请缺环节责任人 | {failing} of {whole} decided cases of {part} lack the owner of a step
-- verb: 看名单 | See the list
-- group: bounds_all
-- recorded: yes
-- clause: owners_of_steps
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row,
    len(coalesce(handlers, [])) >= len(policy_list('owners_of_steps')) as ok, coalesce(array_to_string(handlers, '、'), '未登记') as found
from alert_cases($as_of)

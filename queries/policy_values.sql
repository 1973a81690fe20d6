-- policy_values 指标依据：每个参数的值、状态、文件和条款
-- clause: -
-- roles: leader panel finance town inspector auditor admin
-- parameters:
-- columns: param, title, title_en, value, unit, usable, state, document, clause, quotation, rule_id, in_force
-- the regulation holds for everybody: the viewer narrows nothing here
select param, title, title_en, value ->> '$' as value, unit, usable, state, document, clause, quotation, rule_id, in_force
from policy where $viewer_region is not null and ($viewer_contractor is null or $viewer_contractor is not null)
order by param

-- rule: accept-one-time-notice accept-one-time-notice-q accept-one-time-notice-t
-- title: 补正告知超过一次 | supplements were asked for more than once
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few cases
-- matter: {words}{failing} / {whole} 件申请补正告知超过一次 | {failing} of {whole} cases of {part} were sent back more than once
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: one_time_notice
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row,
    supplement_notice_count <= policy_number('one_time_notice') as ok, supplement_notice_count || ' 次' as found
from alert_cases($as_of)

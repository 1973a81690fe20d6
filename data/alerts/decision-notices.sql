-- rule: decision-notices
-- title: 审批后未发通知书 | a decision without its notice
-- red: 低于预警线 | below the second bound
-- amber: 有缺漏，或件数不足 | some, or few cases
-- matter: {words}{failing} / {whole} 件审批没有通知书、理由或告知 | {failing} of {whole} decisions of {part} lack notice, reason or advice
-- verb: 看名单 | See the list
-- group: bounds_all
-- recorded: yes
-- clause: decision_notices
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row,
    decision_notice_no is not null and decision_notice_date is not null and (decision = '准予' or ineligible_reason is not null or refuse_reason is not null)
        and (decision <> '准予' or report_duty_told is not false) as ok,
    concat_ws('、', if(decision_notice_no is null or decision_notice_date is null, '缺通知书', null),
              if(decision = '不予' and ineligible_reason is null and refuse_reason is null, '缺理由', null), if(decision = '准予' and report_duty_told is false, '未告知报告义务', null)) as found
from alert_cases($as_of) where decision in ('准予', '不予')

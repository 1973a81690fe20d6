-- rule: authorise-before-match lawful-match-q
-- title: 未授权先核对 | checked before authorised
-- red: 授权晚于核对 | the authority is later than the check
-- matter: {words}{failing} 件核对早于授权 | {failing} cases of {part} were checked before the authority was signed
-- verb: 看名单 | See the list
-- group: any
-- clause: authority_first
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row, auth_sign_date <= check_request_date as ok,
    '授权 ' || auth_sign_date || '，核对 ' || check_request_date as found
from cases join alert_parts($as_of, 'half') span on check_request_date between span.first_day and least(span.last_day, $as_of)

-- rule: visit-form-complete
-- title: 调查表有空项 | visit forms have blanks
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 份调查表有空项 | {failing} of {whole} visit forms of {part} have blanks
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: visit_form_complete
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row, form_blank_items = 0 as ok, form_blank_items || ' 项' as found
from alert_visits($as_of)

-- rule: complaint-register-t complaint-ledger-q
-- title: 投诉按期回复率偏低 | few replies in time
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few complaints
-- matter: {words}{failing} / {whole} 件投诉未按期回复（按期率 {rate}%） | {failing} of {whole} complaints of {part} not answered in time ({rate}%)
-- verb: 看投诉 | See the complaints
-- page: /complaints?period={part}
-- group: bounds_board
-- clause: complaint_register_body
-- needs: complaints
-- roles: county
select county_code as subject, '民政局' as owner, county_code as region, null as contractor, part, complaint_id as row, replied_on_time as ok
from complaint_steps($as_of) join alert_parts($as_of, 'half') span on receive_date between span.first_day and span.last_day

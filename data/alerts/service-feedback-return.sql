-- rule: recipient-evaluates-investigators
-- title: 服务评价回收不足 | few service forms came back
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{whole} 户入户有 {failing} 户没有有效服务评价（回收率 {rate}%） | {failing} of {whole} visits of {part} without a valid form ({rate}% returned)
-- verb: 看服务评价 | See the forms
-- page: /satisfaction?period={part}&contractor={contractor}
-- group: bounds_return
-- clause: recipient_feedback_required
-- needs: service_feedback investigations
select coalesce(contractor_code, county_of(village_code)) as subject, coalesce(contractor_code, '民政局') as owner, county_of(village_code) as region, contractor_code as contractor,
    closed_half($as_of) as part, inv_id as row, forms > 0 as ok
from feedback_visits(closed_half_first($as_of), closed_half_last($as_of))

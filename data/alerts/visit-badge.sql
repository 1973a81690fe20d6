-- rule: visit-badge
-- title: 入户未出示工作证 | no badge at a visit
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或户数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 次入户未出示工作证 | {failing} of {whole} visits of {part} without a badge
-- verb: 看名单 | See the list
-- group: bounds_form
-- clause: visit_badge_required
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row, badge_shown as ok from alert_visits($as_of)

-- rule: recipient-evaluates-investigators
-- title: 服务满意率偏低 | few of the visited are satisfied
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线 | below the first bound
-- matter: {words}服务满意率 {rate}%（{whole} 份） | {rate}% satisfied in {part} ({whole} forms)
-- verb: 看服务评价 | See the forms
-- page: /satisfaction?period={part}&contractor={contractor}
-- group: bounds_reach
-- few: none
-- clause: feedback_satisfied_levels
-- needs: service_feedback investigations
select coalesce(contractor_code, county_of(village_code)) as subject, coalesce(contractor_code, '民政局') as owner, county_of(village_code) as region, contractor_code as contractor,
    closed_half($as_of) as part, feedback_id as row, list_contains(policy_list('feedback_satisfied_levels'), level) as ok, level as found
from service_feedback join visits_done using (inv_id)
where visit_day between closed_half_first($as_of) and closed_half_last($as_of) and level is not null and respondent_relation is distinct from '代填'

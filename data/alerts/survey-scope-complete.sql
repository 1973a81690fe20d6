-- rule: survey-scope-complete-j survey-scope-complete-t survey-scope-complete-d
-- title: 复核项目不全 | a re-check lacks item groups
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few re-checks
-- matter: {words}{failing} / {whole} 件抽查缺关键核查项 | {failing} of {whole} re-checks of {part} lack a critical item
-- verb: 看名单 | See the list
-- group: bounds_form
-- recorded: yes
-- clause: critical_items
-- needs: spot_checks spot_check_items
with items as (select check_id, list(distinct item_name) as names from spot_check_items group by check_id)
select county_of(village_code) as subject, '监督小组' as owner, county_of(village_code) as region, null as contractor, part, check_id as row,
    coalesce(list_has_all(names, policy_list('critical_items')), false) as ok,
    array_to_string(list_filter(policy_list('critical_items'), lambda one: not coalesce(list_contains(names, one), false)), '、') as found
from spot_checks join visits_done using (inv_id) join alert_parts($as_of, 'half') span on visit_day between span.first_day and span.last_day
left join items using (check_id)
where check_date <= $as_of

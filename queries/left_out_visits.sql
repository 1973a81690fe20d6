-- left_out_visits 未计入的入户、抽查、分项和评价：准确率等各数没有算进去的各有多少，为什么
-- clause: accuracy-rate spot-check-volume accuracy-item-rate recipient-evaluates-investigators
-- roles: leader panel finance town inspector auditor admin
-- parameters: period by=contractor|town|investigator|assistance|case_type|month? before? region? contractor? assistance? as_of?
-- columns: figure, left_out, count, unit
-- One row a figure and reason, also where nothing was left out for it; asked when somebody opens the ⓘ of the figure.
-- --by: the groups of accuracy, each with a sample of its own; else one sample for everything asked (choices.md C6).
with seen as (
    select * from rechecked_visits(coalesce($by, 'all'), $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                                   $viewer_region, $viewer_contractor)
), visits as (
    select visit.inv_id, visit.town_code, coalesce(seen.counted, false) as counted, seen.inv_id is null as unseen
    from grouped_visits(coalesce($by, 'all'), $first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor) visit
    left join seen on seen.inv_id = visit.inv_id and seen.group_key is not distinct from visit.group_key
), reasons as (
    select unnest(['未抽查', '未确认', '异议待定', '结果空白', '情况变化', '无法核实', '不独立：调查人员复核', '不独立：承接主体人员复核',
                   '不独立：承接主体复核', '关键项未核实', '随机样本之外']) as reason, generate_subscripts(range(11), 1) as place
), uncounted as (
    select '未抽查' as reason from visits where unseen
    union all select coalesce(why_not, '随机样本之外') from seen where not counted
), because as (
    select any_value(place) as place, reason, count(uncounted.reason) as n from reasons left join uncounted using (reason) group by reason
), towns as (
    select town_code, count(*) as visits from visits group by town_code having not bool_or(counted)
), before as (
    select (select count(*) from grouped_visits(coalesce($by, 'all'), $before_first_day, $before_last_day, $as_of, $region, $contractor, $assistance,
                                                $viewer_region, $viewer_contractor))
         - (select count(*) from rechecked_visits(coalesce($by, 'all'), $before_first_day, $before_last_day, $as_of, $region, $contractor, $assistance,
                                                  $viewer_region, $viewer_contractor) where counted) as n
), items as (
    select item_result, item_result in ('一致', '不一致') and (original_value_hash is null or recheck_value_hash is null) as blank
    from spot_check_items join seen using (check_id) where counted
), people as (
    select count(*) as rechecked
    from (select unnest(list_distinct(investigator_ids)) as staff_id from seen where counted) group by staff_id
), scoped as (
    select recheck.check_id, recheck.check_date, random_sample, checks.outcome in ('一致', '不一致')
               and exists (from recheck_items item where item.check_id = recheck.check_id and critical and compared) as found
    from rechecks recheck join spot_checks checks using (check_id)
    where visit_in_scope(visit_day, village_code, contractor_code, assistance_type, $first_day, $last_day, $as_of,
                         $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
), known as (
    select coalesce(found, false) as found, random_sample, bool_or(found and random_sample) over () as any_random from scoped where check_date <= $as_of
), tasks as (  -- a task without a visit is of the period in which it was assigned
    select visit_result from investigations join cases using (case_no)
    where (visit_result <> '已入户' or visit_date is null)
      and visit_in_scope(cast(coalesce(visit_date, assign_date) as date), village_code, contractor_code, assistance_type,
                         $first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
), forms as (  -- of the visits that service_feedback asks about, which no other filter narrows
    select level is null as blank, respondent_relation is not distinct from '代填' as by_other
    from service_feedback join visits_done using (inv_id)
    where visit_day between $first_day and least($last_day, $as_of) and starts_with(village_code, $viewer_region)
      and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), found as (
    select unnest(['accuracy_rate', 'accuracy_conclusion_rate', 'accuracy_weighted', 'accuracy_trend', 'accuracy_funnel', 'accuracy_comparison',
                   'accuracy_errors']) as figure, 10 + place as place, reason, n, '户' as unit
    from because
    union all select 'accuracy_weighted', 1, '没有有效抽查的乡镇', count(*), '个' from towns
    union all select 'accuracy_weighted', 2, '没有有效抽查的乡镇的入户', coalesce(sum(visits), 0), '户' from towns
    union all select 'accuracy_comparison', 30, '上期未计入的入户', n, '户' from before
    union all
    select 'accuracy_trend', 1, '没有有效抽查的月份', count(*), '个月'
    from range(date_trunc('month', cast($first_day as date)), cast(least($last_day, $as_of) as date) + interval 1 day, interval 1 month) month (starts)
    where strftime(starts, '%Y-%m') not in (select visit_month from seen where counted)
    union all select 'accuracy_funnel', 1, '抽查不足最少户数的调查员，只画空心点', count(*) filter (rechecked < policy_number('min_sample')), '人' from people
    union all select 'accuracy_funnel', 2, '没有写明调查员的抽查户', count(*) filter (coalesce(len(investigator_ids), 0) = 0), '户' from seen where counted
    union all
    select 'accuracy_errors', 30, '错保、漏保、发放错误但金额未填，只计户数', count(*) filter (
        case targeting_error when '错保' then amount_suggested is null when '漏保' then amount_recheck is null
             when '资金发放错误' then amount_suggested is null or amount_recheck is null end), '户'
    from (select seen.*, amount_recheck from seen join spot_checks using (check_id) where counted)
    where list_contains(policy_list('targeting_errors'), targeting_error)
    union all
    select unnest(['accuracy_item_rate', 'accuracy_items', 'accuracy_causes', 'item_reliability']), list_position(['情况变化', '无法核实', '不适用'], reason),
           reason, (select count(*) from items where item_result = reason), '项'
    from (select unnest(['情况变化', '无法核实', '不适用']) as reason)
    union all select 'item_reliability', 4, '任一次没有值', count(*) filter (blank), '项' from items
    union all select 'recheckers', 1, '没有结果的抽查', count(*) filter (not found), '次' from known
    union all select 'recheckers', 2, '随机样本之外', count(*) filter (found and any_random and not random_sample), '次' from known
    union all select unnest(['recheckers', 'accuracy_cases']), 3, '截止日之后的抽查', count(*) filter (check_date > $as_of), '次' from scoped
    union all select 'accuracy_cases', 1, '未抽查', count(*) filter (unseen), '户' from visits
    union all
    select 'recheck_rate', list_position(['未遇户', '拒访', '地址有误', '撤回', '没有入户日期'], reason), reason,
           (select count(*) from tasks where if(visit_result = '已入户', '没有入户日期', visit_result) = reason), '件'
    from (select unnest(['未遇户', '拒访', '地址有误', '撤回', '没有入户日期']) as reason)
    union all
    select 'sampling_plan', 1, '已有抽查的入户', count(*) filter (not open), '户'
    from sampling_frame($first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
    union all select 'service_feedback', 1, '未填等次的评价', count(*) filter (blank), '份' from forms
    union all select 'service_feedback', 2, '由调查人员代填的评价', count(*) filter (by_other and not blank), '份' from forms
)
select figure, reason as left_out, cast(n as bigint) as count, unit from found order by figure, place, reason

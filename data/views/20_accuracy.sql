-- 入户调查准确率: visits done, their re-checks, and which re-checks count (spec.md 4, rules.md E.1, choices.md C and I3).
-- The three views are the only place that joins investigations, cases, spot_checks and items, and they know no date
-- of asking: a table derived from visits_done and rechecks can stand in their place, the macros below read only these.

-- One row per visit done. Its town and village are its case's (I3).
create or replace view visits_done as
select inv_id, cast(visit_date as date) as visit_day, strftime(visit_date, '%Y-%m') as visit_month, contractor_code,
       investigator_ids, village_code, town_code, case_type, assistance_type, conclusion, amount_suggested
from investigations join cases using (case_no)
where visit_result = '已入户' and visit_date is not null;

-- One row per item compared with the visit. 情况变化, 无法核实 and 不适用 leave both sides; a row's own 关键项 wins over the
-- list (I3).
create or replace view recheck_items as
select check_id, item_code, item_name, item_result in ('一致', '不一致') as compared, item_result = '一致' as consistent,
       coalesce(critical, list_contains(policy_list('critical_items'), item_name), false) as critical
from spot_check_items;

-- One row per re-check of a visit done, with the visit's own columns. why_not is null when the re-check is valid (C1-C3).
create or replace view rechecks as
with items_of as (
    select check_id, count(*) filter (compared) as items, count(*) filter (consistent) as items_consistent,
           count(*) filter (critical and compared) as critical_items,
           count(*) filter (critical and consistent) as critical_consistent
    from recheck_items group by check_id
), staff_of as (
    select contractor_code, list(staff_id) as staff_ids from staff where contractor_code is not null group by contractor_code
)
select visits_done.*, check_id, check_date, sample_method,
       coalesce(list_contains(policy_list('counted_samples'), sample_method), false) as random_sample,
       coalesce(items, 0) as items, coalesce(items_consistent, 0) as items_consistent,
       critical_consistent = critical_items as accurate,  -- the items decide, not the outcome (C3)
       coalesce(conclusion_recheck = conclusion and (conclusion <> '符合' or amount_recheck = amount_suggested), false)
           as conclusion_agrees,
       targeting_error,
       confirmed is distinct from true or contractor_objection is not distinct from '有-待定' as pending,
       case when confirmed is distinct from true then '未确认'
            when contractor_objection = '有-待定' then '异议待定'
            when outcome is null then '结果空白'
            when outcome not in ('一致', '不一致') then outcome
            when list_has_any(checker_ids, investigator_ids) then '不独立：调查人员复核'
            when list_has_any(checker_ids, staff_ids) then '不独立：承接主体人员复核'
            when checker_unit = contractor_code then '不独立：承接主体复核'
            when coalesce(critical_items, 0) = 0 then '关键项未核实' end as why_not
from spot_checks
join visits_done using (inv_id)
left join items_of using (check_id)
left join staff_of using (contractor_code);

-- 低保 and 特困 stand for their two kinds, low income never among them (B4, I1); else the exact value, either form of brackets.
create or replace macro assistance_matches(wanted, assistance) as
    case when wanted is null then true
         when wanted = '低保' then assistance in ('城市低保', '农村低保')
         when wanted in ('特困', '特困供养') then starts_with(assistance, '特困供养')
         else assistance = translate(wanted, '（）', '()') end;

-- The groups a visit belongs to: one, or each of its investigators. 'all' is a single group over everything in scope.
create or replace macro visit_groups(by_what, village, contractor_of, town, people, assistance, kind, month_of) as
    case by_what when 'all' then ['all'] when 'county' then [village[1:6]] when 'contractor' then [contractor_of]
                 when 'town' then [town] when 'assistance' then [assistance] when 'case_type' then [kind]
                 when 'month' then [month_of]
                 when 'investigator' then if(len(people) > 0, list_distinct(people), [null::varchar]) end;

-- What may be counted: the period's visits up to as-of, the asked filters, and never a row outside the viewer's scope.
create or replace macro visit_in_scope(visit_on, village, contractor_of, assistance_of,
                                       first_day, last_day, as_of, region, contractor, assistance,
                                       viewer_region, viewer_contractor) as
    visit_on between first_day and least(last_day, as_of)
    and starts_with(village, region) and starts_with(village, viewer_region)
    and (contractor is null or contractor_of = contractor) and (viewer_contractor is null or contractor_of = viewer_contractor)
    and assistance_matches(assistance, assistance_of);

-- One row per group and visit.
create or replace macro grouped_visits(by_what, first_day, last_day, as_of, region, contractor, assistance,
                                       viewer_region, viewer_contractor) as table
select unnest(visit_groups(by_what, village_code, contractor_code, town_code, investigator_ids, assistance_type, case_type,
                           visit_month)) as group_key, inv_id, town_code
from visits_done
where visit_in_scope(visit_day, village_code, contractor_code, assistance_type,
               first_day, last_day, as_of, region, contractor, assistance, viewer_region, viewer_contractor);

-- One row per group and visit that has any re-check by as-of. counted: the group's sample takes its latest valid re-check, whose
-- columns the row shows (C1); in a group without a valid random one all valid ones are the sample. waiting: none counts and one
-- is pending (C4).
create or replace macro rechecked_visits(by_what, first_day, last_day, as_of, region, contractor, assistance,
                                         viewer_region, viewer_contractor) as table
with spread as (
    select unnest(visit_groups(by_what, village_code, contractor_code, town_code, investigator_ids, assistance_type, case_type,
                               visit_month)) as group_key, *
    from rechecks
    where visit_in_scope(visit_day, village_code, contractor_code, assistance_type,
                         first_day, last_day, as_of, region, contractor, assistance, viewer_region, viewer_contractor)
      and check_date <= as_of
), sampled as (
    select *, why_not is null
              and (random_sample or not bool_or(why_not is null and random_sample) over (partition by group_key)) as counted
    from spread
)
select *, not counted and bool_or(pending) over (partition by group_key, inv_id) as waiting
from sampled
qualify row_number() over (partition by group_key, inv_id order by counted desc, check_date desc, check_id desc) = 1;

-- What a rate says against its target: judged by its interval, and by none while the sample is small (spec.md 4).
create or replace macro accuracy_verdict(rechecked, ci_low, ci_high, target) as
    case when rechecked = 0 then '无有效抽查' when rechecked < policy_number('min_sample') then '样本不足'
         when ci_low >= target then '达标' when ci_high < target then '未达标' when ci_low < target then '关注' end;

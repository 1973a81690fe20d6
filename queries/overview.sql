-- overview 总览：准确率、满意度、公示检查、资金拨付各是多少，比上期、比去年同期如何？
-- Visits, forms and complaints are those of the period; inspections those of the quarter in or at the end of the period; contracts
-- and rounds as they stand on the as-of day (the stand before: the as-of day moved back by the period's length, and by a year).
-- clause: accuracy-rate accuracy-item-rate spot-check-volume satisfaction-semiannual publicity-inspection-coverage photos-quarterly-near-far tranche-1-30 tranche-2-30 tranche-3-remainder recipient-evaluates-investigators complaint-ledger-q
-- roles: leader panel finance auditor admin
-- parameters: period as_of? region?
-- columns: measure, value, unit, n, ci_low, ci_high, target, verdict, previous, same_period_last_year, clause, subject, subject_name, part, first_day, last_day, previous_low, previous_high, last_year_low, last_year_high, param
with window_now as (
    select * from window_measures($first_day, $last_day, $as_of, $region, $viewer_region, $viewer_contractor)
), window_previous as (
    select * from window_measures(moved_back($first_day, $first_day, $last_day), $first_day - 1, $as_of, $region, $viewer_region, $viewer_contractor)
), window_last_year as (
    select * from window_measures(year_before($first_day), year_before($last_day), $as_of, $region, $viewer_region, $viewer_contractor)
), in_window as (
    select measure, as_figure(now.value) as value, '%' as unit, now.n, now.ci_low, now.ci_high, now.target, now.verdict,
        as_figure(previous.value) as previous, as_figure(last_year.value) as same_period_last_year, now.part,
        $first_day as first_day, $last_day as last_day, previous.ci_low as previous_low, previous.ci_high as previous_high,
        last_year.ci_low as last_year_low, last_year.ci_high as last_year_high, now.param
    from window_now now left join window_previous previous using (measure) left join window_last_year last_year using (measure)
), quarter as (  -- the quarter of the period's last known day; before the first inspection on record there is nothing to compare
    select quarter_first(greatest($first_day, least($last_day, $as_of))) as first_day,
        (select min(insp_date) from publicity_inspections) as recorded_from
), quarter_now as (
    select * from quarter_measures(quarter_first(greatest($first_day, least($last_day, $as_of))),
        quarter_last(greatest($first_day, least($last_day, $as_of))), $as_of, $region, $viewer_region, $viewer_contractor)
), quarter_previous as (
    select * from quarter_measures(quarter_first(quarter_first(greatest($first_day, least($last_day, $as_of))) - 1),
        quarter_first(greatest($first_day, least($last_day, $as_of))) - 1, $as_of, $region, $viewer_region, $viewer_contractor)
), quarter_last_year as (
    select * from quarter_measures(year_before(quarter_first(greatest($first_day, least($last_day, $as_of)))),
        year_before(quarter_last(greatest($first_day, least($last_day, $as_of)))), $as_of, $region, $viewer_region, $viewer_contractor)
), in_quarter as (
    select measure, as_figure(now.value) as value, '%' as unit, now.n, null as ci_low, null as ci_high, now.target, now.verdict,
        case when recorded_from < quarter.first_day then as_figure(previous.value) end as previous,
        case when recorded_from <= year_before(quarter_last(quarter.first_day)) then as_figure(last_year.value) end
            as same_period_last_year, now.part,
        quarter.first_day, quarter_last(quarter.first_day) as last_day, now.param
    from quarter_now now cross join quarter
    left join quarter_previous previous using (measure) left join quarter_last_year last_year using (measure)
), standing as (
    select measure, now.value, now.unit, now.n, null as ci_low, null as ci_high, null as target, now.verdict,
        previous.value as previous, last_year.value as same_period_last_year, now.part, null as first_day, $as_of as last_day, now.param
    from standing_measures($as_of, $region, $viewer_region, $viewer_contractor) now
    left join standing_measures(moved_back($as_of, $first_day, $last_day), $region, $viewer_region, $viewer_contractor) previous using (measure)
    left join standing_measures(year_before($as_of), $region, $viewer_region, $viewer_contractor) last_year using (measure)
), rounds as (
    select * from last_valid_rounds($as_of, $region, $viewer_region, $viewer_contractor)
), rated as (  -- the mean over contractors, then each; the earlier mean only where every contractor had a round
    select contractor_code as subject, avg(score) as value, sum(units_returned) as n, sum(units_due) as units_due,
        case when bool_or(low) then '较低' when bool_and(low is false) then '达到' end as verdict,
        case when count(score_before) = count(*) then avg(score_before) end as previous,
        case when count(score_a_year_before) = count(*) then avg(score_a_year_before) end as same_period_last_year,
        min(period_start) as first_day, max(period_end) as last_day
    from rounds
    group by grouping sets ((), (contractor_code))
    having count(*) > 0
), measured as (
    select *, null as subject from in_window
    union all by name select *, null as subject from in_quarter
    union all by name select *, null as subject from standing
    union all by name
    select 'satisfaction' as measure, as_figure(value) as value, '分' as unit, cast(n as bigint) as n,
        policy_number('satisfaction_low') as target, verdict, as_figure(previous) as previous,
        as_figure(same_period_last_year) as same_period_last_year, cast(n as bigint) as part, first_day, last_day,
        'satisfaction_low' as param, subject
    from rated
)
select measure, measured.value, measured.unit, n, ci_low, ci_high, target, verdict, previous, same_period_last_year,
    concat_ws(' ', document, clause) as clause, subject, contractor_name as subject_name, part, first_day, last_day, previous_low,
    previous_high, last_year_low, last_year_high, measured.param
from measured
left join policy on policy.param = measured.param
left join contractors on contractors.contractor_code = measured.subject
order by list_position(['accuracy', 'satisfaction', 'coverage', 'on_time', 'overdue_amount', 'item_accuracy', 'recheck_share',
                        'photo_sets', 'service_satisfaction', 'substantiated'], measure), subject nulls first;

-- independence_conflicts 复核不独立：复核人与原调查组或承接主体是什么关系
-- clause: responsibility-chain-t accuracy-rate
-- roles: leader panel auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: check_id, kind, checkers, investigators, contractor_name, town_name, visit_date, check_date, excluded, clause, rule, inv_id, case_no
-- Relatives are not compared: the ledger of relative filings is not among the datasets taken in.
with scoped as (
    select recheck.*, checks.checker_ids, checks.checker_unit, visits.case_no,
           list_concat(coalesce(visits.assist_town_ids, []), coalesce(visits.assist_village_ids, [])) as helpers
    from rechecks recheck join spot_checks checks using (check_id) join investigations visits on visits.inv_id = recheck.inv_id
    where visit_in_scope(visit_day, village_code, recheck.contractor_code, assistance_type, $first_day, $last_day, $as_of,
                         $region, $contractor, $assistance, $viewer_region, $viewer_contractor)
      and recheck.check_date <= $as_of
), staff_of as (
    select contractor_code, list(staff_id) as staff_ids from staff where contractor_code is not null group by contractor_code
), conflicts as (  -- a re-check may stand in several: one row each, with those of its checkers whom it concerns
    select scoped.*, unnest(list_filter([
        {'kind': '本组人员复核', 'who': list_intersect(checker_ids, investigator_ids)},
        {'kind': '入户协助人员复核', 'who': list_intersect(checker_ids, helpers)},
        {'kind': '承接主体人员复核', 'who': list_intersect(checker_ids, staff_ids)},
        {'kind': '承接主体复核', 'who': if(checker_unit = contractor_code, checker_ids, [])}
    ], lambda one: len(one.who) > 0 or (one.kind = '承接主体复核' and checker_unit = contractor_code)), recursive := true)
    from scoped left join staff_of using (contractor_code)
)
select check_id, kind, named_staff(who) as checkers, named_staff(investigator_ids) as investigators, contractor_name,
       unit_name as town_name, visit_day as visit_date, check_date,
       starts_with(coalesce(why_not, ''), '不独立') as excluded,
       (select concat_ws(' ', document, clause) from policy where param = 'recheck_independence') as clause,
       'responsibility-chain-t' as rule, inv_id, case_no
from conflicts
left join contractors on contractors.contractor_code = conflicts.contractor_code
left join org_units on unit_code = conflicts.town_code
order by check_date desc, check_id, kind

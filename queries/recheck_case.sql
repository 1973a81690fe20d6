-- recheck_case 一次抽查的全貌：谁调查、谁复核、何时、留了哪些证据、认定和异议
-- clause: accuracy-rate targeting-error-bulletin responsibility-chain-t
-- roles: leader panel finance town inspector auditor admin
-- parameters: check as_of?
-- columns: check_id, inv_id, case_no, town_name, village_name, assistance_type, case_type, contractor_name, investigators, checkers, checker_unit, visit_date, check_date, days, check_mode, sample_method, outcome, accurate, valid, why_not, items, items_consistent, error_cause, cause_nature, targeting_error, exempt, income_declared, amount_proposed, conclusion, amount_suggested, conclusion_recheck, amount_recheck, amount_difference, photo_count, av_count, investigator_sign_count, subject_signed, signer_relation, form_blank_items, neighbour_count, confirmed, confirm_date, contractor_objection, evidence_kept, recheck_report, rechecks_of_visit, clause
-- Its items: accuracy_items. A date after --as-of is blank (choices.md B5).
with one as (
    select * from rechecks
    where check_id = $check and check_date <= $as_of and visit_day <= $as_of
      and starts_with(village_code, $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
)
select one.check_id, one.inv_id, visits.case_no, towns.unit_name as town_name, village_name, one.assistance_type, one.case_type,
       firms.contractor_name, named_staff(one.investigator_ids) as investigators, named_staff(checks.checker_ids) as checkers,
       coalesce(units.unit_name, checking_firms.contractor_name, checks.checker_unit) as checker_unit, visit_day as visit_date,
       one.check_date, date_diff('day', visit_day, one.check_date) as days, checks.check_mode, one.sample_method, checks.outcome,
       case when items > 0 then accurate end as accurate, why_not is null as valid, why_not, items, items_consistent,
       nullif(checks.error_cause, '无') as error_cause, checks.cause_nature, nullif(one.targeting_error, '无') as targeting_error,
       checks.exempt, cases.income_pc_month as income_declared, cases.amount_proposed, one.conclusion, one.amount_suggested,
       checks.conclusion_recheck, checks.amount_recheck, checks.amount_recheck - one.amount_suggested as amount_difference,
       visits.photo_count, visits.av_count, visits.investigator_sign_count, visits.subject_signed, visits.signer_relation,
       visits.form_blank_items, visits.neighbour_count, checks.confirmed,
       case when checks.confirm_date <= $as_of then checks.confirm_date end as confirm_date,
       checks.contractor_objection, checks.evidence_kept, checks.report_no as recheck_report,
       (select count(*) from spot_checks others where others.inv_id = one.inv_id and others.check_date <= $as_of) as rechecks_of_visit,
       (select concat_ws(' ', document, clause) from policy where param = 'accuracy_target') as clause
from one
join spot_checks checks using (check_id)
join investigations visits on visits.inv_id = one.inv_id
join cases on cases.case_no = visits.case_no
left join contractors firms on firms.contractor_code = one.contractor_code
left join contractors checking_firms on checking_firms.contractor_code = checks.checker_unit
left join org_units units on units.unit_code = checks.checker_unit
left join villages on villages.village_code = one.village_code
left join org_units towns on towns.unit_code = one.town_code

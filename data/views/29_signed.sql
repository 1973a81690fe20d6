-- A round signed in the app stands as it was signed (choices.md D5): whoever derives something from evaluations and their
-- sheets reads these, never the datasets' own tables.
create or replace view standing_evaluations as
select eval_id, eval_type, subject_type, contract_no, contractor_code, period_start, period_end, round_no, result_date, score,
    passed, false as signed
from evaluations
where eval_id not in (select eval_id from signed_rounds)
union all
select eval_id, eval_type, subject_type, contract_no, contractor_code, period_start, period_end, round_no, result_date, score,
    passed, true
from signed_rounds;

create or replace view standing_sheets as
select eval_id, sheet_id, rater_type, rater_unit, rater_name, rater_name_hash, indicator_code, indicator_name, full_score, score,
    recused, submit_date, valid, _import, _line
from score_sheets
where eval_id not in (select eval_id from signed_rounds)
union all
select eval_id, sheet_id, rater_type, rater_unit, rater_name, rater_name_hash, indicator_code, indicator_name, full_score, score,
    recused, submit_date, valid, _import, _line
from signed_sheets;

-- The units that must return a sheet (D1): those of the contract that receive staff.
create or replace macro units_due() as table
select post.contract_no, unit.unit_code, unit.unit_type
from org_posts post join org_units unit using (unit_code)
where post.post_required > 0 and list_contains(policy_list('satisfaction_unit_types'), unit.unit_type);

-- The same by evaluation; a signed one keeps the units it was signed with.
create or replace macro evaluation_units() as table
select evaluation.eval_id, due.unit_code, due.unit_type
from standing_evaluations evaluation join units_due() due using (contract_no)
where not evaluation.signed
union all
select eval_id, unit_code, unit_type from signed_units;

-- What in the store no longer says what was signed: an import overwrote it, or was taken back. Shown as an alert.
create or replace view round_changes as
with frozen as (
    select eval_id, sheet_id, indicator_code, full_score, score, recused, submit_date, valid, rater_unit, rater_name_hash from signed_sheets
), stored as (
    select eval_id, sheet_id, indicator_code, full_score, score, recused, submit_date, valid, rater_unit, rater_name_hash
    from score_sheets semi join signed_rounds using (eval_id)
)
select eval_id, '评分表' as dataset, sheet_id as key from (
    (select * from frozen except select * from stored) union (select * from stored except select * from frozen))
union
select signed.eval_id, '评估考评台账', signed.eval_id
from signed_rounds signed left join evaluations evaluation using (eval_id)
where evaluation.result_date is distinct from signed.result_date or evaluation.passed is distinct from signed.passed
    or evaluation.contract_no is distinct from signed.contract_no or evaluation.round_no is distinct from signed.round_no
    or evaluation.eval_type is distinct from signed.eval_type
    or evaluation.period_start is distinct from signed.period_start or evaluation.period_end is distinct from signed.period_end;

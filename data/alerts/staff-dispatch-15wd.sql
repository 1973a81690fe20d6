-- rule: staff-dispatch-15wd
-- title: 签约后派遣未完成 | dispatch after signing
-- red: 过期未派齐 | past its day and short
-- amber: 临近期限未派齐 | its day is near
-- matter: 约定 {required} 人，已培训并派遣 {sent} 人 | {sent} of {required} trained and dispatched
-- verb: 看合同 | See the contract
-- page: /payments?contract={subject}
-- clause: dispatch_wd
-- needs: contracts staff
-- roles: county
with due as (
    select contract_no, contractor_code, sign_date, coalesce(staff_required, cast(policy_number('staff_posts') as integer)) as required,
        working_day_after(sign_date, cast(policy_number('dispatch_wd') as integer)) as due_date
    from contracts_in_force($as_of) where sign_date > $as_of - cast(policy_number('alert_back_days') as integer)
), sent as (
    select contractor_code, count(*) as sent from staff_on_duty($as_of)
    where post_type = '入户核查员' and coalesce(pre_training_date <= dispatch_date, policy_text('pre_post_training') <> 'true') group by contractor_code
)
select deadline_severity(due_date, $as_of) as severity, contract_no as key, contract_no as subject, contractor_code as owner, county_of(null) as region,
    contractor_code as contractor, due_date, required, coalesce(sent, 0) as sent
from due left join sent using (contractor_code)
where coalesce(sent, 0) < required and exists (from staff where post_type = '入户核查员')

-- rule: violation-outcome-terminate
-- title: 情节严重仍在岗 | serious, and still on duty
-- red: 情节严重，未终止劳动合同或仍在岗 | serious, contract not ended or still on duty
-- matter: 情节严重的违规已审定，{what} | a serious violation was decided: {what}
-- verb: 去处理 | Open the violation
-- page: /violations?case={key}
-- clause: violation_terminated
-- needs: violations
-- roles: county
select 'red' as severity, violation_id as key, violation_id as subject, coalesce(contractor_code, '民政局') as owner, county_code as region,
    contractor_code as contractor, null::date as due_date,
    if(list_contains(outcomes, '终止劳动合同'), '人员仍在岗', '未终止劳动合同') as what
from violation_states($as_of) one
where step = '结果' and severity = '严重' and (not list_contains(outcomes, '终止劳动合同')
    or exists (from staff where list_contains(one.staff_ids, staff_id) and coalesce(leave_date > $as_of, true)))

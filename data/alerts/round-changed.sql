-- rule: evaluation-is-basis
-- title: 已签署轮次的数据被改动 | the data of a signed round changed
-- red: 后来的导入或回退改动了签署时的数据；结果仍按快照 | an import or an undo changed what was signed; the result stands
-- matter: 评估{subject}的{rows}条数据与签署时不同 | {rows} rows of {subject} differ from what was signed
-- verb: 去核对 | Compare
-- page: /rounds?round={subject}
-- clause: evaluation_before_payment
-- needs: evaluations
-- roles: county
select 'red' as severity, eval_id as key, eval_id as subject, '民政局' as owner, county_of(null) as region, any_value(signed.contractor_code) as contractor,
    null::date as due_date, count(*) as rows
from round_changes join signed_rounds signed using (eval_id) group by eval_id

-- rule: sign-both-sides-j sign-both-sides-d sign-all-sides-t
-- title: 入户签字不全 | signatures are missing
-- red: 低于预警线 | below the second bound
-- amber: 有缺签，或户数不足 | some, or few visits
-- matter: {words}{failing} / {whole} 次入户签字不全 | {failing} of {whole} visits of {part} lack a signature
-- verb: 看名单 | See the list
-- group: bounds_all
-- clause: sign_parties
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    subject_signed and coalesce(investigator_sign_count >= greatest(policy_number('visit_min_people'), 1), true) as ok,
    concat_ws('、', if(subject_signed, null, '调查对象未签字'), if(investigator_sign_count < greatest(policy_number('visit_min_people'), 1), '调查人员 ' || investigator_sign_count || ' 人签字', null)) as found
from alert_visits($as_of)

-- rule: staff-qualification
-- title: 核查员学历或能力不符 | an investigator lacks the qualification
-- red: 低于预警线 | below the second bound
-- amber: 有不符的 | some
-- matter: {failing} / {whole} 名在岗核查员学历或计算机能力不符 | {failing} of {whole} investigators lack education or computer skill
-- verb: 看名单 | See the list
-- group: bounds_all
-- few: whole
-- clause: education_min
-- needs: staff
-- roles: county
select contractor_code as subject, contractor_code as owner, county_of(unit_code) as region, contractor_code as contractor, '' as part, staff_id as row,
    list_position(['高中及以下', '大专', '本科', '研究生'], education) >= list_position(['高中及以下', '大专', '本科', '研究生'], policy_text('education_min'))
        and computer_ok is not false as ok, concat_ws('，', education, if(computer_ok is false, '不熟悉计算机', null)) as found
from staff_on_duty($as_of) where post_type = '入户核查员' and contractor_code is not null

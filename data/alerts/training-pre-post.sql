-- rule: training-pre-post
-- title: 未经培训上岗 | started without training
-- red: 低于预警线 | below the second bound
-- amber: 有未培训的 | some
-- matter: {failing} / {whole} 名在岗核查员上岗前未培训 | {failing} of {whole} investigators started before their training
-- verb: 看名单 | See the list
-- group: bounds_all
-- few: whole
-- clause: pre_post_training
-- needs: staff
-- roles: county
select contractor_code as subject, contractor_code as owner, county_of(unit_code) as region, contractor_code as contractor, '' as part, staff_id as row,
    if(exists (from staff where pre_training_date is not null), coalesce(pre_training_date <= dispatch_date, false), null) as ok, coalesce('培训 ' || pre_training_date, '未登记培训') as found
from staff_on_duty($as_of) where post_type = '入户核查员' and contractor_code is not null

-- rule: task-table-complete
-- title: 任务表不完整 | tasks lack fields
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few visits
-- matter: {words}{failing} / {whole} 件任务表五项不全 | {failing} of {whole} tasks of {part} lack one of five fields
-- verb: 看名单 | See the list
-- group: bounds_form
-- recorded: yes
-- clause: task_fields
-- needs: investigations
select subject, owner, county_code as region, contractor_code as contractor, part, inv_id as row,
    assign_date is not null and due_date is not null and location is not null and task_subject is not null and task_materials is not null as ok,
    concat_ws('、', if(assign_date is null, '缺分配时间', null), if(due_date is null, '缺时效要求', null), if(location is null, '缺地点', null),
              if(task_subject is null, '缺救助对象情况', null), if(task_materials is null, '缺申请资料', null)) as found
from alert_visits($as_of)

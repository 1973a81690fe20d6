-- The problem list as it was known on a day (rules.md C.22, rectify-*): state, working days, look-back and the next rung of the
-- ladder 电话或当场 -> 整改提醒函 -> 联席会议通报 -> 反映纪检监察. The rung is a suggestion; a person takes it.
create or replace macro rectification_states(as_of) as table
with known as (
    select * replace (if(complete_date <= as_of, complete_date, null) as complete_date,
                      if(meeting_date <= as_of, meeting_date, null) as meeting_date,
                      if(discipline_date <= as_of, discipline_date, null) as discipline_date,
                      if(lookback_date <= as_of, lookback_date, null) as lookback_date,
                      if(lookback_date <= as_of, lookback_measures, null) as lookback_measures,
                      if(lookback_date <= as_of, lookback_ontime, null) as lookback_ontime,
                      if(lookback_date <= as_of, lookback_public, null) as lookback_public)
    from rectifications
    where issue_date is null or issue_date <= as_of
), placed as (
    select known.*, county_of(unit.unit_code) as county_code, coalesce(unit.unit_name, contractor_name) as resp_name,
        -- the bureau and other offices of the county are no town (I7)
        case when unit.unit_type in ('乡镇', '街道', '其他') then unit.unit_code end as town_code, contractor.contractor_code,
        working_days_between(as_of, deadline) as days_left, working_days_between(deadline, coalesce(complete_date, as_of)) as days_late,
        cast(complete_date + cast(policy_number('lookback_days') as integer) as date) as lookback_due_date,
        [lookback_measures, lookback_ontime, lookback_public] as answers
    from known
    left join org_units unit on unit.unit_code = known.resp_unit
    left join contractors contractor on contractor.contractor_code = known.resp_unit
)
select rect_id, source_type, source_id, issue, level, notify_mode, letter_no, issue_date, deadline, measures, resp_unit, resp_name,
    resp_person, complete_date, coalesce(reminder_count, 0) as reminder_count, meeting_date, bulletin_no, discipline_date,
    lookback_date, lookback_measures, lookback_ontime, lookback_public, county_code, town_code, contractor_code, lookback_due_date,
    _import, _line,
    complete_date is not null as completed, coalesce(complete_date is null and deadline < as_of, false) as overdue,
    case when complete_date is null then days_left end as working_days_left,
    case when deadline is not null then case when deadline < coalesce(complete_date, as_of) then greatest(days_late, 0) else 0 end end
        as working_days_late,
    case when complete_date <= deadline then '按期完成' when complete_date > deadline then '逾期完成' when complete_date is not null then '已完成'
         when deadline is null then '未定期限' when deadline < as_of then '逾期未改'
         when days_left <= policy_number('near_deadline_wd') then '临期' else '整改中' end as state,
    case when complete_date is null then null
         when lookback_date is null then if(lookback_due_date < as_of, '回头看逾期', '待回头看')
         when list_contains(answers, '否') then '未通过'
         when len(list_filter(answers, one -> one = '是')) = 3 then '通过' else '未查全' end as lookback_state,
    -- rectify-list-q: deadline, unit and person; rectify-letter-t: number and measures of a letter besides
    nullif(concat_ws('、', if(deadline is null, '整改时限', null), if(resp_unit is null, '责任单位', null),
                     if(resp_person is null, '责任人', null),
                     if(level = '整改提醒函' and letter_no is null, '整改提醒函编号', null),
                     if(level = '整改提醒函' and measures is null, '整改措施', null)), '') as list_gaps,
    case when complete_date is not null or discipline_date is not null then null
         when coalesce(deadline >= as_of, true) then null
         when reminder_count >= policy_number('many_reminders') then '可向纪检监察反映'
         when level = '整改提醒函' and meeting_date is null then '提请联席会议研究'
         when coalesce(level, '立行立改') = '立行立改' then '发整改提醒函' end as next_rung
from placed;

-- Each source that a rectification may come from: what it says of itself and where it lies, for the viewer's scope and the form.
create or replace view rectification_sources as
select '抽查' as source_type, check_id as source_id, check_date as found_on, visit.contractor_code as unit, request.village_code as place,
    visit.contractor_code, concat_ws('，', '入户调查与复核不一致', nullif(error_cause, '无'), nullif(targeting_error, '无')) as issue
from spot_checks join investigations visit using (inv_id) join cases request on request.case_no = visit.case_no
union all
select '公示检查', insp_id, insp_date, town_code, village_code, null, concat_ws('：', village_name, coalesce(issues, '公示栏检查发现问题'))
from publicity_inspections left join villages using (village_code)
union all
select '公示检查', posting_id, start_date, town_code, village_code, null, concat_ws('：', village_name, posting_type || '不合规')
from postings left join villages using (village_code)
union all
select '投诉举报', complaint_id, receive_date, coalesce(if(target_type in ('承接主体', '核查员'), contractor_code, null), town_code), town_code,
    contractor_code, '群众反映问题：' || coalesce(complaint_type, '其他')
from complaints
union all
select '违规', violation_id, found_date, violation.contractor_code, request.village_code, violation.contractor_code, '违规行为：' || type_code[2:]
from violations violation left join investigations visit using (inv_id) left join cases request using (case_no)
union all
select '满意度评估', eval_id, result_date, contractor_code, null, contractor_code, eval_type || '发现的问题'
from evaluations;

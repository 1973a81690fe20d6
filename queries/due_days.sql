-- due_days 应拨付日期怎么数：条件成就次日起逐日，节假日和调休
-- clause: tranche-1-30 tranche-2-30 tranche-3-remainder
-- roles: leader panel finance auditor admin
-- parameters: contract as_of?
-- columns: contract_no, tranche_no, day, kind, note, nth_wd, published
select contract_no, tranche_no, calendar.day,
       case when calendar.day = trigger_date then '当日不计' when is_workday then if(isodow(calendar.day) < 6, '工作日', '调休上班')
            when isodow(calendar.day) < 6 or note is not null then '节假日' else '周末' end as kind,
       note, case when is_workday and calendar.day > trigger_date then working_days_between(trigger_date, calendar.day) end as nth_wd, published
from tranche_status($as_of) tranche
join calendar_days calendar on calendar.day between trigger_date and due_date
where contract_no = $contract
  -- contracts are county matters: no town sees them, a contractor sees its own
  and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
order by contract_no, tranche_no, calendar.day;

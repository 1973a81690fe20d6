-- data_range 数据范围：各台账最早、最晚到哪一天，何时导入，数据截至哪一天
-- clause: -
-- roles: leader panel finance town inspector auditor admin
-- parameters:
-- columns: dataset, first_day, last_day, rows, last_import, taken_on
with days as (
    select 'investigations' as dataset, visit_day as day from visits_done
    where starts_with(village_code, $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'spot_checks', check_date from spot_checks join visits_done using (inv_id)
    where starts_with(village_code, $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'service_feedback', visit_day from service_feedback join visits_done using (inv_id)
    where starts_with(village_code, $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'publicity_inspections', cast(insp_date as date) from publicity_inspections
    where starts_with(village_code, $viewer_region) and $viewer_contractor is null
    union all
    select 'evaluations', cast(result_date as date) from evaluations  -- a county's matter: no town's account
    where eval_type = '满意度评估' and len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'payment_transactions', cast(pay_date as date) from payment_transactions join contracts using (contract_no)
    where len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'complaints', cast(receive_date as date) from complaints
    where starts_with(coalesce(town_code, county_of(null)), $viewer_region) and ($viewer_contractor is null or contractor_code = $viewer_contractor)
    union all
    select 'violations', cast(found_date as date) from violations  -- a county's matter: no town's account
    where len($viewer_region) <= 6 and ($viewer_contractor is null or contractor_code = $viewer_contractor)
), arrived as (
    select dataset, max(imported_at) as last_import from imports where status = 'imported' group by dataset
)
-- taken_on: the greatest 导出日期 that an export states; null when none does, then today is the as-of date
select dataset, cast(min(day) as date) as first_day, cast(max(day) as date) as last_day, count(*) as rows, any_value(last_import) as last_import,
       (select cast(max(exported_at) as date) from imports where dated and status = 'imported') as taken_on
from days left join arrived using (dataset)
group by dataset order by dataset

-- The re-checked visits behind a cell of 调查准确率, one row each, and what came of the re-check (choices.md C6). by and group_key
-- choose the sample as the groups of accuracy do ('-' is the group without a value); the others narrow one sample for everything
-- asked, as trend, funnel and items do. Null: not narrowed. cause '无': without a cause; error '合计': any.
create or replace macro recheck_cells(by_what, wanted_group, first_day, last_day, as_of, region, contractor, assistance, viewer_region,
                                      viewer_contractor, wanted_item, wanted_town, wanted_month, wanted_investigator, wanted_checker,
                                      wanted_cause, wanted_nature, wanted_error) as table
with seen as (
    select * from rechecked_visits(coalesce(by_what, 'all'), first_day, last_day, as_of, region, contractor, assistance,
                                   viewer_region, viewer_contractor)
    where wanted_group is null or coalesce(group_key, '-') = wanted_group
)
select seen.*, checks.conclusion_recheck, checks.error_cause, checks.cause_nature, checks.contractor_objection, checks.checker_ids,
       case when counted and accurate then '准确' when counted then '有差错' when waiting then '待定' else '不计入' end as outcome
from seen join spot_checks checks using (check_id)
where (wanted_town is null or town_code = wanted_town) and (wanted_month is null or visit_month = wanted_month)
  and (wanted_investigator is null or list_contains(investigator_ids, wanted_investigator))
  and (wanted_checker is null or list_contains(checks.checker_ids, wanted_checker))
  and (wanted_cause is null or coalesce(checks.error_cause, '无') = wanted_cause)
  and (wanted_nature is null or checks.cause_nature = wanted_nature)
  and (wanted_error is null or seen.targeting_error = wanted_error or (wanted_error = '合计' and seen.targeting_error <> '无'))
  and (wanted_item is null
       or check_id in (select check_id from recheck_items where item_name = wanted_item and compared and not consistent));

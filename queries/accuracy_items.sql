-- accuracy_items 抽查分项：一户各项的原调查值、复核值、差额、容差和结果
-- clause: accuracy-item-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: check as_of?
-- columns: item_name, original_value, recheck_value, unit, tolerance, item_result, critical, item_code, declared_value, difference, allowed, within_tolerance, clause
-- Values are free text and stay masked; data/look.py opens them for those who may, and logs it. declared_value: the datasets hold
-- a declared figure for 家庭收入 only (the case's 人均月收入).
with wanted as (
    select item.*, kind.critical as decides, cases.income_pc_month
    from rechecks recheck
    join spot_check_items item using (check_id)
    join recheck_items kind using (check_id, item_code)
    join investigations visits on visits.inv_id = recheck.inv_id
    join cases on cases.case_no = visits.case_no
    where recheck.check_id = $check and recheck.check_date <= $as_of and recheck.visit_day <= $as_of
      and starts_with(recheck.village_code, $viewer_region) and ($viewer_contractor is null or recheck.contractor_code = $viewer_contractor)
), blocks as (
    select _import, _line // 1024 as block, list(_line order by _line) as lines from wanted group by all
), opened as (
    select _import, unnest(lines) as _line, unnest(opened_numbers(content, lines, 'original_value')) as original,
           unnest(opened_numbers(content, lines, 'recheck_value')) as rechecked
    from blocks join sealed on sealed.import_id = blocks._import and sealed.block = blocks.block
), valued as (
    select wanted.*, to_exact(clean(original), 1) as original, to_exact(clean(rechecked), 1) as rechecked
    from wanted left join opened on opened._import = wanted._import and opened._line = wanted._line
)
select item_name, original_value, recheck_value, unit, tolerance, item_result, decides as critical, item_code,
       if(item_name = '家庭收入', income_pc_month, null) as declared_value,
       case when coalesce(unit, '-') <> '-' then cast(rechecked - original as decimal(18, 4)) end as difference,
       case when coalesce(unit, '-') <> '-' then cast(allowed_difference(item_name, unit, tolerance, original) as decimal(18, 4)) end as allowed,
       case when coalesce(unit, '-') <> '-' then abs(rechecked - original) <= allowed_difference(item_name, unit, tolerance, original)
            when original is not null and rechecked is not null then original = rechecked
            else original_value_hash = recheck_value_hash end as within_tolerance,
       (select concat_ws(' ', document, clause) from policy where param = 'survey_items') as clause
from valued
order by not decides, item_code

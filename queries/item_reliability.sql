-- item_reliability 分项可靠性：原调查值与复核值差多少，是偏差还是误差
-- clause: accuracy-item-rate survey-scope-complete-j
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of?
-- columns: item_name, kind, n, agreement, agreement_pct, ci_low_pct, ci_high_pct, mean_difference, t, df, p, srv, reliability_ratio, kappa, omitted, contradicting, label
-- Difference: re-checked less investigated. srv: simple response variance, half the variance of the differences; ratio: 1 - srv
-- over the variance of the re-checked values (Hansen, Hurwitz, Pritzker 1964; as bcstats computes both). kappa: Cohen (1960).
-- contradicting: the result stated in the ledger is not what the two values and the tolerance say.
with sample as (  -- one sample for everything asked (choices.md C6)
    select check_id
    from rechecked_visits('all', $first_day, $last_day, $as_of, $region, $contractor, $assistance,
                          $viewer_region, $viewer_contractor)
    where counted
), items as (
    select item_name, item_code, check_id, unit, tolerance, item_result, original_value_hash, recheck_value_hash, _import, _line
    from spot_check_items semi join sample using (check_id)
    where item_result in ('一致', '不一致')
), blocks as (
    select _import, _line // 1024 as block, list(_line order by _line) as lines from items group by all
), opened as (
    select _import, unnest(lines) as _line, unnest(opened_numbers(content, lines, 'original_value')) as original,
           unnest(opened_numbers(content, lines, 'recheck_value')) as rechecked
    from blocks join sealed on sealed.import_id = blocks._import and sealed.block = blocks.block
), numbers as (  -- each text is read once
    select text, to_exact(clean(text), 1) as number from (select distinct unnest([original, rechecked]) as text from opened)
), pairs as (  -- '5.0' and '5' are one number; what is no number is one category with its like
    select items.*, first.number as original, second.number as rechecked,
           coalesce(first.number::varchar, original_value_hash) as original_category,
           coalesce(second.number::varchar, recheck_value_hash) as rechecked_category
    from items left join opened on opened._import = items._import and opened._line = items._line
    left join numbers first on first.text = opened.original left join numbers second on second.text = opened.rechecked
), kinds as (  -- what is measured in something is a number, 户籍 or 困难类型 written in digits is not
    select item_name, bool_or(coalesce(unit, '-') <> '-') as numeric from items group by item_name
), compared as (
    select pairs.*, numeric,
           case when numeric then abs(rechecked - original) <= allowed_difference(item_name, unit, tolerance, original)
                else original_category = rechecked_category end as agrees,
           case when numeric then original is not null and rechecked is not null
                else original_category is not null and rechecked_category is not null end as paired,
           cast(rechecked - original as double) as difference
    from pairs join kinds using (item_name)
), chances as (  -- agreement by chance: the product of each category's shares on the two sides
    select item_name, sum(first * second) as chance
    from (select item_name, category, count(*) filter (side = 1) as first, count(*) filter (side = 2) as second
          from (select item_name, unnest([original_category, rechecked_category]) as category, unnest([1, 2]) as side
                from compared where paired and not numeric) group by all)
    group by item_name
), counted as (
    select item_name, numeric, count(*) filter (paired) as n, count(*) filter (paired and agrees) as agreement,
           avg(difference) filter (paired and numeric) as mean_difference, var_samp(difference) filter (paired and numeric) as variance,
           var_samp(cast(rechecked as double)) filter (paired and numeric) as recheck_variance,
           count(*) filter (original_category is null and rechecked_category is not null) as omitted,
           count(*) filter (paired and agrees <> (item_result = '一致')) as contradicting
    from compared group by all
), tested as (
    select *, case when variance > 0 then mean_difference / sqrt(variance / n) end as t, case when numeric and n > 1 then n - 1 end as df,
           variance / 2 as srv
    from counted left join chances using (item_name)
)
select item_name, if(numeric, '数值', '类别') as kind, n, agreement, share_pct(agreement, n) as agreement_pct,
       wilson_low(agreement, n, policy_number('wilson_z')) as ci_low_pct,
       wilson_high(agreement, n, policy_number('wilson_z')) as ci_high_pct,
       mean_difference, t, df, student_p(t, df) as p, srv,
       case when recheck_variance > 0 then 1 - srv / recheck_variance end as reliability_ratio,
       case when not numeric and chance < n * n then (n * agreement - chance) / (n * n - chance) end as kappa,
       omitted, contradicting, case when n < policy_number('min_sample') then '样本不足' end as label
from tested
order by item_name

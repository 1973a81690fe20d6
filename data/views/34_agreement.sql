-- How far the raters of one evaluation agree: items are the units of analysis, raters the observers, a mark in per cent of the
-- item's full marks the value. Only sheets that count.
create or replace macro rater_marks(as_of) as table
select sheet.eval_id, sheet.sheet_id, sheet.rater_unit, mark.indicator_code, 100 * mark.score / mark.full_score as mark
from counting_sheets(as_of, running := true) sheet
join standing_sheets mark on mark.eval_id = sheet.eval_id and mark.sheet_id = sheet.sheet_id
join evaluation_units() due on due.eval_id = sheet.eval_id and due.unit_code = sheet.rater_unit
where mark.score is not null;

-- Krippendorff's alpha for intervals (2011, "Computing Krippendorff's Alpha-Reliability"): 1 - observed / expected
-- disagreement. An item marked by one rater alone cannot be compared and is left out. The sum of squared differences of all
-- ordered pairs of m values is 2 (m Σx² - (Σx)²). Null when nothing can be compared or all values are the same.
create or replace macro rater_alpha(as_of) as table
with item as (
    select eval_id, indicator_code, count(*) as m, sum(mark) as s, sum(mark * mark) as q
    from rater_marks(as_of) group by all having count(*) > 1
), total as (
    select eval_id, sum(m) as n, count(*) as items, sum(2 * (m * q - s * s) / (m - 1)) / sum(m) as observed,
        2 * (sum(m) * sum(q) - sum(s) * sum(s)) / (sum(m) * (sum(m) - 1)) as expected
    from item group by eval_id
)
select eval_id, items, cast(n as bigint) as values_compared, case when expected > 1e-9 then 1 - observed / expected end as alpha
from total;

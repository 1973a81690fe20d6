-- recheck_outcomes 抽查结果：图表里一个数背后的抽查户，有差错、准确、待定、不计入各几户
-- clause: accuracy-rate
-- roles: leader panel finance town inspector auditor admin
-- parameters: period region? contractor? assistance? as_of? by=county|contractor|town|investigator|assistance|case_type|month? group_key? item? town? month? investigator? checker? cause? nature? error?
-- columns: outcome, visits
-- The rows of recheck_cases counted.
select outcome, count(*) as visits
from recheck_cells($by, $group_key, $first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor,
                   $item, $town, $month, $investigator, $checker, $cause, $nature, $error)
group by outcome order by outcome

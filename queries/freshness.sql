-- freshness 各台账何时导入、导出到哪一天、多少行在等
-- One row per dataset that a file ever brought and that was not taken back.
-- clause: system
-- roles: admin auditor leader panel finance
-- parameters:
-- columns: dataset, files, last_import, last_file, exported_at, rejected, waiting, rows
with held as (  -- rows as they stand, of ledgers without a day too
    select 'cases' as dataset, count(*) as rows from cases
    union all select 'complaints' as dataset, count(*) as rows from complaints
    union all select 'contractors' as dataset, count(*) as rows from contractors
    union all select 'contracts' as dataset, count(*) as rows from contracts
    union all select 'evaluations' as dataset, count(*) as rows from evaluations
    union all select 'fund_budget' as dataset, count(*) as rows from fund_budget
    union all select 'investigations' as dataset, count(*) as rows from investigations
    union all select 'org_posts' as dataset, count(*) as rows from org_posts
    union all select 'org_units' as dataset, count(*) as rows from org_units
    union all select 'payment_tranches' as dataset, count(*) as rows from payment_tranches
    union all select 'payment_transactions' as dataset, count(*) as rows from payment_transactions
    union all select 'postings' as dataset, count(*) as rows from postings
    union all select 'publicity_inspections' as dataset, count(*) as rows from publicity_inspections
    union all select 'publicity_photos' as dataset, count(*) as rows from publicity_photos
    union all select 'rectifications' as dataset, count(*) as rows from rectifications
    union all select 'score_sheets' as dataset, count(*) as rows from score_sheets
    union all select 'service_feedback' as dataset, count(*) as rows from service_feedback
    union all select 'spot_check_items' as dataset, count(*) as rows from spot_check_items
    union all select 'spot_checks' as dataset, count(*) as rows from spot_checks
    union all select 'staff' as dataset, count(*) as rows from staff
    union all select 'villages' as dataset, count(*) as rows from villages
    union all select 'violations' as dataset, count(*) as rows from violations
    union all select 'work_calendar' as dataset, count(*) as rows from work_calendar
)
select dataset, count(distinct digest) as files, max(imported_at) as last_import, arg_max(file, import_id) as last_file,
    cast(max(exported_at) filter (dated) as date) as exported_at, sum(rejected) as rejected,
    (select count(*) from held_rows h where h.dataset = imports.dataset) as waiting,
    (select held.rows from held where held.dataset = imports.dataset) as rows
from imports
-- files concern the whole county: a viewer of one town or one contractor sees none
where status = 'imported' and dataset is not null and len($viewer_region) <= 6 and $viewer_contractor is null
group by dataset order by dataset

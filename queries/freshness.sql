-- freshness 各台账何时导入、导出到哪一天、多少行在等
-- One row per dataset that a file ever brought and that was not taken back.
-- clause: system
-- roles: admin auditor leader panel finance
-- parameters:
-- columns: dataset, files, last_import, last_file, exported_at, rejected, waiting
select dataset, count(distinct digest) as files, max(imported_at) as last_import, arg_max(file, import_id) as last_file,
    cast(max(exported_at) filter (dated) as date) as exported_at, sum(rejected) as rejected,
    (select count(*) from held_rows h where h.dataset = imports.dataset) as waiting
from imports
-- files concern the whole county: a viewer of one town or one contractor sees none
where status = 'imported' and dataset is not null and len($viewer_region) <= 6 and $viewer_contractor is null
group by dataset order by dataset

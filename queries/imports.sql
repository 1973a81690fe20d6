-- imports 导入记录
-- What every file brought, per file and sheet: rows = accepted + replaced + unchanged + rejected + held at any time (choices.md A13).
-- clause: system
-- roles: admin auditor leader panel finance
-- parameters:
-- columns: file, dataset, sheet, rows, accepted, replaced, unchanged, rejected, held, status, imported_at, import_id, who, exported_at, skipped, unknown_columns, sentence, digest
select file, dataset, sheet, rows, accepted, replaced, unchanged, rejected, held,
    case status when 'imported' then case when rejected + held > 0 then '部分导入' else '已导入' end
        when 'refused' then '已拒收' when 'skipped' then '已跳过' when 'undone' then '已回退' else '重复导入' end as status,
    imported_at, import_id, who, case when dated then cast(exported_at as date) end as exported_at, skipped,
    array_to_string(unknown_columns, '、') as unknown_columns, sentence, digest
from imports
-- files concern the whole county: a viewer of one town or one contractor sees none
where len($viewer_region) <= 6 and $viewer_contractor is null
order by import_id

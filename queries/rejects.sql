-- rejects 退回与待补的行
-- Every row or file that did not get in, as the clerk sees it in Excel, and rows that wait for their parent (code unknown_reference).
-- clause: system
-- roles: admin auditor
-- parameters: file?
-- columns: file, sheet, line, header, value, code, reason, dataset, import_id, waiting
with listed as (
    select import_id, line, header, value, code, reason, false as waiting from rejects
    union all
    select _import, _line, i.headers[m['column']], left(m['value'], 200), 'unknown_reference',
        replace(replace(m['reason'], '{header}', i.headers[m['column']]), '{value}', left(m['value'], 200)), true
    from (select _import, _line, unnest(_missing) as m from held_rows) h join imports i on i.import_id = h._import
)
select i.file, i.sheet, l.line, l.header, l.value, l.code, l.reason, i.dataset, l.import_id, l.waiting
from listed l join imports i using (import_id)
where ($file is null or i.file = $file) and len($viewer_region) <= 6 and $viewer_contractor is null
order by l.import_id, l.line nulls first, l.header

-- 导入记录的待补行数与实际待补的行不符
select i.file, i.sheet, i.held, count(h._import) from imports i left join held_rows h on h._import = i.import_id
where i.status = 'imported' group by all having i.held <> count(h._import)
